"""Reads and checks the phrases by which a question is known as that of somebody who needs help first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from content import phrases
from content.factory import make_urgent_language
from content.model import UrgentLanguage
from content.schema import SCHEMA
from records import source_file
from records.diagnostic import Diagnostic, FieldDiagnostic
from records.files import list_tree
from records.references import did_you_mean
from records.vocabulary import Vocabularies

FOLDER = "content/urgent-words"
PHRASES = ("pleas", "words", "alone", "work")
PLAIN = ("first_person", "between", "ordinary")

_KIND = "urgent_language"
_LANGUAGES = "languages"
_STRANGE = "nothing reads this; a language has one file, named by its tag, as in so.yaml"


def load(site: Path, vocabularies: Vocabularies) -> tuple[list[UrgentLanguage], list[Diagnostic]]:
    """The sound languages by their tags, and what is wrong with the others."""
    names, others, diagnostics = list_tree(site, FOLDER, (".yaml",))
    diagnostics += [Diagnostic(other, 1, "", _STRANGE) for other in others]
    languages = []
    for path in names:
        file = source_file.read_yaml(site, path)
        tag = path.rpartition("/")[2].removesuffix(".yaml")
        for one in _check(path, tag, file, vocabularies) if file.sound else ():
            file.report(one)
        diagnostics += file.diagnostics[: source_file.MOST]
        languages += [make_urgent_language(tag, file.data)] if file.sound else []
    return languages, diagnostics


def _check(
    path: str, tag: str, file: source_file.SourceFile, vocabularies: Vocabularies
) -> Iterator[FieldDiagnostic]:
    terms = vocabularies[_LANGUAGES].terms
    if path != f"{FOLDER}/{tag}.yaml":
        yield FieldDiagnostic((), f"the file belongs into {FOLDER} itself, where the others are")
    if tag not in terms:
        named = {term.label.casefold(): id_ for id_, term in terms.items()}
        near = did_you_mean(named.get(tag.casefold(), tag), terms)
        yield FieldDiagnostic((), f"the file is named '{tag}', which is not the tag of a language{near}")
    broken = list(SCHEMA.diagnostics(_KIND, file.data, lambda: file.places, vocabularies))
    yield from broken or _phrases(file.data)


def _phrases(entry: Mapping[str, Any]) -> Iterator[FieldDiagnostic]:
    for field in (*PHRASES, *PLAIN):
        seen: dict[str, str] = {}
        for at, text in enumerate(entry.get(field, ())):
            if message := _fault(field, text) or _again(text, seen):
                yield FieldDiagnostic((field, at), message)
    yield from _contradictions(entry)


def _fault(field: str, text: str) -> str | None:
    if field in PHRASES or phrases.is_plain(text):
        return phrases.fault(text)
    return f"'{text}' is not one word without signs; only {', '.join(PHRASES)} hold phrases"


def _again(text: str, seen: dict[str, str]) -> str | None:
    """A phrase without letters never comes here: it has a fault."""
    other = seen.setdefault(phrases.folded(text), text)
    return f"'{text}' stands here twice, but for case and accents; keep one" if other is not text else None


def _contradictions(entry: Mapping[str, Any]) -> Iterator[FieldDiagnostic]:
    urgent = {
        choice
        for text in (*entry.get("words", ()), *entry.get("alone", ()))
        for choice in text.split("/")
        if phrases.is_plain(choice.lstrip("~"))
    }
    known = {run for choice in urgent for run in phrases.runs(choice)}
    for at, text in enumerate(entry.get("ordinary", ())):
        if known.intersection(phrases.runs(text)):
            message = f"'{text}' is an urgent word, too; delete it here or there"
            yield FieldDiagnostic(("ordinary", at), message)
