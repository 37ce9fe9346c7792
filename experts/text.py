"""Letters: how names are compared, and what text may not hold."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = str.maketrans({
    "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ŋ": "n", "ŧ": "t", "þ": "th",
    "æ": "ae", "œ": "oe", "ə": "e", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ɣ": "g", "ɛ": "e", "ɔ": "o",
    "ƴ": "y", "ʻ": "", "ʼ": "", "ʿ": "", "ʾ": "", "'": "", "’": "", "‘": "", "`": "",
})


def fold(text: str) -> str:
    """For comparing: without case, accents and apostrophes; other scripts stay as they are."""
    decomposed = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unicodedata.normalize("NFKC", plain)


def slugify(text: str) -> str:
    """The file name for a name; empty where no Latin letter or digit is left."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:60].rstrip("-")
