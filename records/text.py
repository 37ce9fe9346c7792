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
    (
        "tbc|tba|tbd|n/a|n.a.|na|none|nil|null|unknown|todo|fixme|test|testing|test test|foo|bar|asdf|qwerty"
        "|string|example|name|your name|first last|title|text|to be confirmed|to be added|coming soon"
        "|not applicable|not known|not available|not yet|no phone|no phone number|no telephone|no number"
        "|no email|no e-mail|no website|no web site|no address|no fax"
    ).split("|")
)
_FILLER = re.compile(r"(?i)lorem ipsum|\bx{3,}\b")
_ONE_LETTER = re.compile(r"([a-z])\1{3,}")  # three may be initials
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = "A-Za-z\xc0-\u024f"
_GREEK, _CYRILLIC = "\u0370-\u03ff", "\u0400-\u052f"
_LIKE_LATIN = f"{_GREEK}{_CYRILLIC}\u0531-\u0587\u13a0-\u13fd"
# Scripts with letters that look the same, side by side in one word.
_MIXED = re.compile(
    f"[{_LATIN}][{_LIKE_LATIN}]|[{_LIKE_LATIN}][{_LATIN}]|[{_GREEK}][{_CYRILLIC}]|[{_CYRILLIC}][{_GREEK}]"
)
_ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")


def fold(text: str) -> str:
    """For comparing: without case, accents, apostrophes and odd spaces. Other scripts stay as they are."""
    decomposed = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unicodedata.normalize("NFKC", " ".join(plain.split()))


def slugify(text: str) -> str:
    """The file name for a name; empty where no Latin letter or digit is left."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:60].rstrip("-")


def invisible(text: str) -> tuple[str, str] | None:
    """The first character that nobody sees, and the text in front of it.

    Controls, text direction, zero width, private use.
    """
    for found in _INVISIBLE.finditer(text):
        before = text[: found.start()]
        if found[0] not in _JOINERS or not _joins(before):
            return found[0], before
    return None


def entity(text: str) -> tuple[str, str] | None:
    """The first HTML entity, and the character that it stands for."""
    for found in _ENTITY.finditer(text):
        if (char := html.unescape(found[0])) != found[0]:
            return found[0], char
    return None


def look_alike(text: str) -> tuple[str, str, str] | None:
    """A word, the letter in it that is of another script, and that script: `Pаul` with а Cyrillic."""
    if text.isascii() or not (found := _MIXED.search(text)):
        return None
    word = next(word for word in _WORD.finditer(text) if word.end() > found.start())[0]
    scripts = [script(char) for char in word]
    rare = min((name for name in scripts if name in _ALIKE), key=scripts.count)
    return word, word[scripts.index(rare)], rare.capitalize()


def says_nothing(text: str) -> bool:
    """Whether a text only fills a field: TBC, n/a, xxx, a dash."""
    plain = text.strip().casefold()
    if plain in _NOTHING or not (plain[:1].isalnum() or any(map(str.isalnum, plain))):
        return True
    if plain[:1] == plain[1:2] and _ONE_LETTER.fullmatch(plain):
        return True
    return ("lorem" in plain or "xxx" in plain) and bool(_FILLER.search(plain))


def nothing_words(text: str, instead: str = "or delete the line") -> str:
    what = f"'{text.strip()}' says nothing" if text.strip() else "is empty"
    return f"{what}; fill it in, {instead}"


def ending(text: str) -> str:
    """Its last words, to find a place by."""
    return " ".join(text.split()[-2:])[-30:].strip()


def printable(text: str) -> str:
    """For a message: what would not be seen, or would break its line, is spelt out."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def script(char: str) -> str:
    """The script of a letter by the first word of its Unicode name: LATIN, CYRILLIC, ARABIC."""
    return unicodedata.name(char, "").partition(" ")[0]


def _joins(before: str) -> bool:
    return bool(before) and not before[-1].isascii() and script(before[-1]) not in _ALIKE
