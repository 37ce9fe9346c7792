"""Text as search sees it: without case, accents and apostrophes, cut into words, in any script.

theme/static/js/search-text.js does the same to what a visitor types, by the same table of letters; the tests
hold both to the same answers on every code point. records/search_terms.py makes the index's terms of it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from records.invisible import (
    BREAK,
    BYTE_ORDER,
    DIRECTION,
    DIRECTION_MARKS,
    JOINERS,
    SOFT_HYPHEN,
    ZERO_WIDTH,
)
from records.letters import ALIKE
from records.word_characters import LETTERS, MARKS, ZEROS

APOSTROPHES = "'`\u00b4\u02b9-\u02bf\u2018\u2019\u201b\u2032\uff07"
# Accents; Hebrew and Arabic vowel signs and the long stroke; apostrophes; what joins, hides or turns text.
_DROPPED = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    f"{APOSTROPHES}{SOFT_HYPHEN}{BREAK}{JOINERS}{ZERO_WIDTH}{DIRECTION}{DIRECTION_MARKS}{BYTE_ORDER}"
    "\u05f3\u05f4\u20e3\ufe00-\ufe0f"
)
_DROPS = re.compile(f"[{_DROPPED}]")
# Before Unicode takes them apart, and what it leaves of others: the half of ½ is a fraction slash.
_PLAINER = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00b4": "'", "\u1ffd": "'"})
_LEFT_OVER = dict.fromkeys("\u00b0\u00b7\u2044\u2215\u3014\u3015", " ")
# Chinese and Japanese: written without spaces, and each sign means something.
SIGNS = "\u2e80-\u2fdf\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f"
WORD = "[a-z0-9\x80-\U0010ffff]"
"""A character of a word in a folded text, which has no other characters beyond ASCII."""
_WORD, _ASCII_WORD = re.compile(f"{WORD}+"), re.compile("[a-z0-9]+")
_SIGN = re.compile(f"[{SIGNS}]")


def fold(text: str) -> str:
    """Signs that make no word become spaces, but for those of ASCII."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    return folded(apart(text))


def words(text: str) -> list[str]:
    """Runs of letters, marks and digits of the folded text; a run holds more than marks."""
    plain = fold(text)
    if plain.isascii():
        return _ASCII_WORD.findall(plain)
    return list(filter(is_word, _WORD.findall(_SIGN.sub(r" \g<0> ", plain))))


def is_word(run: str) -> bool:
    """Whether it holds more than marks."""
    return run.isascii() or not _marks().fullmatch(run)


def apart(text: str) -> str:
    """Letters and accents apart, case as it is.

    What the table does not know is gone before Unicode is asked.
    """
    return unicodedata.normalize("NFKD", _unknown().sub(" ", text.translate(_PLAINER)))


def folded(decomposed: str) -> str:
    return unicodedata.normalize("NFC", _DROPS.sub("", decomposed.lower().translate(_alike())))


@cache
def ranges(table: str) -> str:
    """The inside of a character class."""
    numbers, at = [int(number, 36) for number in table.split()], 0
    parts = []
    for start, more in zip(numbers[::2], numbers[1::2], strict=True):
        first = at + start
        at = first + more
        parts.append(chr(first) if first == at else f"{chr(first)}-{chr(at)}")
    return "".join(parts)


# Made when a text first needs them: the large classes take a while.
@cache
def _unknown() -> re.Pattern[str]:
    return re.compile(f"[^\x00-\x7f{ranges(LETTERS)}{ranges(MARKS)}{_DROPPED}]")


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(f"[{ranges(MARKS)}]+")


@cache
def _alike() -> dict[int, str]:
    """With the digits of all scripts."""
    zeros = map(ord, ranges(ZEROS))
    return str.maketrans(ALIKE | _LEFT_OVER) | {
        zero + digit: str(digit) for zero in zeros for digit in range(10)
    }
