"""Numbers in public registers: their form, their check digits, and where they are looked up."""

from __future__ import annotations

import re

from records.vocabulary import Term

_ROR_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
# Of a register that shows no number that we know: a name as people are called, or one word of a code.
_NAME_OR_CODE = re.compile(r"[^\W\d_](?:[^\W\d_]|[ ,'’()-]|\.(?!\S))*|[0-9A-Za-z]{4,10}")


def diagnostic(term: Term, value: str) -> str | None:
    """What is wrong with a number, by what its register says of itself."""
    if "pattern" not in term.extra:
        return None if _NAME_OR_CODE.fullmatch(value) else _no_name(term, value)
    pattern = str(term.extra["pattern"])
    if not re.search(pattern, value):
        inner = re.search(rf"(?<!\w)(?:{pattern.strip('^$')})(?!\w)", value)
        alone = f"; write the number alone: '{inner[0]}'" if inner else f". {term.description}"
        return f"'{value}' is not a number of the {term.label}{alone}"
    if not _CHECKS.get(str(term.extra.get("checksum")), lambda _: True)(value):
        return f"the check digits of '{value}' do not fit; compare it with the register"
    return None


def address(term: Term, value: str, kind: str) -> str | None:
    """Of the entry itself in the register; `kind` is that of the profile: person or organisation."""
    template: str | None = term.extra.get("url_by_kind", {}).get(kind) or term.extra.get("url")
    return template.replace("{value}", value) if template else None


def search_page(term: Term) -> str | None:
    """Where one looks for the entry, if it has no address of its own."""
    page: str | None = term.extra.get("search")
    return page


def _no_name(term: Term, value: str) -> str:
    return f"'{value}' is no name; write the name as the {term.label} shows it"


def _orcid(value: str) -> bool:
    """ISO/IEC 7064 MOD 11-2."""
    total = 0
    for digit in value.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == value[-1]


def _ror(value: str) -> bool:
    """ISO/IEC 7064 MOD 97-10 over Crockford's base 32."""
    number = 0
    for char in value[:-2]:
        number = number * 32 + _ROR_ALPHABET.index(char)
    return 98 - number * 100 % 97 == int(value[-2:])


_CHECKS = {"orcid": _orcid, "ror": _ror}
