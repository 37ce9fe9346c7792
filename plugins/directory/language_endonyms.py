"""What the speakers of a language call it: 'Tiếng Việt'.

CLDR knows it, but opening the data of a hundred languages takes longer than writing a hundred
pages. So `make bless` writes the names into a file, and a test proves it fresh.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError

from plugins.directory.display_names import language_name
from records.vocabulary_reader import load_vocabularies

FILE = Path(__file__).with_suffix(".json")


@cache
def endonyms() -> dict[str, str]:
    names: dict[str, str] = json.loads(FILE.read_text(encoding="utf-8"))
    return names


def from_cldr(tags: Iterable[str]) -> dict[str, str]:
    return {tag: name for tag in tags if (name := _own_name(tag))}


def _own_name(tag: str) -> str | None:
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
    name = language_name(tag, locale)
    return name[0].upper() + name[1:] if name else None


def blessed() -> str:
    tags = load_vocabularies()["languages"].terms
    return json.dumps(from_cldr(tags), ensure_ascii=False, indent=0, sort_keys=True) + "\n"


if __name__ == "__main__":
    FILE.write_text(blessed(), encoding="utf-8")
