"""Telephone numbers: which exist, which are kept for fiction, and how they are written.

What exists is asked of Google's numbering plans. The library is loaded with the first number that needs it:
that takes 50 ms, which most answers of the function and most builds do not need.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

    from records.diagnostic import Severity

_WRITTEN = re.compile(r"\+[1-9]\d{0,2}(?: \d+)+")
_UNSEEN = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_HYPHENS = re.compile("[\u2010-\u2015\u2043\u2212\u30fc]")
_SCHEME = re.compile(r"(?i)\s*(?:tel|telephone|phone|sms|callto)\s*[:.]\s*(?://)?")
_AROUND = re.compile(r"^[^\w+(\[#*]+|[^\w)\]#*]+\Z")  # quotes, telephones and the like
_SIGNS = re.compile(r"[-+\d\s()\[\]./~]+")
_COUNTING = re.compile(r"123456789(?:0\d*)?|0?987654321\d*")

# Kept for drama and examples by Ofcom, the North American Numbering Plan and the ACMA of Australia. Of the
# codes that are free to call only 800 keeps a number; at 5xx, 700 and 900 somebody may be called, or paid.
_FICTION = re.compile(
    r"\+44(?:2079460|1134960|1144960|1154960|1164960|1174960|1184960|1214960|1314960|1414960"
    r"|1514960|1614960|1914980|2896496|2920180|1632960|7700900|8081570|3069990)\d{3}"
    r"|\+1(?!5(\d)\1|52[1-9]|[79]00|710|8(?:00|22|33|44|55|66|77|8\d))[2-9]\d\d55501\d\d|\+18005550199"
    r"|\+61[2378](?:5550|7010)\d{4}|\+61491570(?:006|110|15[6-9])"
)
_HARMONISED = re.compile(r"116\d{3}")  # one in all of Europe, also where a country's plan does not list it


def digits(dial: str) -> str:
    """A number without spaces and signs, to compare it: +442079460123."""
    return re.sub(r"[^+0-9]", "", dial)


def line(dial: str, based: str | None) -> str:
    """A key that is equal for two numbers of one line: a short code differs by country."""
    number = digits(dial)
    return number if number.startswith("+") or not based else f"{based} {number}"


def is_fiction(dial: str) -> bool:
    """Whether a number is answered by nobody, for certain. No short code is kept for that."""
    return bool(_FICTION.fullmatch(digits(dial)))


def implausible(dial: str) -> Iterator[tuple[str, Severity]]:
    """What is wrong with a number that is written well but cannot be one."""
    number = digits(dial)
    if not number.startswith("+") or is_fiction(number):
        return
    existing = read(number, None)
    if not existing:
        yield unreal(dial, number), "error"
    elif e164(existing) != number:
        yield f"'{dial}' has digits that are not dialled from abroad; write '{laid_out(existing)}'", "error"
    elif _made_up(number):
        yield f"'{dial}' looks made up; check that it is a real number", "warning"


def _made_up(number: str) -> bool:
    rest = number[1 + len(code_of(number)) :]
    return len(set(rest)) == 1 or bool(_COUNTING.fullmatch(rest))


def unreal(dial: str, number: str) -> str:
    """Why a number with a country code, in its digits alone, is none of any numbering plan."""
    import phonenumbers

    code = code_of(number)
    rest = number[1 + len(code) :]
    region = phonenumbers.region_code_for_country_code(int(code or 0))
    if not code or region == phonenumbers.UNKNOWN_REGION:
        return f"'{dial}' begins with a country code that no country has; check it"
    if short := short_code(rest, region):
        return f"{short} is a short code: write it exactly as it is dialled, '{short}', without +{code}"
    if _made_up(number):
        return f"'{dial}' is no real number; delete the entry until you have one"
    lengths = _lengths(int(code), region)
    if len(rest) in lengths:
        return f"'{dial}' is not in use in the numbering plan of +{code}; check its digits"
    return f"'{dial}' has {len(rest)} digits after +{code}, where {_either(lengths)} are usual; check it"


def short_code(number: str, region: str | None) -> str | None:
    """A short code in the groups in which it is written: 116 123 for 116123; empty if it is none."""
    if not 3 <= len(number) <= 6 or not number.isdigit():
        return None
    if not _HARMONISED.fullmatch(number) and not (region and _is_short(number, region)):
        return None
    return f"{number[:3]} {number[3:]}" if len(number) == 6 else number


def _is_short(number: str, region: str) -> bool:
    import phonenumbers

    short = _parse(number, region)
    return short is not None and phonenumbers.is_valid_short_number_for_region(short, region)


def _parse(text: str, region: str | None) -> PhoneNumber | None:
    import phonenumbers

    try:
        return phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None


def tidy(text: str) -> str:
    """What a person types, in our layout where there is no doubt; otherwise as it is, without odd signs."""
    clean = plain(text)
    if not _SIGNS.fullmatch(clean):
        return clean
    spaced = re.sub(r"\s+", " ", re.sub(r"\(0\)|[()\[\].-]+", " ", clean)).strip()
    if not clean.lstrip("([ ").startswith("+"):
        return spaced
    number = read(clean, None)
    if number is None or (_WRITTEN.fullmatch(spaced) and digits(spaced) == e164(number)):
        return spaced
    return laid_out(number)


def plain(text: str) -> str:
    """The number with ASCII digits, plain hyphens and spaces, + for 00, and no invisible characters."""
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    text = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
    text = _AROUND.sub("", _HYPHENS.sub("-", text))
    if scheme := _SCHEME.match(text):
        text = text[scheme.end() :]
    return re.sub(r"^[(\s]*\+?\s?00(?=[\s)]*[1-9])", "+", text.strip())


def read(text: str, based: str | None) -> PhoneNumber | None:
    """The number if it exists, else None; one without a country code needs the region."""
    import phonenumbers

    number = _parse(text, based) if _SIGNS.fullmatch(text) else None
    if number and (phonenumbers.is_valid_number(number) or is_fiction(e164(number))):
        return number
    return None


def is_free(dial: str, region: str | None) -> bool:
    """Whether the numbering plan of the caller's country makes all calls to numbers of this kind free."""
    from phonenumbers import PhoneNumberType, ShortNumberCost, expected_cost_for_region, number_type

    if region and short_code(digits(dial), region):
        short = _parse(dial, region)
        return short is not None and expected_cost_for_region(short, region) == ShortNumberCost.TOLL_FREE
    number = read(dial, region)
    return number is not None and number_type(number) == PhoneNumberType.TOLL_FREE


