"""Text as search sees it: without case, accents and apostrophes, cut into words, in any script.

theme/static/js/search-text.js does the same to what a visitor types; one table of cases holds both to it.
"""

from __future__ import annotations

import re
import unicodedata

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

_ALIKE = str.maketrans(ALIKE)
# Accents; Hebrew and Arabic vowel signs and the long stroke; apostrophes; what joins, hides or turns text.
_DROPPED = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "'`\u00b4\u02b9-\u02bf\u2018\u2019\u201b\u2032\uff07"
    f"{SOFT_HYPHEN}{BREAK}{JOINERS}{ZERO_WIDTH}{DIRECTION}{DIRECTION_MARKS}{BYTE_ORDER}\u20e3\ufe00-\ufe0f]"
)
# Written without spaces: each sign is a word, so that a part of a name is found.
_SIGN = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]"
)


def fold(text: str) -> str:
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    plain = _DROPPED.sub("", unicodedata.normalize("NFKD", text).lower().translate(_ALIKE))
    return unicodedata.normalize("NFC", plain)


def words(text: str) -> list[str]:
    """Runs of letters, marks and digits of the folded text; a run holds more than marks."""
    spaced = _SIGN.sub(lambda sign: f" {sign[0]} ", fold(text))
    letters = "".join(char if char.isalnum() or _is_mark(char) else " " for char in spaced)
    return [word for word in letters.split() if any(map(str.isalnum, word))]


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "M"
