"""Telephone numbers and mail addresses as terms of the search; a question is read to the same terms.

theme/static/js/search-parse.js knows no numbering plan: it takes off +, 00, (0) and a zero at the beginning.
So a number is found under each of its forms, as people of its own country dial it and as others do.
"""

from __future__ import annotations

from collections.abc import Iterator

from records import phone
from records.search_terms import MAIL
from records.search_text import fold


def number_terms(dial: str, based: str | None = None) -> list[str]:
    """Of a number as entries have it: "+44 20 7946 0123", or a short code.

    `based` is the country of a number without its code.
    """
    return sorted({form for form in _forms(dial, based) if form})


def _forms(dial: str, based: str | None) -> Iterator[str]:
    typed = phone.digits(dial)
    yield typed.lstrip("+0")
    if typed.startswith("+"):
        yield typed[1 + len(phone.code_of(typed)) :].lstrip("0")
    if number := phone.read(dial, based):
        yield phone.e164(number).removeprefix("+")
        yield phone.digits(phone.national(number)).lstrip("0")


def mail_term(address: str) -> str:
    """Empty where the text holds no address."""
    match = MAIL.search(fold(address))
    return match[0] if match else ""
