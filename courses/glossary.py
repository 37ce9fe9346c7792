"""The words that lessons link to: courses/glossary.yaml, one for all courses."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from courses import schema, sources
from courses.factory import make_glossary_entry
from courses.model import GlossaryEntry
from records import source_file
from records.diagnostic import Diagnostic, FieldDiagnostic
from records.markdown_checks import no_claim
from records.references import References
from records.source_file import SourceFile
from records.text import fold, is_slug, slugify
from records.vocabulary import Vocabulary

PATH = "courses/glossary.yaml"


@dataclass(frozen=True, slots=True)
class Glossary:
    """Entries by id, in alphabetical order of their terms."""

    words: dict[str, GlossaryEntry] = field(default_factory=dict)


def read(
    site: Path, vocabularies: Mapping[str, Vocabulary], known: References
) -> tuple[Glossary, list[Diagnostic]]:
    """The glossary, empty if it has errors, and its diagnostics."""
    if not os.path.lexists(site / PATH):
        return Glossary(), []
    file = source_file.read_yaml(site, PATH)
    if not file.sound:
        return Glossary(), file.diagnostics
    for diagnostic in schema.diagnostics("glossary", file.data, lambda: file.places, vocabularies):
        file.report(diagnostic)
    data = file.data if isinstance(file.data, dict) else {}
    for id_, word in data.items():
        _name(file, id_)
        for diagnostic in schema.diagnostics("word", word, lambda: file.places, vocabularies, (id_,)):
            file.report(diagnostic)
        for fault in (
            sources.held((id_, "source"), word.get("source"), known) if isinstance(word, dict) else ()
        ):
            file.report(fault)
    if file.sound:
        _law(file, data, known)
    _twice(file, data)
    return _glossary(data) if file.sound else Glossary(), file.diagnostics


def _glossary(data: Mapping[str, Any]) -> Glossary:
    entries = (make_glossary_entry(*item) for item in data.items())
    in_order = sorted(entries, key=lambda entry: (fold(entry.term), entry.id))
    return Glossary({entry.id: entry for entry in in_order})


def _name(file: SourceFile, id_: str) -> None:
    if not is_slug(id_):
        better = slugify(id_) or "nrm"
        message = f"a name holds small letters, digits and hyphens only, as in '{better}'"
        file.report(FieldDiagnostic((id_,), message))


def _law(file: SourceFile, data: Mapping[str, Any], known: References) -> None:
    for id_, word in data.items():
        for place, claim in enumerate(word.get("law", ())):
            if claim not in known.claims:
                file.report(FieldDiagnostic((id_, "law", place), no_claim(claim, known)))


def _twice(file: SourceFile, data: Mapping[str, Any]) -> None:
    first: dict[str, str] = {}
    for id_, word in data.items():
        term = word.get("term") if isinstance(word, dict) else None
        earlier = first.setdefault(fold(term), id_) if isinstance(term, str) else id_
        if earlier != id_:
            file.report(
                FieldDiagnostic((id_, "term"), f"'{term}' stands under '{earlier}' as well; keep one")
            )
