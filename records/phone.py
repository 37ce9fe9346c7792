"""Telephone numbers: how they should be written, and which belong to nobody."""

from __future__ import annotations

import re

# Countries whose people leave out the code most often, by the country where they are based.
_CODES = {None: "44", "GB": "44", "IE": "353", "US": "1", "CA": "1"}
# Digits after the country code, where we know them well enough to doubt others; 0800 1111 is Childline.
_LENGTHS = {"1": "10", "44": "10", "33": "9", "353": "7 to 9"}
_FORMS = {
    "1": re.compile(r"[2-9]\d{9}"),
    "44": re.compile(r"[237]\d{9}|[1589]\d{8,9}|8001111|845464\d"),
    "33": re.compile(r"[1-9]\d{8}"),
    "353": re.compile(r"[1-9]\d{6,8}"),
}
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_ANY = re.compile(r"\d{5,13}")
_TWO_DIGITS = re.compile(r"2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]")

# Kept for drama and examples by Ofcom, the North American Numbering Plan and the ACMA of Australia.
_FICTION = re.compile(
    r"\+44(?:2079460|1134960|1144960|1154960|1164960|1174960|1184960|1214960|1314960|1414960"
    r"|1514960|1614960|1914980|2896496|2920180|1632960|7700900|8081570|3069990)\d{3}"
    r"|\+1\d{3}55501\d\d|\+61[2378](?:5550|7010)\d{4}|\+61491570(?:006|110|15[6-9])"
)
# No short code is kept for fiction; these are known to reach somebody.
_ANSWERED = re.compile(r"1160(?:00|06)|116(?:111|117|123)|[19]\d\d")


def digits(dial: str) -> str:
    """For comparing: +442079460123."""
    return re.sub(r"[^+0-9]", "", dial)


def is_fiction(dial: str) -> bool:
    return bool(_FICTION.fullmatch(digits(dial)))


def is_answered(dial: str) -> bool:
    """Whether somebody may pick up, who would be called by mistake where the entry is invented."""
    number = digits(dial)
    return not is_fiction(dial) if number.startswith("+") else bool(_ANSWERED.fullmatch(number))


def layout(dial: str, based: str | None) -> str:
    """What is wrong with a number that is not written as it should be."""
    if re.search(r"[,;/]|\bor\b", dial) and len(digits(dial)) > 12:
        return "holds several numbers; make an entry of its own for each"
    if found := re.search(r"(?i)(.*?)[\s,;(]*\b(?:ext\w*|x)\.?\s*(\d+)\)?$", dial):
        number = _suggestion(found[1], based) or found[1]
        return f"holds an extension; write '{number}', and 'Extension {found[2]}' in 'label'"
    if number := _spelt_out(dial, based):
        return f"holds letters of the keypad; write '{number}', and '{dial}' in 'label'"
    if words := re.search(r"[^\W\d_]{2,}", dial):
        return f"holds the word '{words[0]}'; write the number alone, and words in 'label'"
    if short := _short_code(digits(dial)):
        return short
    number = _suggestion(dial, based)
    return f"{_reason(dial)}; " + (
        f"write it as '{number}'"
        if number
        else "write it with its country code and spaces, as in '+44 20 7946 0123'"
    )


def implausible(dial: str) -> str | None:
    """What is wrong with a number that is written well but cannot be one."""
    number = digits(dial)
    if not number.startswith("+"):
        return None
    code, rest = _split(number)
    if short := _short_code(number):
        return short
    if len(set(rest)) == 1 or rest in "12345678901234567890":
        return f"'{dial}' is no real number; delete the entry until you have one"
    if _FORMS.get(code, _ANY).fullmatch(rest):
        return None
    wanted = _LENGTHS.get(code, "5 to 13")
    return f"'{dial}' has {len(rest)} digits after +{code}, where {wanted} are usual; check it"


def _short_code(number: str) -> str | None:
    if not number.startswith("+"):
        return None
    code, rest = _split(number)
    if not 3 <= len(rest) <= (6 if rest.startswith("11") else 4):
        return None  # six digits may be a number of a small country, but not 116 123 and its like
    dialled = f"{rest[:3]} {rest[3:]}" if len(rest) == 6 else rest
    return f"{dialled} is a short code: write it exactly as it is dialled, '{dialled}', without +{code}"


def _split(number: str) -> tuple[str, str]:
    rest = number.removeprefix("+")
    size = 1 if rest[:1] in ("1", "7") else 2 if _TWO_DIGITS.match(rest) else 3
    return rest[:size], rest[size:]


def _reason(dial: str) -> str:
    if not dial.lstrip("( ").startswith(("+", "00")):
        return f"'{dial}' has no country code"
    if "(" in dial:
        return f"'{dial}' has brackets"
    if dial.startswith("00"):
        return f"'{dial}' begins with 00 instead of +"
    if " " not in dial.strip():
        return f"'{dial}' has no spaces"
    return f"'{dial}' has other signs than digits and single spaces"


def _spelt_out(dial: str, based: str | None) -> str | None:
    """The number behind 1-800-LAW-REP-4, unless it stands beside the word anyway."""
    words = re.findall(r"[^\W\d_]+", dial)
    spelt = "".join(words).isupper() and max(map(len, words)) > 1 and len(digits(dial)) > 2
    if not spelt or _suggestion(dial, based):
        return None
    return _suggestion(digits(dial.translate(_KEYPAD)), based)


def _suggestion(dial: str, based: str | None) -> str | None:
    """The number in our layout, where country and length leave no doubt."""
    number = digits(re.sub(r"\(0\)", "", dial))
    if number.startswith("00"):
        number = "+" + number[2:]
    if number.startswith("+"):
        code, rest = _split(number)
    elif number.startswith("0") and based in _CODES and _CODES[based] != "1":
        code, rest = _CODES[based], number
    elif re.fullmatch(r"1?[2-9]\d{9}", number):
        code, rest = "1", number[-10:]
    else:
        return None
    rest = rest.removeprefix("0") if code != "39" else rest
    written = f"+{code} {_as_given(dial, rest) or _grouped(code, rest)}"
    return None if implausible(written) else written


def _as_given(dial: str, rest: str) -> str | None:
    """The digits in the groups in which they were given, if they were."""
    groups: list[str] = []
    for group in reversed(re.findall(r"\d+", dial)):
        if rest:
            groups.insert(0, rest[-len(group) :])
            rest = rest[: -len(group)]
    return " ".join(groups) if len(groups) > 1 and min(map(len, groups[1:])) > 1 else None


def _grouped(code: str, rest: str) -> str:
    if code == "1" or (code == "44" and rest[0] in "38"):
        sizes = (3, 3, 4)
    elif code == "44":
        sizes = (2, 4, 4) if rest[0] == "2" else (4, 6, 0)
    else:
        sizes = (len(rest) - 4, 4, 0) if len(rest) < 8 else (len(rest) - 6, 3, 3)
    first, second = sizes[0], sizes[0] + sizes[1]
    return " ".join(filter(None, (rest[:first], rest[first:second], rest[second:])))
