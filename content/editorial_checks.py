"""Checks what editors wrote in Markdown before Pelican reads it, so that all mistakes are told at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from content import statistics, text_file
from content.text_file import TextFile
from records.diagnostic import Diagnostic
from records.suggestions import did_you_mean
from records.vocabulary import Vocabularies

COMMON = ("title", "slug", "summary", "lang", "updated", "status")
NEWS = (*COMMON, "date", "topics", "countries", "experts", "correction")
PAGE = (*COMMON, "template", "sensitive", "menu", "order")
_ENTRY = re.compile(r"\(/experts/([^/)\s#?]+)")


@dataclass(frozen=True, slots=True)
class References:
    """What a text may refer to."""

    vocabularies: Vocabularies
    figures: Collection[str]
    entries: Collection[str]


def check(root: Path, known: References) -> list[Diagnostic]:
    news, pages = (_read(root, folder) for folder in ("content/news", "content/pages"))
    found = [*_same_address(news), *_same_address(pages)]
    for one in news:
        found += check_news(one, known)
    for one in pages:
        found += check_page(one)
    for one in (*news, *pages):
        found += check_common(one, known)
    return found


def check_news(one: TextFile, known: References) -> Iterator[Diagnostic]:
    yield from text_file.check_fields(one, NEWS, ("title", "date", "summary"))
    yield from text_file.check_day(one, "date")
    yield from text_file.check_terms(one, "topics", known.vocabularies["topics"])
    yield from text_file.check_terms(one, "countries", known.vocabularies["countries"])
    yield from text_file.check_words(one, "experts", known.entries, lambda slug: _no_entry(slug, known))


def check_page(one: TextFile) -> Iterator[Diagnostic]:
    yield from text_file.check_fields(one, PAGE, ("title", "summary"))
    yield from text_file.check_choice(one, "sensitive", ("yes", "no"))
    yield from text_file.check_choice(one, "menu", ("header", "footer", "none"))
    yield from text_file.check_number(one, "order")


def check_common(one: TextFile, known: References) -> Iterator[Diagnostic]:
    yield from text_file.check_day(one, "updated")
    yield from text_file.check_choice(one, "status", ("published", "hidden", "draft"))
    for line, id_ in one.found(statistics.MARK):
        if id_ not in known.figures:
            message = f"there is no figure '{id_}' in {statistics.PATH}{did_you_mean(id_, known.figures)}"
            yield Diagnostic(one.path, line, "", message)
    for line, slug in one.found(_ENTRY):
        if slug not in known.entries:
            yield Diagnostic(one.path, line, "", _no_entry(slug, known))


def _no_entry(slug: str, known: References) -> str:
    return f"there is no entry '{slug}' in the directory{did_you_mean(slug, known.entries)}"


def _same_address(sources: Iterable[TextFile]) -> Iterator[Diagnostic]:
    first: dict[Any, TextFile] = {}
    for one in sources:
        other = first.setdefault((one.slug, one.fields.get("lang")), one)
        if other is not one:
            yield one.diagnostic("slug", f"'{one.slug}' is the slug of {other.path} as well")


def _read(root: Path, folder: str) -> list[TextFile]:
    return [text_file.read(root, file) for file in sorted((root / folder).rglob("*.md"))]
