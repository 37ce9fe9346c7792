"""The schema of courses, and what is wrong with data that does not meet it, in an editor's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from records import text, yaml_reader
from records.diagnostic import DataPath, FieldDiagnostic
from records.json_schema import Node, compile_schema, load_schema
from records.messages import Explainer, weight
from records.schema_keywords import Violation
from records.vocabulary import Vocabulary

FILE = Path(__file__).with_name("schema.json")
EXAMPLES = {
    "course": "title: First contact",
    "lesson": "title: First contact",
    "glossary": "nrm: {term: ..., definition: ...}",
    "word": "term: National Referral Mechanism",
}


@cache
def part(kind: str) -> Node:
    """The schema of a course, a lesson, the glossary or a word, with all definitions that it refers to.

    Topics, audiences, areas and languages are those of a profile, by a reference from file to file.
    """
    definitions = load_schema(FILE)["definitions"]
    return {**definitions[kind], "definitions": definitions}


@cache
def check_of(kind: str) -> Callable[[Any], list[Violation]]:
    return compile_schema(part(kind))


def findings(
    kind: str,
    data: Any,
    places: Callable[[], Mapping[DataPath, yaml_reader.Place]],
    vocabularies: Mapping[str, Vocabulary],
    within: DataPath = (),
) -> Iterator[FieldDiagnostic]:
    """`within` is where the data stand in their file; places are read only where they are needed."""
    violations = check_of(kind)(data)
    if violations:
        known = {path[len(within) :]: place for path, place in places().items()}
        explain = Explainer(part(kind), vocabularies, data, known, EXAMPLES[kind])
        told: dict[DataPath, FieldDiagnostic] = {}
        for violation in sorted(violations, key=weight):
            told.setdefault(
                violation.path, FieldDiagnostic((*within, *violation.path), explain.message(violation))
            )
        yield from told.values()
    if not violations:
        explain = Explainer(part(kind), vocabularies, data, {}, EXAMPLES[kind])
        for path, value in _texts(data, ()):
            if text.says_nothing(value):
                message: str | None = f"{text.nothing(value)}; {explain.way_out(path)}"
            else:
                message = text.entity(value) or text.invisible(value)
            if message:
                yield FieldDiagnostic((*within, *path), message)


def _texts(value: Any, path: DataPath) -> Iterator[tuple[DataPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _texts(inner, (*path, place))
