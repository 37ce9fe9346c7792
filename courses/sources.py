"""Holds the sources of lessons and of the glossary to the gate that comes with `References`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from courses import schema
from records.diagnostic import DataPath, FieldDiagnostic
from records.references import References


def of_lesson(data: Mapping[str, Any], known: References) -> Iterator[FieldDiagnostic]:
    sources = data.get("sources")
    for place, source in enumerate(sources if isinstance(sources, list) else ()):
        if isinstance(source, dict):
            yield from held(("sources", place, "url"), source.get("url"), known)


def held(at: DataPath, address: Any, known: References) -> Iterator[FieldDiagnostic]:
    """Nothing of what is no web address: the schema tells of that."""
    if not isinstance(address, str) or schema.check_of("url")(address):
        return
    if fault := known.fault(address):
        yield FieldDiagnostic(at, *fault)
