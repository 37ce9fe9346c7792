"""Whether a text names somebody: written in other ways, it is the same name; in other letters, it is not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from records import phone
from records.written_numbers import as_digits

_REGISTERED = re.compile(r"(?i)\be\.\s?v\.")  # what German associations are
_NO_WORD = re.compile(r"[^\w]+|_+")
_FOLDED = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_NOT_A_NAME = frozenset(
    "dr prof professor mr mrs ms miss mx sir dame kc qc the of and for a an in at to e de des du la le les el"
    " los und der die das et y og och ltd limited llp llc inc cic cio plc gmbh ggmbh ngo".split()
)
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
)  # Thai, Lao, Burmese, Khmer, Japanese, Chinese
_NUMBER = re.compile(r"\d(?:[\s().–—/-]{0,3}\d){1,30}")
_PIECE = 200  # characters: accents in a long row take the square of their number to sort
_SHORT = 7  # digits: of a shorter number nothing may stand before or behind
_ANYWHERE = 5  # digits: a shorter number, such as 999, is on any page, as a price, a year or a layer
_APART = 4  # words that may stand between those of a name
_WORDY = 4  # letters of a word of a title that says something
_ENOUGH = 0.6  # of the words of a title


class Wanted(NamedTuple):
    """Any one of these is enough. `titles` are long, and may be shortened or put in another order."""

    names: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    signs: frozenset[str] = frozenset()  # e-mail addresses, and numbers in registers: as they are

    def __bool__(self) -> bool:
        return any(self)

    def joined(self, other: Wanted) -> Wanted:
        return Wanted(*(one | two for one, two in zip(self, other, strict=True)))


def names(wanted: Wanted, texts: Iterable[str], source: str) -> bool:
    """`source` is the page with its markup, for what stands in links as well: numbers and signs."""
    plain = source.casefold()
    if any(sign.casefold() in plain for sign in wanted.signs) or _numbered(wanted.numbers, source):
        return True
    return any(_named(wanted, text) for text in texts)


def folded(text: str) -> str:
    """Words in small letters without accents, a space around each."""
    pieces = (text[start : start + _PIECE] for start in range(0, len(text), _PIECE))
    bare = "".join(char for piece in pieces for char in _apart(piece) if not unicodedata.combining(char))
    return f" {_NO_WORD.sub(' ', bare.translate(_FOLDED)).strip()} "


def _apart(text: str) -> str:
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())


def script_of(text: str) -> str:
    """The script of most letters, by the names of the characters, such as LATIN; "" without letters."""
    counts: dict[str, int] = {}
    for char in text[:20_000]:
        if char.isalpha():
            script = unicodedata.name(char, "?").split()[0]
            counts[script] = counts.get(script, 0) + 1
    return max(counts, key=lambda one: counts[one], default="")


def _named(wanted: Wanted, text: str) -> bool:
    plain = folded(text)
    words = plain.split()
    known = frozenset(words)
    return any(_has_name(one, plain, words, known, text) for one in wanted.names) or any(
        _has_title(one, known) for one in wanted.titles
    )


def _has_name(name: str, plain: str, words: list[str], known: frozenset[str], text: str) -> bool:
    written = folded(_REGISTERED.sub(" ", name)).split()
    own = [word for word in written if word not in _NOT_A_NAME] or written
    if not own:
        return False
    if f" {' '.join(own)} " in plain or "".join(own) in known:
        return True
    if _UNSPACED.search(name):
        return "".join(own) in plain.replace(" ", "")
    return (len(own) > 1 and _together(own, words)) or _abbreviated(own, text)


def _together(own: list[str], words: list[str]) -> bool:
    """All of them in any order, with few words between."""
    last: dict[str, int] = {}
    wanted = frozenset(own)
    for place, word in enumerate(words):
        if word in wanted:
            last[word] = place
            if len(last) == len(wanted) and place - min(last.values()) < len(wanted) + _APART:
                return True
    return False


def _abbreviated(own: list[str], text: str) -> bool:
    """By its first letters, as in NSPCC: at least three, and written in capitals."""
    letters = "".join(word[0] for word in own).upper()
    return len(letters) > 2 and bool(re.search(rf"(?<!\w){re.escape(letters)}(?!\w)", text))


def _has_title(title: str, known: frozenset[str]) -> bool:
    own = {word for word in folded(title).split() if len(word) >= _WORDY or word.isdigit()}
    return bool(own) and len(own & known) >= _ENOUGH * len(own)


def _numbered(numbers: Iterable[str], source: str) -> bool:
    wanted = [(one, read.national_number if (read := phone.read(one, None)) else None) for one in numbers]
    if not wanted:
        return False
    listed = {re.sub(r"\D", "", match) for match in _NUMBER.findall(as_digits(source))}
    for written, national in wanted:
        digits = re.sub(r"\D", "", written) if national is None else str(national)
        if len(digits) < _ANYWHERE:
            continue
        if digits in listed or f"0{digits}" in listed:
            return True
        if len(digits) >= _SHORT and any(digits in one for one in listed):
            return True
    return False
