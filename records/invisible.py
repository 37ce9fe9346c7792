"""The one table of invisible characters, in named classes; every list of them is built from it."""

from __future__ import annotations

import re
import unicodedata

# Each is the inside of a character class of `re`.
CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f"  # but for tab and line breaks
OLD_CONTROLS = "\x80-\x9f"
SEPARATORS = "\u2028\u2029"  # of lines and paragraphs: YAML 1.1 and 1.2 disagree about them
DIRECTION = "\u202a-\u202e\u2066-\u2069"  # makes a line look different from what it says
DIRECTION_MARKS = "\u061c\u200e\u200f"
BYTE_ORDER = "\ufeff"
NO_CHARACTERS = "\ufffe\uffff"
SOFT_HYPHEN = "\u00ad"
BREAK = "\u200b"  # where a line may break in scripts that have no spaces
JOINERS = "\u200c\u200d"  # part of the spelling of Persian, Hindi and others, and of emoji
ZERO_WIDTH = "\u034f\u180b-\u180e\u2060-\u2065\u206a-\u206f"
FILLERS = "\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # letters that are blank
LOST = "\ufffd"  # stands where a character could not be read
SPECIALS = "\ufff0-\ufffc"
PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
TAGS = "\U000e0000-\U000effff"

# What no text may hold, but for joiners and breaks where they belong.
_REFUSED = re.compile(
    f"[\r{CONTROLS}{OLD_CONTROLS}{SEPARATORS}{DIRECTION}{DIRECTION_MARKS}{BYTE_ORDER}{NO_CHARACTERS}"
    f"{SOFT_HYPHEN}{BREAK}{JOINERS}{ZERO_WIDTH}{FILLERS}{LOST}{SPECIALS}{PRIVATE}{TAGS}]"
)
# Thai, Lao, Burmese, Khmer and the smaller scripts beside them, which write no space between words.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u1b00-\u1b7f\ua980-\ua9ff\uaa60-\uaadf"
)
_UNSPACED = re.compile(f"[{UNSPACED}]")
_SPOKEN_ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")


def first(text: str) -> re.Match[str] | None:
    """The first invisible character that is not allowed where it is."""
    return next((match for match in _REFUSED.finditer(text) if not _belongs(match, text)), None)


def without(text: str) -> str:
    return _REFUSED.sub(lambda match: match[0] if _belongs(match, text) else "", text)


def _belongs(match: re.Match[str], text: str) -> bool:
    start, end = match.span()
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if match[0] in JOINERS:
        return bool(before) and not before.isascii() and _script(before) not in _SPOKEN_ALIKE
    return match[0] == BREAK and bool(_UNSPACED.match(before) and _UNSPACED.match(after))


def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]
