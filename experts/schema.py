"""The schema of a profile, and the check of any data against a JSON schema.

A schema is compiled once into plain functions that find every fault, not only the first. They
know the keywords of draft-07 that ours use and stop at any other; the tests hold them against
the jsonschema library, which needs forty times as long for a profile.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from experts.keywords import Fault

Node = Mapping[str, Any]

FILE = FilePath(__file__).with_name("schema.json")


@cache
def profile_schema() -> Node:
    schema: Node = json.loads(FILE.read_text(encoding="utf-8"))
    return schema


@cache
def profile_faults() -> Callable[[Any], list[Fault]]:
    return compile_schema(profile_schema())


def compile_schema(schema: Node) -> Callable[[Any], list[Fault]]:
    from experts.keywords import compile_node  # a form's page needs the schema, but no checks

    check = compile_node(schema, schema)

    def faults(value: Any) -> list[Fault]:
        found: list[Fault] = []
        check(value, (), found)
        return found

    return faults


def at(schema: Node, node: Node) -> Node:
    """The node itself, or the definition that it refers to."""
    return schema["definitions"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node


def vocabulary_of(node: Node) -> str | None:
    """The name of the vocabulary that fills the choices of a definition."""
    kind, _, name = node.get("$comment", "").partition(": ")
    return name if kind == "vocabulary" else None
