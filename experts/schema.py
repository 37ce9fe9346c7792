"""Checks data against a JSON schema and finds every fault, not only the first.

The schema is compiled once into plain functions. This covers the keywords of draft-07 that
our schemas use and stops at any other; the tests hold it against the jsonschema library.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path as FilePath
from typing import Any

from experts.problem import Path

Node = Mapping[str, Any]
FILE = FilePath(__file__).with_name("schema.json")


@dataclass(frozen=True, slots=True)
class Fault:
    """`node` is the part of the schema that the `value` at `path` does not meet."""

    path: Path
    keyword: str
    value: Any
    node: Node


Check = Callable[[Any, Path, list[Fault]], None]


@cache
def profile_schema() -> Node:
    schema: Node = json.loads(FILE.read_text(encoding="utf-8"))
    return schema


@cache
def profile_faults() -> Callable[[Any], list[Fault]]:
    return compile_schema(profile_schema())


def compile_schema(schema: Node) -> Callable[[Any], list[Fault]]:
    check = _compile(schema, schema)

    def faults(value: Any) -> list[Fault]:
        found: list[Fault] = []
        check(value, (), found)
        return found

    return faults


def at(schema: Node, node: Node) -> Node:
    """The node itself, or the definition that it refers to."""
    return schema["definitions"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node


def is_date(text: str) -> bool:
    try:
        return bool(_DATE.match(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _compile(node: Node, root: Node) -> Check:
    node = at(root, node)
    if unknown := node.keys() - _KNOWN:
        raise ValueError(f"the schema uses {', '.join(sorted(unknown))}, which is not supported")
    checks = [make(node, root) for keys, make in _MAKERS if keys & node.keys()]
    if "type" not in node and len(checks) == 1:
        return checks[0]
    kind = _TYPES.get(node.get("type", ""))

    def check(value: Any, path: Path, out: list[Fault]) -> None:
        # Not isinstance: a boolean is no number here.
        if kind is not None and type(value) is not kind:
            out.append(Fault(path, "type", value, node))
        else:
            for part in checks:
                part(value, path, out)

    return check


def _string(node: Node, _root: Node) -> Check:
    shortest, longest = node.get("minLength", 0), node.get("maxLength", 1 << 30)
    # In a JSON schema `$` is the very end; in Python it is also before a last line break.
    pattern: str = node.get("pattern", "")
    found = re.compile(pattern[:-1] + r"\Z" if pattern.endswith("$") else pattern).search
    dated = node.get("format") == "date"

    def check(value: Any, path: Path, out: list[Fault]) -> None:
        if type(value) is not str:
            return
        if not shortest <= len(value) <= longest:
            keyword = "minLength" if len(value) < shortest else "maxLength"
            out.append(Fault(path, keyword, value, node))
        if pattern and not found(value):
            out.append(Fault(path, "pattern", value, node))
        if dated and not is_date(value):
            out.append(Fault(path, "format", value, node))

    return check


def _integer(node: Node, _root: Node) -> Check:
    lowest, highest = node["minimum"], node["maximum"]

    def check(value: Any, path: Path, out: list[Fault]) -> None:
        if type(value) is int and not lowest <= value <= highest:
            out.append(Fault(path, "minimum" if value < lowest else "maximum", value, node))

    return check


def _array(node: Node, root: Node) -> Check:
    shortest, longest = node.get("minItems", 0), node.get("maxItems", 1 << 30)
    item_check = _compile(node["items"], root)

    def check(value: Any, path: Path, out: list[Fault]) -> None:
        if type(value) is not list:
            return
        if not shortest <= len(value) <= longest:
            keyword = "minItems" if len(value) < shortest else "maxItems"
            out.append(Fault(path, keyword, value, node))
        for place, item in enumerate(value):
            item_check(item, (*path, place), out)
        if len(value) > 1 and "uniqueItems" in node:
            out.extend(Fault((*path, place), "uniqueItems", value[place], node)
                       for place in _repeated(value))

    return check


def _repeated(items: list[Any]) -> list[int]:
    seen: set[Any] = set()
    places = []
    for place, item in enumerate(items):
        # Only texts are compared often; `repr` parts 1, 1.0, True and "1".
        key = item if type(item) is str else ("", _canonical(item))
        if key in seen:
            places.append(place)
        seen.add(key)
    return places


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _object(node: Node, root: Node) -> Check:
    parts = {key: _compile(part, root) for key, part in node.get("properties", {}).items()}
    required, fewest = node.get("required", ()), node.get("minProperties", 0)
    closed = node.get("additionalProperties") is False
    names = node.get("propertyNames", {}).get("enum")

    def check(value: Any, path: Path, out: list[Fault]) -> None:
        if type(value) is not dict:
            return
        for key, item in value.items():
            if part := parts.get(key):
                part(item, (*path, key), out)
            elif closed:
                out.append(Fault((*path, key), "additionalProperties", item, node))
            if names is not None and key not in names:
                out.append(Fault((*path, key), "propertyNames", item, node))
        for key in required:
            if key not in value:
                out.append(Fault((*path, key), "required", value, node))
        if len(value) < fewest:
            out.append(Fault(path, "minProperties", value, node))

    return check


def _choice(node: Node, _root: Node) -> Check:
    keyword = "enum" if "enum" in node else "const"
    choices = node.get("enum", [node.get("const")])
    texts = frozenset(choice for choice in choices if type(choice) is str)

    def check(value: Any, path: Path, out: list[Fault]) -> None:
        if type(value) is str:
            if value not in texts:
                out.append(Fault(path, keyword, value, node))
        elif not any(type(value) is type(choice) and value == choice for choice in choices):
            out.append(Fault(path, keyword, value, node))

    return check


def _condition(node: Node, root: Node) -> Check:
    test = _compile(node["if"], root)
    yes, no = _compile(node.get("then", {}), root), _compile(node.get("else", {}), root)

    def check(value: Any, path: Path, out: list[Fault]) -> None:
        failed: list[Fault] = []
        test(value, path, failed)
        (no if failed else yes)(value, path, out)

    return check


def _all(node: Node, root: Node) -> Check:
    parts = [_compile(part, root) for part in node["allOf"]]

    def check(value: Any, path: Path, out: list[Fault]) -> None:
        for part in parts:
            part(value, path, out)

    return check


_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_TYPES: dict[str, type] = {
    "object": dict, "array": list, "string": str, "boolean": bool, "integer": int,
}
_MAKERS: list[tuple[set[str], Callable[[Node, Node], Check]]] = [
    ({"minLength", "maxLength", "pattern", "format"}, _string),
    ({"minimum", "maximum"}, _integer),
    ({"items", "uniqueItems", "minItems", "maxItems"}, _array),
    ({"properties", "required", "additionalProperties", "propertyNames", "minProperties"}, _object),
    ({"enum", "const"}, _choice),
    ({"if", "then", "else"}, _condition),
    ({"allOf"}, _all),
]
_KNOWN = {
    "$schema", "$id", "$comment", "title", "description", "enumDescriptions", "definitions", "type",
}.union(*(keys for keys, _ in _MAKERS))
