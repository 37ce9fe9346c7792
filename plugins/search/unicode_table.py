"""Writes which characters make words, for Python and for browsers, from one version of Unicode.

Every Python and every browser has a version of Unicode of its own. What no version changes any more are the
characters of an older one; so what that one does not know separates words, whatever a newer one says.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from records import word_characters

VERSION = "14.0.0"  # that of Python 3.11, the oldest that the project runs on
_HOME = Path(__file__).parents[2]
PYTHON = _HOME / "records/word_characters.py"
SCRIPT = _HOME / "theme/static/js/search-letters.js"
_CHARACTERS = [char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(char) != "Cs"]
_WIDTH = 110


def main() -> None:
    """Another version of Unicode than ours writes nothing but the browser's copy of what is there."""
    if unicodedata.unidata_version == VERSION:
        PYTHON.write_text(python(current()), encoding="utf-8")
        SCRIPT.write_text(script(current()), encoding="utf-8")
    else:
        print(f"The table of letters is left: only Python 3.11 has Unicode {VERSION}.")
        SCRIPT.write_text(script(committed()), encoding="utf-8")


def current() -> dict[str, str]:
    """By name, as this Python's Unicode has them."""
    zeros = (char for char in _CHARACTERS if unicodedata.decimal(char, 1) == 0 and _stays(char))
    return {
        "LETTERS": encoded(filter(_is_letter, _CHARACTERS)),
        "MARKS": encoded(char for char in _CHARACTERS if unicodedata.category(char)[0] == "M"),
        "ZEROS": encoded(char for char in zeros if not char.isascii()),
    }


def committed() -> dict[str, str]:
    return {name: getattr(word_characters, name) for name in ("LETTERS", "MARKS", "ZEROS")}


def _is_letter(char: str) -> bool:
    """A letter or a number; or what comes apart into some: №, ﷺ, and a full-width bracket."""
    if _stays(char):
        return unicodedata.category(char)[0] in "LN"
    parts = unicodedata.normalize("NFKD", char)
    return any(part > " " and (part.isascii() or unicodedata.category(part)[0] in "LN") for part in parts)


def _stays(char: str) -> bool:
    return unicodedata.normalize("NFKD", char) == char


def encoded(characters: Iterable[str]) -> str:
    """Ranges: how many are left out before each, and how many more than one it holds, to the base of 36."""
    numbers = [number for start, stop in _ranges(characters) for number in (start, stop)]
    before = [0, *numbers]
    return " ".join(_base36(number - last) for number, last in zip(numbers, before, strict=False))


def _ranges(characters: Iterable[str]) -> Iterator[tuple[int, int]]:
    """First and last of each."""
    first = last = -2
    for number in map(ord, characters):
        if number != last + 1:
            if last >= 0:
                yield first, last
            first = number
        last = number
    yield first, last


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return (_base36(number // 36) if number >= 36 else "") + digits[number % 36]


def python(table: dict[str, str]) -> str:
    head = (
        f'"""Written by `make bless` from Unicode {VERSION}: change plugins/search/unicode_table.py.\n\n'
        "Ranges: how far each begins behind the last, and how far it goes, to the base of 36.\n"
        '"""\n'
    )
    return head + "".join(f"\n{name} = (\n{_lines(text)})\n" for name, text in table.items())


def _lines(text: str) -> str:
    pieces = []
    while text:
        end = len(text) if len(text) <= _WIDTH - 8 else text.rindex(" ", 0, _WIDTH - 8) + 1
        pieces.append(f'    "{text[:end]}"\n')
        text = text[end:]
    return "".join(pieces)


def script(table: dict[str, str]) -> str:
    head = "// Written by `make bless`: records/word_characters.py for browsers.\n\n"
    return head + "".join(f'export const {name} = "{text}";\n' for name, text in table.items())


if __name__ == "__main__":
    main()
