"""Fields above a text, brought from what somebody typed to what the schema declares."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from records.dates import DAY
from records.diagnostic import DataPath
from records.json_schema import Node, at
from records.yaml_reader import Place

_DAY_AND_TIME = re.compile(
    rf"({DAY})" r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?\Z"
)
_ANSWERS = {True: "yes", False: "no"}


def named(name: str, aliases: Mapping[str, str]) -> str:
    """The name of a field in the schema: the alias that it stands for, or itself in small letters."""
    return aliases.get(name.lower(), name.lower())


def declared(data: Mapping[str, Any], schema: Node, aliases: Mapping[str, str]) -> dict[str, Any]:
    """`schema` is that of an object. Fields without a value are left out, unknown ones left as they are."""
    fields: dict[str, Any] = {}
    for name, value in data.items():
        key = named(name, aliases)
        part = schema["properties"].get(key)
        if value not in ("", None):
            fields[key] = value if part is None else _declared(value, at(schema, part))
    return fields


def twice(data: Mapping[str, Any], aliases: Mapping[str, str]) -> list[str]:
    """Names in `data` of a field that an earlier name already gives, such as `date` after `Date`."""
    keys = [named(name, aliases) for name in data]
    return [name for index, name in enumerate(data) if keys[index] in keys[:index]]


def places_of(
    places: Callable[[], Mapping[DataPath, Place]], aliases: Mapping[str, str]
) -> Callable[[], Mapping[DataPath, Place]]:
    """The places of the values under the names that `declared` gives them."""
    return lambda: {
        (named(str(path[0]), aliases), *path[1:]) if path else path: place for path, place in places().items()
    }


def _declared(value: Any, node: Node) -> Any:
    if node.get("type") == "array":
        return (
            [part for word in value.split(",") if (part := word.strip())] if isinstance(value, str) else value
        )
    if node.get("type") == "integer" and isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value[:9])
    allowed = node.get("enum", ())
    if isinstance(value, bool) and "yes" in allowed:
        return _ANSWERS[value]
    if isinstance(value, str) and value.lower() in allowed and len(allowed) < _FEW:
        return value.lower()
    if node.get("format") == "date" and isinstance(value, str) and (day := _DAY_AND_TIME.match(value)):
        return day[1]
    return value


_FEW = 10  # choices of ours; codes of countries and languages are as they are
