"""The check of any data against a JSON schema.

A schema is compiled once into plain functions that find every violation, not only the first. They
know the keywords of draft-07 that ours use and stop at any other; the tests hold them against
the jsonschema library, which needs forty times as long for a profile.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from records.schema_keywords import Violation

Node = Mapping[str, Any]


def load_schema(file: Path) -> Node:
    """With the definitions of the files beside it that it refers to, as in `../experts/schema.json#/...`."""
    schema: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    for name in sorted({reference.partition("#")[0] for reference in _references(schema)} - {""}):
        definitions = json.loads((file.parent / name).read_text(encoding="utf-8"))["definitions"]
        schema["definitions"] = {**definitions, **schema["definitions"]}
    return schema


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(reference := node.get("$ref"), str):
            yield reference
        for part in node.values():
            yield from _references(part)
    elif isinstance(node, list):
        for part in node:
            yield from _references(part)


def compile_schema(schema: Node) -> Callable[[Any], list[Violation]]:
    from records.schema_keywords import compile_node  # a form's page needs the schema, but no checks

    check = compile_node(schema, schema)

    def violations(value: Any) -> list[Violation]:
        collected: list[Violation] = []
        check(value, (), collected)
        return collected

    return violations


def at(schema: Node, node: Node) -> Node:
    """The node itself, or the definition that it refers to."""
    return schema["definitions"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node


def resolved(root: Node, node: Node) -> Node:
    """The definition that a node refers to, with the keywords beside the reference."""
    return {**at(root, node), **node}


def vocabulary_of(node: Node) -> str | None:
    """The name of the vocabulary that fills the choices of a definition."""
    return node.get("x-vocabulary")
