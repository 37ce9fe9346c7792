"""Reads which hosts may be a source of what: content/source-hosts.yaml.

A site without such a file uses that of this project.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from content.schema import SCHEMA
from content.source_gate import PATH, REGISTRIES, RefusedHosts, SourceHosts
from records import source_file
from records.diagnostic import Diagnostic, FieldDiagnostic
from records.source_file import SourceFile
from records.vocabulary import Vocabularies

OURS = Path(__file__).parents[1]

_RESTRICTED = frozenset(("gov", "int", "mil"))  # endings that only public bodies get


def load(site: Path, vocabularies: Vocabularies) -> tuple[SourceHosts, list[Diagnostic]]:
    """The list of the site, or of this project where the site has none; an empty one if it is wrong."""
    file = source_file.read_yaml(site if os.path.lexists(site / PATH) else OURS, PATH)
    for one in _faults(file, vocabularies) if file.sound else ():
        file.report(one)
    hosts = _hosts(file.data) if file.sound else SourceHosts()
    return hosts, file.diagnostics[: source_file.MOST]


def _faults(file: SourceFile, vocabularies: Vocabularies) -> Iterator[FieldDiagnostic]:
    wrong = list(SCHEMA.diagnostics("source_hosts", file.data, lambda: file.places, vocabularies))
    yield from wrong
    if wrong:
        return
    for part in ("official", "owners"):
        for host, who in file.data.get(part, {}).items():
            yield from SCHEMA.diagnostics(
                "source_owner", who, lambda: file.places, vocabularies, (part, host)
            )
            if message := _odd_name(host):
                yield FieldDiagnostic((part, host), message)
    for place, group in enumerate(file.data["refused"]):
        for index, host in enumerate(group["hosts"]):
            if host in file.data["official"] or host in file.data.get("owners", {}):
                message = f"'{host}' is refused here and an owner above; delete one of the two"
                yield FieldDiagnostic(("refused", place, "hosts", index), message)


def _odd_name(host: str) -> str | None:
    if SCHEMA.check_of("source_host")(host):
        return f"'{host}' is not a host in small letters and without 'https://' and 'www.', such as 'ilo.org'"
    first, *rest = host.split(".")
    if (not rest and host not in _RESTRICTED) or (first in REGISTRIES and len(rest) == 1):
        return f"anybody may have a name below '{host}'; write the whole host, such as 'ilo.org'"
    return None


def _hosts(data: Mapping[str, Any]) -> SourceHosts:
    groups = (RefusedHosts(one["what"], tuple(one["hosts"]), one["better"]) for one in data["refused"])
    return SourceHosts(
        data["official"],
        data.get("owners", {}),
        tuple(data.get("shared", ())),
        tuple(data.get("archives", ())),
        tuple(groups),
    )
