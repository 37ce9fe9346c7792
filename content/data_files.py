"""Reads the data files of content/, and finds everything that is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from content import claims, numbers, redirects, urgent_words
from content.factory import make_claim, make_helpline, make_resource, make_statistic
from content.model import Data, Redirect
from content.schema import SCHEMA
from records import source_file
from records.diagnostic import Diagnostic, FieldDiagnostic
from records.source_file import SourceFile
from records.text import is_slug
from records.vocabulary import Vocabularies

HELPLINES = "content/helplines.yaml"
STATISTICS = "content/statistics.yaml"
CLAIMS = "content/claims.yaml"
RESOURCES = "content/resources.yaml"
REDIRECTS = "content/redirects.yaml"
PATHS = (HELPLINES, STATISTICS, CLAIMS, RESOURCES, REDIRECTS, urgent_words.FOLDER)

Check = Callable[[Any], Iterator[FieldDiagnostic]]


def load(site: Path, vocabularies: Vocabularies) -> tuple[Data, list[Diagnostic]]:
    """Bad data end up among the diagnostics, never in an exception."""
    reader = _Reader(site, vocabularies)
    urgent, wrong = urgent_words.load(site, vocabularies)
    data = Data(
        tuple(map(make_helpline, reader.entries(HELPLINES, "helplines", _helplines))),
        {id_: make_statistic(one) for id_, one in reader.statistics().items()},
        {id_: make_claim(one) for id_, one in reader.claims().items()},
        tuple(map(make_resource, reader.entries(RESOURCES, "resources"))),
        tuple(reader.redirects()),
        tuple(urgent),
    )
    return data, [*reader.diagnostics, *wrong]


class _Reader:
    def __init__(self, site: Path, vocabularies: Vocabularies) -> None:
        self.site = site
        self.vocabularies = vocabularies
        self.diagnostics: list[Diagnostic] = []

    def entries(self, path: str, kind: str, check: Check | None = None) -> list[Any]:
        """Those of a file that is a list; none where it is missing or wrong."""
        file = self._read(path, kind)
        if file.data and file.sound and check:
            for one in check(file.data):
                file.report(one)
        self._done(file)
        return file.data or [] if file.sound else []

    def statistics(self) -> Mapping[str, Any]:
        file = self._by_id(STATISTICS, "statistics", "statistic", _odd_id, numbers.figures)
        return file.data or {} if file.sound else {}

    def claims(self) -> Mapping[str, Any]:
        file = self._by_id(CLAIMS, "claims", "claim", _odd_id, claims.check)
        return file.data or {} if file.sound else {}

    def redirects(self) -> Iterator[Redirect]:
        """Those that are sound, whatever the others are: each is a line of its own."""
        file = self._by_id(REDIRECTS, "redirects", "redirect", redirects.odd_address)
        for old, new in file.data.items() if isinstance(file.data, dict) else ():
            if not redirects.odd_address(old) and not SCHEMA.check_of("redirect")(new):
                yield Redirect(old, new, file.line((old,)))

    def _by_id(
        self, path: str, kind: str, entry: str, odd: Callable[[str], str | None], check: Check | None = None
    ) -> SourceFile:
        """A file whose entries have names of their own, in which `odd` finds what is wrong."""
        file = self._read(path, kind)
        for id_, part in file.data.items() if isinstance(file.data, dict) else ():
            if message := odd(id_):
                file.report(FieldDiagnostic((id_,), message))
            for one in SCHEMA.diagnostics(entry, part, lambda: file.places, self.vocabularies, (id_,)):
                file.report(one)
        if file.data and file.sound and check:
            for one in check(file.data):
                file.report(one)
        self._done(file)
        return file

    def _read(self, path: str, kind: str) -> SourceFile:
        """Held against the schema; without data where there is no such file."""
        if not os.path.lexists(self.site / path):
            return SourceFile(path)
        file = source_file.read_yaml(self.site, path)
        if file.sound:
            for one in SCHEMA.diagnostics(kind, file.data, lambda: file.places, self.vocabularies):
                file.report(one)
        return file

    def _done(self, file: SourceFile) -> None:
        self.diagnostics += file.diagnostics[: source_file.MOST]


def _odd_id(id_: str) -> str | None:
    return None if is_slug(id_) else "a name holds small letters, digits and hyphens only, as in 'nrm-2024'"


def _helplines(data: list[Any]) -> Iterator[FieldDiagnostic]:
    yield from _twice(data, "id")
    emergencies = [place for place, entry in enumerate(data) if entry["emergency"]]
    if not emergencies:
        yield FieldDiagnostic((), "one entry must have 'emergency: true'; none has")
    for place in emergencies[1:]:
        yield FieldDiagnostic((place, "emergency"), "only one entry can have 'emergency: true'")
    for place, entry in enumerate(data):
        yield from numbers.helpline(place, entry)


def _twice(data: list[Any], key: str) -> Iterator[FieldDiagnostic]:
    values = [entry[key] for entry in data]
    for place, value in enumerate(values):
        if value in values[:place]:
            yield FieldDiagnostic((place, key), f"'{value}' stands here twice; keep one")
