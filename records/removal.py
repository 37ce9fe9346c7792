"""Which values can be deleted without breaking the schema, so that advice never leads to another error."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from records.diagnostic import DataPath
from records.json_schema import Node, compile_schema

if TYPE_CHECKING:
    from records.schema_keywords import Violation

_LACKING = ("required", "minItems", "minProperties")
_compiled: dict[int, tuple[Node, Callable[[Any], list[Violation]]]] = {}


def removable(schema: Node, data: Any, path: DataPath) -> DataPath | None:
    """The path of the value, else of the nearest part around it that can be deleted; None if none can."""
    check = _check(schema)
    before = check(data)
    while path:
        if _lacking(check(_without(data, path)), path) <= _lacking(before, path):
            return path
        path = path[:-1]
    return None


def _check(schema: Node) -> Callable[[Any], list[Violation]]:
    """The compiled check. The schema is kept beside it, so that its id is not reused."""
    if id(schema) not in _compiled:
        _compiled[id(schema)] = schema, compile_schema(schema)
    return _compiled[id(schema)][1]


def _lacking(violations: list[Violation], path: DataPath) -> set[tuple[DataPath, str]]:
    """What is missing or too short; not in the entries of a list that move up when one of them goes."""
    moved = path[:-1] if isinstance(path[-1], int) else None
    return {
        (violation.path, violation.keyword)
        for violation in violations
        if violation.keyword in _LACKING
        and (moved is None or violation.path[: len(moved)] != moved or len(violation.path) == len(moved))
    }


def _without(data: Any, path: DataPath) -> Any:
    copy = data.copy()
    if len(path) == 1:
        del copy[path[0]]
    else:
        copy[path[0]] = _without(copy[path[0]], path[1:])
    return copy
