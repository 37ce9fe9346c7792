"""Letters: how names are compared, and what strangers hide in text."""

from __future__ import annotations

import html
import re
import unicodedata

# Letters that Unicode does not take apart into a plain letter and a mark, and apostrophes.
_PLAIN = str.maketrans(
    {
        "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ŋ": "n", "ŧ": "t", "þ": "th",
        "æ": "ae", "œ": "oe", "ə": "e", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ɣ": "g", "ɛ": "e",
        "ɔ": "o", "ɩ": "i", "ʋ": "v", "'": "", "`": "", "´": "", "‘": "", "’": "", "ʻ": "", "ʼ": "",
        "ʽ": "", "ʾ": "", "ʿ": "",
    }
)  # fmt: skip

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ue000-\uf8ff\ufeff\uffa0\ufff0-\uffff\U000e0000-\U0010ffff]"
)
_JOINERS = "\u200c\u200d"  # part of the spelling of Persian, Hindi and others, and of emoji
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]+\d*);")
_NOTHING = frozenset(
    "tbc tba tbd n/a n.a. na none nil null unknown todo fixme test testing foo bar asdf qwerty example string name"
    " title text".split()
) | {
    "to be confirmed", "to be added", "coming soon", "not applicable", "not known", "not available", "your name",
    "first last", "test test",
}  # fmt: skip
_FILLER = re.compile(r"(?i)lorem ipsum|\bx{3,}\b")
_WORD = re.compile(r"[^\W\d_]+")
_ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC")


def fold(text: str) -> str:
    """For comparing: without case, accents and apostrophes. Other scripts stay as they are."""
    decomposed = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unicodedata.normalize("NFKC", plain)


def slugify(text: str) -> str:
    """The file name for a name; empty where no Latin letter or digit is left."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:60].rstrip("-")


def invisible(text: str) -> str | None:
    """The first character that nobody sees: controls, text direction, zero width, private use."""
    for found in _INVISIBLE.finditer(text):
        if found[0] not in _JOINERS or not _joins(text[: found.start()]):
            return found[0]
    return None


def entity(text: str) -> tuple[str, str] | None:
    """The first HTML entity, and the character that it stands for."""
    for found in _ENTITY.finditer(text):
        if (char := html.unescape(found[0])) != found[0]:
            return found[0], char
    return None


def look_alike(text: str) -> tuple[str, str, str] | None:
    """A word, the letter in it that is of another script, and that script: `Pаul` with а Cyrillic."""
    for word in [] if text.isascii() else _WORD.findall(text):
        scripts = [script(char) for char in word]
        alike = [name for name in scripts if name in _ALIKE]
        if len(set(alike)) > 1:
            rare = min(alike, key=alike.count)
            return word, word[scripts.index(rare)], rare.capitalize()
    return None


def says_nothing(text: str) -> bool:
    """Whether a text only fills a field: TBC, n/a, xxx, a dash."""
    plain = text.strip().casefold()
    return plain in _NOTHING or not any(map(str.isalnum, plain)) or bool(_FILLER.search(plain))


def nothing_words(text: str) -> str:
    return f"'{text.strip()}' says nothing; fill it in, or delete the line"


def script(char: str) -> str:
    """The script of a letter by the first word of its Unicode name: LATIN, CYRILLIC, ARABIC."""
    return unicodedata.name(char, "").partition(" ")[0]


def _joins(before: str) -> bool:
    return bool(before) and not before[-1].isascii() and script(before[-1]) not in _ALIKE
