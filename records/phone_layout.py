"""Says what to write instead of a telephone number that is not written as it should be.

A proposal is made only where one number is meant and exists: by its own country code, or by the country
where the entry is based. No country is guessed.
"""

from __future__ import annotations

import re

from records import phone

_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_EXTENSION = re.compile(
    r"(?i)(.*?)[\s,;(/-]*(?:\b(?:ext[a-z]*|xt?n?|poste|anexo|interno|durchwahl|dw|доб)|(?<=\d)x|#)"
    r"[.:=]?\s*(\d{1,7})\)?\s*"
)
_PARTING = re.compile(r"[,;/|&\n]|\b(?:or|and|oder|und|ou|et)\b|(?<=\d)[\s(]*(?=\+)")
_ANY_LETTER = re.compile(r"[^\W\d_]")


def explain(dial: str, based: str | None) -> str:
    text = phone.plain(dial)
    if number := phone.read(text, based):
        return f"{_reason(dial, text)}; write it as '{phone.laid_out(number)}'"
    if re.fullmatch(r"[1-9]\d{2,5}", dial):  # read as a number, since it is not in quotes
        return f'put a short code in quotes: "{dial}"'
    if short := phone.short_code(re.sub(r"[\s().-]", "", text), based):
        return f"'{dial}' is a short code; write it as it is dialled, '{short}'"
    for kind in (_extension, _several, _keypad, _words):
        if message := kind(dial, text, based):
            return message
    return _no_number(dial, text, based)


def _extension(_dial: str, text: str, based: str | None) -> str | None:
    if not (parts := _EXTENSION.fullmatch(text)) or len(phone.digits(parts[1])) < 5:
        return None
    number = phone.read(parts[1], based)
    label = f"'Extension {parts[2]}' in 'label'"
    if number:
        return f"holds an extension; write '{phone.laid_out(number)}', and {label}"
    return f"holds an extension; write {label}, and the number alone here, {_needed(based)}"


def _several(_dial: str, text: str, based: str | None) -> str | None:
    parts = [part for part in _PARTING.split(text) if re.search(r"\d", part)]
    if len(parts) < 2:
        return None
    long_parts = [part for part in parts if len(phone.digits(part)) > 5]
    if len(long_parts) > 1 or phone.read(parts[0], based):
        return "holds several numbers; make an entry of its own for each"
    return None


def _keypad(dial: str, text: str, based: str | None) -> str | None:
    """The number behind 1-800-LAW-REP-4, unless it is there beside the word anyway."""
    words = re.findall(r"[A-Za-z]+", text)
    bare = re.sub(r"[^-+\d\s.()/]", "", text)
    if not words or len(phone.digits(text)) < 3 or phone.read(bare, based):
        return None
    number = phone.read(phone.digits(text.upper().translate(_KEYPAD)), based)
    if number:
        return f"holds letters of the keypad; write '{phone.laid_out(number)}', and '{dial}' in 'label'"
    if "".join(words).isupper() and max(map(len, words)) > 2:
        return (
            f"holds letters of the keypad; write its digits here, {_needed(based)}, and '{dial}' in 'label'"
        )
    return None


def _words(_dial: str, text: str, _based: str | None) -> str | None:
    if word := re.search(r"[^\W\d_]{2,}", text):
        return f"holds the word '{word[0]}'; write the number alone, and words in 'label'"
    if letter := _ANY_LETTER.search(text):
        return f"holds the letter '{letter[0]}'; write digits only"
    return None


def _no_number(dial: str, text: str, based: str | None) -> str:
    number = phone.digits(text)
    if len(number.lstrip("+0")) < 4:
        return f"'{dial}' is not a whole number; write it {_needed(based)}"
    if number.startswith("+"):
        return phone.unreal(dial, number)
    if (example := phone.example(based)) and len(number) < 16:
        return f"'{dial}' has no country code, and is no number of {based}; write it {_like(example)}"
    return f"'{dial}' has no country code; write it {_needed(based)}"


def _needed(based: str | None) -> str:
    example = phone.example(based)
    return _like(example) if example else "with a plus sign, its country code, and spaces between the groups"


def _like(example: str) -> str:
    return f"with its country code and spaces, as in '{example}'"


def _reason(dial: str, text: str) -> str:
    if re.match(r"[\s(]*\+?\s?00", dial):
        return f"'{dial}' begins with 00 instead of +"
    if not text.lstrip("( ").startswith("+"):
        return f"'{dial}' has no country code"
    if "(" in dial:
        return f"'{dial}' has brackets"
    if phone.digits(dial) == phone.digits(text) and not re.search(r"\s", dial.strip()):
        return f"'{dial}' has no spaces"
    return f"'{dial}' has other signs than digits and single spaces"
