"""Text: how names are compared, and characters that are hidden, lost or look alike."""

from __future__ import annotations

import html
import re
import unicodedata

from records import invisible as unseen
from records.letters import ALIKE

SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
"""What an address and a file name are made of, as a pattern."""
_SLUG = re.compile(rf"{SLUG}\Z")
_APOSTROPHES = "'`´‘’ʻʼʽʾʿ"
_PLAIN = str.maketrans({**ALIKE, **dict.fromkeys(f"{_APOSTROPHES}{unseen.BREAK}{unseen.JOINERS}", "")})
_LOOK_UP = "look up what was there, and type it again"
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


def is_slug(text: str) -> bool:
    return bool(_SLUG.match(text))


def slugify(text: str) -> str:
    """The file name for a name; empty where no Latin letter or digit is left."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:60].rstrip("-")


def invisible(text: str) -> str | None:
    """A message about a text with invisible characters, such as those of no width."""
    if text.isascii() or not (match := unseen.first(text)):
        return None
    before = text[: match.start()]
    if match[0] == unseen.LOST:
        return lost(before)
    return f"holds an invisible character (U+{ord(match[0]):04X}) {_after(before)}; delete it"


def lost(before: str) -> str:
    """A message about U+FFFD: what a program writes for a character that it cannot read."""
    return f"{_after(before)} a character was lost when the file was saved in another encoding; {_LOOK_UP}"


def _after(before: str) -> str:
    return f"after '{ending(before)}'" if before.strip() else "at its beginning"


def entity(text: str) -> str | None:
    """What is wrong with a text that holds an HTML entity."""
    for match in _ENTITY.finditer(text) if "&" in text else ():
        if (char := html.unescape(match[0])) != match[0]:
            return f"'{match[0]}' is HTML; {_instead(char)}"
    return None


def _instead(char: str) -> str:
    if char.isspace():
        return "write a plain space"
    if char == unseen.LOST:
        return f"it stands for no character; {_LOOK_UP}"
    if unseen.first(char):
        return f"it stands for an invisible character (U+{ord(char[0]):04X}); delete it"
    return f"write {char} itself"


def look_alike(text: str) -> tuple[str, str, str] | None:
    """A word, the letter in it that is of another script, and that script: `Pаul` with а Cyrillic."""
    if text.isascii() or not (match := _MIXED.search(text)):
        return None
    word = next(word for word in _WORD.finditer(text) if word.end() > match.start())[0]
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


def nothing(text: str) -> str:
    return f"'{text.strip()}' says nothing" if text.strip() else "is empty"


def ending(text: str) -> str:
    """Its last words, to find a place by."""
    return " ".join(text.split()[-2:])[-30:].strip()


def printable(text: str) -> str:
    """For a message: what would not be seen, or would break its line, is spelt out."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def script(char: str) -> str:
    """The script of a letter by the first word of its Unicode name: LATIN, CYRILLIC, ARABIC."""
    return unicodedata.name(char, "").partition(" ")[0]