def e164(number: PhoneNumber) -> str:
    import phonenumbers

    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def national(number: PhoneNumber) -> str:
    """As it is dialled in its own country."""
    import phonenumbers

    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)


def laid_out(number: PhoneNumber) -> str:
    """International, in the groups that are usual in its country, with single spaces."""
    import phonenumbers

    text = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return re.sub(r"[^+\d]+", " ", text).strip()


def example(based: str | None) -> str | None:
    import phonenumbers

    number = phonenumbers.example_number(based) if based else None
    return laid_out(number) if number else None


def code_of(number: str) -> str:
    """The country code of a number that begins with +, or an empty text if no country has it."""
    import phonenumbers

    codes = (number[1:size] for size in (2, 3, 4))
    regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE
    return next((code for code in codes if code[:1] not in ("", "0") and int(code) in regions), "")


def _lengths(code: int, region: str) -> list[int]:
    from phonenumbers import PhoneMetadata

    plan = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
    return sorted(plan.general_desc.possible_length) if plan and plan.general_desc else []


def _either(numbers: list[int]) -> str:
    """10; 7, 9 or 10; 5 to 13."""
    if len(numbers) > 3:
        return f"{numbers[0]} to {numbers[-1]}"
    return ", ".join(map(str, numbers[:-1])) + " or " * (len(numbers) > 1) + str(numbers[-1])
