"""What a country is called in its own languages: 'Việt Nam', 'Україна', 'ኤርትራ'.

Written into a file by `make bless`, for the same reason as the names of languages are.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages

from records.vocabulary_reader import load_vocabularies

FILE = Path(__file__).with_suffix(".json")


@cache
def own_names() -> dict[str, list[str]]:
    names: dict[str, list[str]] = json.loads(FILE.read_text(encoding="utf-8"))
    return names


def from_cldr(country: str) -> list[str]:
    names: dict[str | None, None] = {}
    for language in get_official_languages(country, regional=False, de_facto=True):
        try:
            names[Locale.parse(language).territories.get(country)] = None
        except (UnknownLocaleError, ValueError):
            continue
    return [name for name in names if name]


def blessed() -> str:
    countries = load_vocabularies()["countries"].terms
    return (
        json.dumps({code: from_cldr(code) for code in sorted(countries)}, ensure_ascii=False, indent=0) + "\n"
    )


if __name__ == "__main__":
    FILE.write_text(blessed(), encoding="utf-8")
