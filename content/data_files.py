"""Reads the data files of content/, and finds everything that is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from content import claims, figures, helplines, link_decisions, redirects, source_gate, sources, urgent_words
from content.factory import make_claim, make_helpline, make_resource, make_statistic
from content.model import Data, Helpline, Redirect
from content.schema import SCHEMA
from content.source_gate import SourceHosts
from records import source_file
from records.diagnostic import Diagnostic, FieldDiagnostic
from records.source_file import SourceFile
from records.text import is_slug
from records.vocabulary import Vocabularies

HELPLINES = helplines.FILE
STATISTICS = "content/statistics.yaml"
CLAIMS = "content/claims.yaml"
RESOURCES = "content/resources.yaml"
REDIRECTS = "content/redirects.yaml"
PATHS = (
    HELPLINES,
    STATISTICS,
    CLAIMS,
    RESOURCES,
    REDIRECTS,
    link_decisions.FILE,
    source_gate.PATH,
    urgent_words.FOLDER,
)

Check = Callable[[Any], Iterator[FieldDiagnostic]]


def load(site: Path, vocabularies: Vocabularies, hosts: SourceHosts) -> tuple[Data, list[Diagnostic]]:
    """Bad data end up among the diagnostics, never in an exception. `hosts` may be sources."""
    reader = _Reader(site, vocabularies, hosts)
    urgent, wrong = urgent_words.load(site, vocabularies)
    data = Data(
        tuple(reader.helplines()),
        {id_: make_statistic(one) for id_, one in reader.statistics().items()},
        {id_: make_claim(one) for id_, one in reader.claims().items()},
        tuple(map(make_resource, reader.resources())),
        tuple(reader.redirects()),
        tuple(urgent),
        tuple(map(link_decisions.make, reader.link_decisions())),
    )
    return data, [*reader.diagnostics, *wrong]


class _Reader:
    def __init__(self, site: Path, vocabularies: Vocabularies, hosts: SourceHosts) -> None:
        self.site = site
        self.vocabularies = vocabularies
        self.hosts = hosts
        self.diagnostics: list[Diagnostic] = []

    def resources(self) -> list[Any]:
        """None where the file is missing or wrong."""
        file = self._list(RESOURCES, "resources", self._sourced(sources.resources))
        return file.data or [] if file.sound else []

    def helplines(self) -> Iterator[Helpline]:
        file = self._list(HELPLINES, "helplines", helplines.check, self._sourced(sources.helplines))
        for place, entry in enumerate(file.data or () if file.sound else ()):
            yield make_helpline(entry, file.line((place, "confirmed")))

    def link_decisions(self) -> list[Any]:
        """A site may have none."""
        file = self._list(link_decisions.FILE, "link_decisions", link_decisions.check)
        return file.data or [] if file.sound else []

    def _sourced(self, check: Callable[[Any, SourceHosts], Iterator[FieldDiagnostic]]) -> Check:
        return lambda data: check(data, self.hosts)

    def _list(self, path: str, kind: str, *checks: Check) -> SourceFile:
        file = self._read(path, kind)
        self._done(file, checks)
        return file

    def statistics(self) -> Mapping[str, Any]:
        file = self._by_id(
            STATISTICS, "statistics", "statistic", _odd_id, figures.check, self._sourced(sources.statistics)
        )
        return file.data or {} if file.sound else {}

    def claims(self) -> Mapping[str, Any]:
        file = self._by_id(CLAIMS, "claims", "claim", _odd_id, claims.check, self._sourced(sources.claims))
        return file.data or {} if file.sound else {}

    def redirects(self) -> Iterator[Redirect]:
        """Those that are sound, whatever the others are: each is a line of its own."""
        file = self._by_id(REDIRECTS, "redirects", "redirect", redirects.odd_address)
        for old, new in file.data.items() if isinstance(file.data, dict) else ():
            if not redirects.odd_address(old) and not SCHEMA.check_of("redirect")(new):
                yield Redirect(old, new, file.line((old,)))

    def _by_id(
        self, path: str, kind: str, entry: str, odd: Callable[[str], str | None], *checks: Check
    ) -> SourceFile:
        """A file whose entries have names of their own, in which `odd` finds what is wrong."""
        file = self._read(path, kind)
        for id_, part in file.data.items() if isinstance(file.data, dict) else ():
            if message := odd(id_):
                file.report(FieldDiagnostic((id_,), message))
            for one in SCHEMA.diagnostics(entry, part, lambda: file.places, self.vocabularies, (id_,)):
                file.report(one)
        self._done(file, checks)
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

    def _done(self, file: SourceFile, checks: Iterable[Check]) -> None:
        """Looks at data that meet the schema."""
        if file.data and file.sound:
            for check in checks:
                for one in check(file.data):
                    file.report(one)
        self.diagnostics += file.diagnostics[: source_file.MOST]


def _odd_id(id_: str) -> str | None:
    return None if is_slug(id_) else "a name holds small letters, digits and hyphens only, as in 'nrm-2024'"
