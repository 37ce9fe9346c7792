"""Numbers to dial that a text shows: in any digits, in words, with look-alike letters, with signs between.

Years, days, hours, amounts, quantities and what lawyers cite are none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

FULL = 7  # digits that are no short code, year or amount
_FEWEST = 3  # 999, 112, 101
_ONE = 7  # words of a number, whatever stands between them
_LIST = 9  # digits of a list, such as 20, 79, 46, 09, 99, that are no list

# Each pattern begins where it cannot begin again within what it reads: a long text is read once.
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
)
_UNITS += "sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {word: str(value) for value, word in enumerate(_UNITS)}
_VALUES |= {word: str(value * 10) for value, word in enumerate(_TENS, 2)}
_VALUES |= {"oh": "0", "nought": "0", "nil": "0", "o": "0", "hundred": "00", "thousand": "000"}
_REPEATED = {"double": 2, "triple": 3, "treble": 3}
_TOKEN = "|".join([*sorted([*_VALUES, *_REPEATED], key=len, reverse=True), r"\d++"])
_GAP = r"(?:[\s,;.:()/_*–-]{1,4}+)?+"
_DICTATED = re.compile(rf"(?i)(?<![^\W_])(?:{_TOKEN})(?:{_GAP}(?:{_TOKEN}))+(?![^\W\d_])")
_WORD = re.compile(rf"(?i){_TOKEN}")
_LOOK_ALIKE = re.compile(r"(?<![^\W_|])(?<!\|)(?=[OoОоΟοIlІі|Зб]{0,40}\d)[\dOoОоΟοIlІі|Зб]++(?![^\W\d_])")
_AS_DIGITS = str.maketrans("OoОоΟοIlІі|Зб", "0000001111136")

_YEAR = r"(?:19\d\d|20[0-4]\d)"
_TIME = r"[0-2]?\d[.:][0-5]\d"
_ON = r"(?![\s./-]?\d)"  # the number does not go on
_LAW = (
    "sections? ss? articles? arts? rules? paragraphs? paras? parts? pages? pp? chapters? regulations? regs?"
    " directive convention protocol schedules? acts? pd cpr crimpr fpr icd dsm iso level grade volume vol"
)
_MANY = (
    "asylum cases? people persons? clients? survivors? victims? women men children adults? families reports?"
    " years? months? weeks? days? hours? minutes? pages? words? times assessments? interviews? appeals?"
    " judgments? experts? organisations? members? beds? rooms? languages? countries expert medico training"
    " trained hearings? trials? instructions? lawyers? solicitors? staff volunteers? professionals? courses?"
    " sessions? places? households? per million thousand"
)
_ABOUT = r"more than|less than|fewer than|over|at least|at most|nearly|almost|up to|about|around|some"
_NONE = re.compile(
    rf"(?i)(?<![\d+])(?:\d{{4}}-[01]\d-[0-3]\d{_ON}"  # days
    rf"|[0-3]?\d[./-][01]?\d[./-](?:19|20)?\d\d{_ON}"
    rf"|{_TIME}\s*(?:-|to|until)\s*{_TIME}{_ON}|[0-2]?\d:[0-5]\d{_ON}|24\s?/\s?7(?![\d/])"  # hours
    rf"|\[?{_YEAR}\]?\s+(?:EW|UK|NI|CS|HC|E|I)[A-Z]{{2,5}}(?:\s[A-Z][a-z]+)?\s\d{{1,5}}{_ON}"  # judgments
    rf"|{_YEAR}/\d{{1,4}}(?:/[A-Z]{{2,3}})?{_ON}|{_YEAR}\s?[-/]\s?(?:{_YEAR}|\d\d){_ON}"  # law, years
    rf"|(?<![\d./-])(?<!\d\s)\d{{1,2}}\s?[-/]\s?\d{{1,2}}(?![\s./-]*\d)"  # ages and shares
    rf"|[1-9]\d{{0,2}}(?:,\d{{3}}){{1,2}}(?![\d,]|\s?\d))"
    rf"|[£$€]\s?\d[\d.,]{{0,12}}{_ON}|\b(?:{'|'.join(_LAW.split())})\.?[\s(-]{{0,2}}(?:no\.?\s)?\d{{1,4}}{_ON}"
    rf"|\b(?:{_ABOUT})\s\d{{1,4}}{_ON}"
    rf"|(?<![\d+.-])(?<!\d\s)\d{{1,4}}(?:\.\d)?(?:\s?%|[\s-](?:{'|'.join(_MANY.split())})\b)"
)
_RUN = re.compile(r"\+?\d++(?:[\W_]{1,6}+\d++)*+")
_WEAK = re.compile(r"[,;:!?\"“”&=\n]|\.\s|\s[–—-]\s")  # what parts one number from the next
_YEARS = re.compile(rf"(?:{_YEAR}){{1,2}}")


def find(plain: str) -> Iterator[tuple[str, str]]:
    """The digits of each number, and how it is shown."""
    rest = _NONE.sub(" n ", plain)
    rest = _LOOK_ALIKE.sub(lambda match: match[0].translate(_AS_DIGITS), _DICTATED.sub(_dictated, rest))
    whole = plain.strip()
    spaced = bool(re.search(r"\s", whole))
    for match in _RUN.finditer(rest):
        for shown in _parts(match[0]):
            digits = re.sub(r"\D", "", shown)
            if len(digits) >= FULL or spaced or shown == whole:
                yield digits, shown


def _parts(run: str) -> Iterator[str]:
    """One number with signs between its digits, or several that stand in a row."""
    if _is_one(run):
        yield run
        return
    for part in _WEAK.split(run):
        digits = re.sub(r"\D", "", part)
        groups = re.findall(r"\d+", part)
        if len(digits) >= _FEWEST and not all(map(_YEARS.fullmatch, groups)):
            yield part.strip(" ")


def _is_one(run: str) -> bool:
    groups = re.findall(r"\d+", run)
    digits = "".join(groups)
    if len(groups) < 2 or len(digits) < FULL or all(map(_YEARS.fullmatch, groups)):
        return False
    short = all(len(group) <= 2 for group in groups)
    rises = short and all(int(one) < int(two) for one, two in pairwise(groups))
    return digits[0] == "0" or run[0] == "+" or (short and not rises and len(digits) >= _LIST)


def _dictated(match: re.Match[str]) -> str:
    """zero two zero, double nine, seventy-nine: as digits."""
    words = [word.lower() for word in _WORD.findall(match[0])]
    if not any(word.isalpha() for word in words) or (len(words) < 3 and words[0] not in _REPEATED):
        return match[0]
    if len(words) < _ONE and re.search(r"[;.:()]", match[0]):  # the end of one sentence, and the next
        return match[0]
    written, repeat, tens = "", 1, False
    for word in words:
        if word in _REPEATED:
            repeat = _REPEATED[word]
            continue
        value = _VALUES.get(word, word)
        if tens and word in _UNITS[1:10]:
            written = written[:-1]
        written += value * repeat
        repeat, tens = 1, word in _TENS
    return f" {written} "


def as_digits(text: str) -> str:
    """Digits of every script, in circles, and of Chinese, as 0 to 9."""
    return "".join(_digit(char) if not char.isascii() else char for char in text)


def _digit(char: str) -> str:
    value = unicodedata.numeric(char, -1)
    return str(int(value)) if value in range(10) else char
