"""The keywords of draft-07 that our schemas use, each compiled into a plain function."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from records.dates import is_day
from records.diagnostic import DataPath
from records.json_schema import Node, at


@dataclass(frozen=True, slots=True)
class Violation:
    """`node` is the part of the schema that the `value` at `path` does not meet."""

    path: DataPath
    keyword: str
    value: Any
    node: Node


def own_message(violation: Violation, keyword: str) -> str | None:
    """The schema's own message for a keyword, if it has one."""
    message: str | None = violation.node.get("x-messages", {}).get(keyword)
    return message


Check = Callable[[Any, DataPath, list[Violation]], None]


def compile_node(node: Node, root: Node) -> Check:
    node = at(root, node)
    # What begins with x- is ours: it tells nothing of what is allowed.
    if unknown := {key for key in node.keys() - _KNOWN if not key.startswith("x-")}:
        raise ValueError(f"the schema uses {', '.join(sorted(unknown))}, which is not supported")
    checks = [make(node, root) for keys, make in _MAKERS if keys & node.keys()]
    return checks[0] if len(checks) == 1 else _all(checks or [_only_type(node)])


def _all(checks: list[Check]) -> Check:
    def check(value: Any, path: DataPath, out: list[Violation]) -> None:
        for part in checks:
            part(value, path, out)

    return check


def _only_type(node: Node) -> Check:
    # Not isinstance: a boolean is no number here.
    kind = _TYPES.get(node.get("type", ""))

    def check(value: Any, path: DataPath, out: list[Violation]) -> None:
        if kind is not None and type(value) is not kind:
            out.append(Violation(path, "type", value, node))

    return check


def _string(node: Node, _root: Node) -> Check:
    mistyped = _only_type(node)
    shortest, longest = node.get("minLength", 0), node.get("maxLength", 1 << 30)
    # In a JSON schema `$` is the very end; in Python it is also before a last line break.
    pattern: str = node.get("pattern", "")
    search = re.compile(pattern[:-1] + r"\Z" if pattern.endswith("$") else pattern).search
    dated = node.get("format") == "date"

    def check(value: Any, path: DataPath, out: list[Violation]) -> None:
        if type(value) is not str:
            mistyped(value, path, out)
            return
        if not shortest <= len(value) <= longest:
            keyword = "minLength" if len(value) < shortest else "maxLength"
            out.append(Violation(path, keyword, value, node))
        if pattern and not search(value):
            out.append(Violation(path, "pattern", value, node))
        if dated and not is_day(value):
            out.append(Violation(path, "format", value, node))

    return check


def _integer(node: Node, _root: Node) -> Check:
    mistyped = _only_type(node)
    lowest, highest = node["minimum"], node["maximum"]

    def check(value: Any, path: DataPath, out: list[Violation]) -> None:
        if type(value) is not int:
            mistyped(value, path, out)
        elif not lowest <= value <= highest:
            out.append(Violation(path, "minimum" if value < lowest else "maximum", value, node))

    return check


def _array(node: Node, root: Node) -> Check:
    mistyped = _only_type(node)
    shortest, longest = node.get("minItems", 0), node.get("maxItems", 1 << 30)
    item_check = compile_node(node["items"], root)

    def check(value: Any, path: DataPath, out: list[Violation]) -> None:
        if type(value) is not list:
            mistyped(value, path, out)
            return
        if not shortest <= len(value) <= longest:
            keyword = "minItems" if len(value) < shortest else "maxItems"
            out.append(Violation(path, keyword, value, node))
        for index, item in enumerate(value):
            item_check(item, (*path, index), out)
        if len(value) > 1 and "uniqueItems" in node:
            for index in _repeated(value):
                out.append(Violation((*path, index), "uniqueItems", value[index], node))

    return check


def _repeated(items: list[Any]) -> list[int]:
    try:
        if len(frozenset(items)) == len(items):
            return []
    except TypeError:  # entries with fields cannot be hashed
        pass
    few = items[:_COMPARED]
    return [index for index, item in enumerate(few) if any(_same(item, right) for right in few[:index])]


def _same(left: Any, right: Any) -> bool:
    """Equal as in JSON, where true is not 1."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(_same(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(_same, left, right))
    return bool(left == right) and isinstance(left, bool) == isinstance(right, bool)


def _object(node: Node, root: Node) -> Check:
    mistyped = _only_type(node)
    parts = {key: compile_node(part, root) for key, part in node.get("properties", {}).items()}
    required, fewest = node.get("required", ()), node.get("minProperties", 0)
    closed = node.get("additionalProperties") is False
    names = node.get("propertyNames", {}).get("enum")

    def check(value: Any, path: DataPath, out: list[Violation]) -> None:
        if type(value) is not dict:
            mistyped(value, path, out)
            return
        for key, item in value.items():
            if part := parts.get(key):
                part(item, (*path, key), out)
            elif closed:
                out.append(Violation((*path, key), "additionalProperties", item, node))
            if names is not None and key not in names:
                out.append(Violation((*path, key), "propertyNames", item, node))
        for key in required:
            if key not in value:
                out.append(Violation((*path, key), "required", value, node))
        if len(value) < fewest:
            out.append(Violation(path, "minProperties", value, node))

    return check


def _choice(node: Node, _root: Node) -> Check:
    mistyped = _only_type(node)
    keyword = "enum" if "enum" in node else "const"
    values = node.get("enum", [node.get("const")])
    allowed = {(type(choice), choice) for choice in values}

    def check(value: Any, path: DataPath, out: list[Violation]) -> None:
        if type(value) is list or type(value) is dict or (type(value), value) not in allowed:
            before = len(out)
            mistyped(value, path, out)
            if len(out) == before:
                out.append(Violation(path, keyword, value, node))

    return check


def _condition(node: Node, root: Node) -> Check:
    holds = _test(node["if"], root)
    yes, no = compile_node(node.get("then", {}), root), compile_node(node.get("else", {}), root)

    def check(value: Any, path: DataPath, out: list[Violation]) -> None:
        (yes if holds(value) else no)(value, path, out)

    return check


def _test(node: Node, root: Node) -> Callable[[Any], bool]:
    if node.keys() == {"properties", "required"} and len(node["properties"]) == 1:
        [(key, part)] = node["properties"].items()
        if part.keys() == {"const"} and node["required"] == [key]:
            # What every kind of contact asks of every contact: worth a shorter way.
            return lambda value: type(value) is not dict or value.get(key) == part["const"]
    check = compile_node(node, root)

    def holds(value: Any) -> bool:
        failed: list[Violation] = []
        check(value, (), failed)
        return not failed

    return holds


def _every(node: Node, root: Node) -> Check:
    return _all([compile_node(part, root) for part in node["allOf"]])


_COMPARED = 200  # entries; a hostile file may hold ten thousand, which take minutes to compare
_TYPES: dict[str, type] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
}
_MAKERS: list[tuple[set[str], Callable[[Node, Node], Check]]] = [
    ({"minLength", "maxLength", "pattern", "format"}, _string),
    ({"minimum", "maximum"}, _integer),
    ({"items", "uniqueItems", "minItems", "maxItems"}, _array),
    ({"properties", "required", "additionalProperties", "propertyNames", "minProperties"}, _object),
    ({"enum", "const"}, _choice),
    ({"if", "then", "else"}, _condition),
    ({"allOf"}, _every),
]
_KNOWN = {
    "$schema",
    "$id",
    "default",
    "title",
    "description",
    "enumDescriptions",
    "definitions",
    "type",
}.union(*(keys for keys, _ in _MAKERS))
