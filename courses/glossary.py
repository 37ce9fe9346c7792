"""The words that lessons link to: courses/glossary.yaml, one for all courses."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from courses import schema
from courses.factory import make_glossary_entry
from courses.model import GlossaryEntry
from records import source_file
from records.diagnostic import Diagnostic, FieldDiagnostic
from records.source_file import SourceFile
from records.text import fold, is_slug, slugify
from records.vocabulary import Vocabulary

PATH = "courses/glossary.yaml"


@dataclass(frozen=True, slots=True)
class Glossary:
    """In the order of the alphabet."""

    words: dict[str, GlossaryEntry] = field(default_factory=dict)


def read(site: Path, vocabularies: Mapping[str, Vocabulary]) -> tuple[Glossary, list[Diagnostic]]:
    """The glossary where it is sound, and what is wrong with it."""
    if not os.path.lexists(site / PATH):
        return Glossary(), []
    found = source_file.read_yaml(site, PATH)
    if not found.sound:
        return Glossary(), found.diagnostics
    for finding in schema.findings("glossary", found.data, lambda: found.places, vocabularies):
        found.tell(finding)
    data = found.data if isinstance(found.data, dict) else {}
    for id_, word in data.items():
        _name(found, id_)
        for finding in schema.findings("word", word, lambda: found.places, vocabularies, (id_,)):
            found.tell(finding)
    _twice(found, data)
    return _made(data) if found.sound else Glossary(), found.diagnostics


def _made(data: Mapping[str, Any]) -> Glossary:
    words = (make_glossary_entry(*item) for item in data.items())
    return Glossary({word.id: word for word in sorted(words, key=lambda word: (fold(word.term), word.id))})


def _name(found: SourceFile, id_: str) -> None:
    if not is_slug(id_):
        better = slugify(id_) or "nrm"
        words = f"a name holds small letters, digits and hyphens only, as in '{better}'"
        found.tell(FieldDiagnostic((id_,), words))


def _twice(found: SourceFile, data: Mapping[str, Any]) -> None:
    first: dict[str, str] = {}
    for id_, word in data.items():
        term = word.get("term") if isinstance(word, dict) else None
        other = first.setdefault(fold(term), id_) if isinstance(term, str) else id_
        if other != id_:
            found.tell(FieldDiagnostic((id_, "term"), f"'{term}' stands under '{other}' as well; keep one"))
