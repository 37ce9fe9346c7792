"""Reads the small data files of content/, each against a schema that its plugin states."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from records import yaml_reader
from records.diagnostic import Diagnostic, field_name
from records.json_schema import compile_schema
from records.schema_keywords import Violation
from records.suggestions import no_such_field

Node = Mapping[str, Any]

TEXT = {"type": "string", "minLength": 1}
WEB = {
    "type": "string",
    "pattern": r"^https?://\S+$",
    "description": "a full web address, which starts with https://",
}
DAY = {"type": "string", "format": "date", "description": "a day in the form 2026-07-30"}
YEAR = {"type": "integer", "minimum": 1900, "maximum": 2100, "description": "a year from 1900 to 2100"}
MAYBE_DAY = {
    "if": {"type": "string"},
    "then": DAY,
    "else": {"enum": [None], "description": "a day in the form 2026-07-30, nor null"},
}
TYPES = {
    "object": "a group of fields", "array": "a list", "string": "text (put it in quotes)",
    "boolean": "true or false", "integer": "a whole number",
}  # fmt: skip


def record(required: Mapping[str, Any], optional: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The schema of an object that has these keys and no other."""
    properties = {**required, **(optional or {})}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": properties,
    }


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file as it was read; `value` is empty where it is missing or wrong."""

    path: str
    value: Any
    diagnostics: tuple[Diagnostic, ...] = ()
    places: Mapping[Any, yaml_reader.Place] = field(default_factory=dict)

    def diagnostic(self, place: tuple[str | int, ...], message: str) -> Diagnostic:
        return Diagnostic(self.path, yaml_reader.line(self.places, place), field_name(place), message)


def read_list(root: Path, path: str, entry: Node) -> DataFile:
    return _read(root, path, [], lambda value: {"type": "array", "items": entry})


def read_map(root: Path, path: str, entry: Node) -> DataFile:
    return _read(root, path, {}, lambda value: {"type": "object", "properties": dict.fromkeys(value, entry)})


def _read(root: Path, path: str, empty: Any, node: Callable[[Any], Node]) -> DataFile:
    file = root / path
    if not file.exists():
        return DataFile(path, empty)
    source = file.read_bytes()
    try:
        value = yaml_reader.read(source)
    except yaml_reader.YamlError as error:
        return DataFile(path, empty, tuple(Diagnostic(path, line, "", text) for line, text in error.messages))
    read = DataFile(path, value, (), yaml_reader.places(source))
    if type(value) is not type(empty):
        return DataFile(path, empty, (read.diagnostic((), f"should be a {type(empty).__name__}"),))
    violations = compile_schema(node(value))(value)
    return replace(
        read,
        value=empty if violations else value,
        diagnostics=tuple(_told(read, violation) for violation in violations),
    )


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _told(file: DataFile, violation: Violation) -> Diagnostic:
    known = violation.node
    match violation.keyword:
        case "required":
            message = "is missing"
        case "additionalProperties":
            message = no_such_field(str(violation.path[-1]), known["properties"])
        case "type":
            message = f"should be {TYPES[known['type']]}"
        case "minLength":
            message = "is empty"
        case _:
            message = f"{violation.value!r} is not {known.get('description', 'allowed here')}"
    return file.diagnostic(violation.path, message)
