"""A schema with a definition for each kind of data, and the diagnostics of data that break it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from records import text
from records.diagnostic import DataPath, FieldDiagnostic
from records.json_schema import Node, at, compile_schema, load_schema
from records.markdown_text import LAW
from records.messages import Explainer, weight
from records.schema_keywords import Violation
from records.vocabulary import Vocabulary
from records.yaml_reader import Place


class SchemaFile:
    """`examples` gives for each kind the beginning of its data."""

    def __init__(self, file: Path, examples: Mapping[str, str]) -> None:
        self.file = file
        self.examples = examples

    @cache  # noqa: B019  (a schema lives as long as the program)
    def part(self, kind: str) -> Node:
        """The schema of one kind, with all definitions that it refers to, also those of other files."""
        definitions = load_schema(self.file)["definitions"]
        return {**definitions[kind], "definitions": definitions}

    @cache  # noqa: B019
    def check_of(self, kind: str) -> Callable[[Any], list[Violation]]:
        return compile_schema(self.part(kind))

    def diagnostics(
        self,
        kind: str,
        data: Any,
        places: Callable[[], Mapping[DataPath, Place]],
        vocabularies: Mapping[str, Vocabulary],
        within: DataPath = (),
    ) -> Iterator[FieldDiagnostic]:
        """`within` is the path of the data in their file; places are read only if they are needed."""
        violations = self.check_of(kind)(data)
        if not violations:
            yield from self._texts(kind, data, vocabularies, within)
            return
        depth = len(within)
        own_places = {path[depth:]: place for path, place in places().items() if path[:depth] == within}
        explain = Explainer(self.part(kind), vocabularies, data, own_places, self.examples[kind])
        by_path: dict[DataPath, FieldDiagnostic] = {}
        for violation in sorted(violations, key=weight):
            by_path.setdefault(
                violation.path, FieldDiagnostic((*within, *violation.path), explain.message(violation))
            )
        yield from by_path.values()

    def _texts(
        self, kind: str, data: Any, vocabularies: Mapping[str, Vocabulary], within: DataPath
    ) -> Iterator[FieldDiagnostic]:
        """What no schema finds in texts: placeholders, HTML entities, invisible characters, citations."""
        explain = Explainer(self.part(kind), vocabularies, data, {}, self.examples[kind])
        for path, value in _texts(data, self.part(kind), self.part(kind), ()):
            if text.says_nothing(value):
                message: str | None = f"{text.nothing(value)}; {explain.way_out(path)}"
            else:
                message = text.entity(value) or text.invisible(value) or _cites_law(value)
            if message:
                yield FieldDiagnostic((*within, *path), message)


def _cites_law(value: str) -> str | None:
    cited = LAW.search(value)
    where = "write it in the text of a page, a news item or a lesson"
    return f"'{cited[0]}' is shown as it is here; {where}" if cited else None


def _texts(value: Any, node: Node, root: Node, path: DataPath) -> Iterator[tuple[DataPath, str]]:
    """The texts that an editor is free to write, with their paths; choices from a list are left out."""
    node = at(root, node)
    if isinstance(value, str):
        if "enum" not in node:
            yield path, value
    elif isinstance(value, Mapping):
        for key, part in node.get("properties", {}).items():
            if key in value:
                yield from _texts(value[key], part, root, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, node.get("items", {}), root, (*path, index))
