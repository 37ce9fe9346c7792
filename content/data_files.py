"""Reads the data files of content/, and finds everything that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from content import redirects
from content.factory import make_helpline, make_resource, make_statistic
from content.model import Data, Redirect
from content.schema import SCHEMA
from records import search_text, site_files, source_file
from records.diagnostic import Diagnostic, FieldDiagnostic
from records.source_file import SourceFile
from records.vocabulary import Vocabularies

HELPLINES = "content/helplines.yaml"
STATISTICS = "content/statistics.yaml"
RESOURCES = "content/resources.yaml"
REDIRECTS = "content/redirects.yaml"
URGENT_WORDS = "content/urgent-words.yaml"
PATHS = (HELPLINES, STATISTICS, RESOURCES, REDIRECTS, URGENT_WORDS)

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


def load(site: Path, vocabularies: Vocabularies) -> tuple[Data, list[Diagnostic]]:
    """Bad data end up among the diagnostics, never in an exception."""
    reader = _Reader(site, vocabularies)
    data = Data(
        tuple(map(make_helpline, reader.entries(HELPLINES, "helplines", _helplines))),
        {id_: make_statistic(one) for id_, one in reader.by_id(STATISTICS, "statistics", "statistic", _ids)},
        tuple(map(make_resource, reader.entries(RESOURCES, "resources", _nothing))),
        tuple(reader.redirects()),
        tuple(_folded(reader.entries(URGENT_WORDS, "urgent_words", _urgent))),
    )
    return data, reader.diagnostics


class _Reader:
    def __init__(self, site: Path, vocabularies: Vocabularies) -> None:
        self.site = site
        self.vocabularies = vocabularies
        self.diagnostics: list[Diagnostic] = []

    def entries(
        self, path: str, kind: str, check: Callable[[list[Any]], Iterator[FieldDiagnostic]]
    ) -> list[Any]:
        """Those of a file that is a list; none where it is missing or wrong."""
        return self._read(path, kind, None, check) or []

    def by_id(
        self,
        path: str,
        kind: str,
        entry: str,
        check: Callable[[Mapping[str, Any]], Iterator[FieldDiagnostic]],
    ) -> list[tuple[str, Any]]:
        return list((self._read(path, kind, entry, check) or {}).items())

    def redirects(self) -> Iterator[Redirect]:
        for old, new in self.by_id(REDIRECTS, "redirects", "redirect", _redirects):
            yield Redirect(old, new, self.file.line((old,)))

    def _read(self, path: str, kind: str, entry: str | None, check: Callable[[Any], Any]) -> Any:
        if not site_files.exists(self.site, path):
            return None
        self.file = file = source_file.read_yaml(self.site, path)
        if file.sound:
            self._check(file, kind, entry)
        if file.sound:
            for one in check(file.data):
                file.tell(one)
        self.diagnostics += file.diagnostics[: source_file.MOST]
        return file.data if file.sound else None

    def _check(self, file: SourceFile, kind: str, entry: str | None) -> None:
        for one in SCHEMA.findings(kind, file.data, lambda: file.places, self.vocabularies):
            file.tell(one)
        entries = file.data.items() if entry and isinstance(file.data, dict) else ()
        for id_, part in entries:
            for one in SCHEMA.findings(str(entry), part, lambda: file.places, self.vocabularies, (id_,)):
                file.tell(one)


def _nothing(_data: object) -> Iterator[FieldDiagnostic]:
    yield from ()


def _helplines(data: list[Any]) -> Iterator[FieldDiagnostic]:
    yield from _twice(data, "id")
    emergencies = [place for place, entry in enumerate(data) if entry["emergency"]]
    if not emergencies:
        yield FieldDiagnostic((), "one entry must have 'emergency: true'; none has")
    for place in emergencies[1:]:
        yield FieldDiagnostic((place, "emergency"), "only one entry can have 'emergency: true'")


def _twice(data: list[Any], key: str) -> Iterator[FieldDiagnostic]:
    values = [entry[key] for entry in data]
    for place, value in enumerate(values):
        if value in values[:place]:
            yield FieldDiagnostic((place, key), f"'{value}' stands here twice; keep one")


def _ids(data: Mapping[str, Any]) -> Iterator[FieldDiagnostic]:
    for id_ in data:
        if not _ID.match(id_):
            yield FieldDiagnostic(
                (id_,), "a name holds small letters, digits and hyphens only, as in 'nrm-2024'"
            )


def _redirects(data: Mapping[str, str]) -> Iterator[FieldDiagnostic]:
    for old in data:
        if message := redirects.odd_address(old):
            yield FieldDiagnostic((old,), message)


def _urgent(data: list[Any]) -> Iterator[FieldDiagnostic]:
    yield from _twice(data, "language")
    for place, entry in enumerate(data):
        seen: set[str] = set()
        for at, text in enumerate(entry["words"]):
            word = " ".join(search_text.words(text))
            if not word:
                yield FieldDiagnostic((place, "words", at), f"'{text}' has no letter")
            elif word in seen:
                yield FieldDiagnostic(
                    (place, "words", at), f"'{text}' stands here twice, but for case and accents; keep one"
                )
            seen.add(word)


def _folded(data: list[Any]) -> list[str]:
    """The words of all languages, as the search folds what is typed, by the alphabet."""
    return sorted({" ".join(search_text.words(text)) for entry in data for text in entry["words"]})
