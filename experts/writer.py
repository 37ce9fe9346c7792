"""Writes a profile as YAML that an editor likes to read and that reads back equal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from experts.schema import profile_schema
from records import yaml_reader, yaml_scalars
from records.json_schema import Node, at

HEADER = "# yaml-language-server: $schema=../schema.json\n"

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_ESCAPED = re.compile(f'["\\\\\n\r]|{yaml_scalars.REFUSED.pattern}')
_UNWRITABLE = re.compile("[\ud800-\udfff]|" + yaml_scalars.CONTROL.pattern)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_ONE_LETTER_BOOLEANS = frozenset("yYnN")


def dump(data: Mapping[str, Any]) -> str:
    """Fields in the order of the schema. Raises ValueError for what cannot be read back."""
    text = HEADER + ("\n".join(_fields(data, "", profile_schema())) or "{}") + "\n"
    try:
        if yaml_reader.read(text.encode()) == data:
            return text
    except yaml_reader.YamlError as error:
        raise ValueError(str(error)) from error
    raise ValueError("this cannot be written as YAML that reads back equal")


def _fields(data: Mapping[str, Any], indent: str, node: Node) -> Iterator[str]:
    parts = at(profile_schema(), node).get("properties", {})
    order = {key: place for place, key in enumerate(parts)}
    for key in sorted(data, key=lambda key: order.get(key, len(order))):
        # `on` needs no quotes for those who read our files, and every field of ours is plain.
        name = key if key in parts else _scalar(key, "")
        yield from _entry(f"{indent}{name}:", data[key], indent, parts.get(key, {}))


def _entry(start: str, value: Any, indent: str, node: Node) -> Iterator[str]:
    """A value after its key or dash; what does not fit there goes on lines of its own below."""
    if isinstance(value, dict) and value:
        yield start
        yield from _fields(value, indent + "  ", node)
    elif isinstance(value, list) and value:
        yield start
        for item in value:
            yield from _item(item, indent + "  ", at(profile_schema(), node).get("items", {}))
    else:
        yield f"{start} {_scalar(value, indent + '  ')}"


def _item(value: Any, indent: str, node: Node) -> Iterator[str]:
    if isinstance(value, dict) and value:
        first, *rest = _fields(value, indent + "  ", node)
        yield f"{indent}- {first[len(indent) + 2 :]}"
        yield from rest
    else:
        yield from _entry(f"{indent}-", value, indent, node)


def _scalar(value: Any, indent: str) -> str:
    if isinstance(value, str):
        return _text(value, indent)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float):
        return repr(value).replace("inf", ".inf")
    if value in ([], {}):
        return "[]" if isinstance(value, list) else "{}"
    raise ValueError(f"{type(value).__name__} has no form in YAML here")


def _text(value: str, indent: str) -> str:
    if found := _UNWRITABLE.search(value):
        raise ValueError(f"text cannot hold the character U+{ord(found[0]):04X}")
    if indent and _fits_block(value):
        return _block(value, indent)
    if _is_plain(value):
        return value
    return f'"{_ESCAPED.sub(_escape, value)}"'


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    return _ESCAPES.get(char) or (f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}")


def _fits_block(value: str) -> bool:
    # A first line that begins with a space, or blank lines with spaces, would need more care.
    lines = value.split("\n")
    return (
        len(lines) > 1
        and lines[0][:1].strip() != ""
        and all(line.strip(" ") or not line for line in lines)
        and "\r" not in value
        and not yaml_scalars.REFUSED.search(value)
    )


def _block(value: str, indent: str) -> str:
    body = value.rstrip("\n")
    keep = {0: "|-", 1: "|"}.get(len(value) - len(body), "|+")
    lines = value.removesuffix("\n").split("\n")
    return "\n".join([keep, *(indent + line if line else "" for line in lines)])


def _is_plain(value: str) -> bool:
    return (
        value[:1].isalnum()
        and value == value.strip()
        and not re.search(r":(?:\s|\Z)|\s#", value)
        and not _ESCAPED.search(value)
        and not _means_something(value)
    )


def _means_something(value: str) -> bool:
    """Whether a reader of YAML 1.1 or 1.2 takes it for anything but text.

    Days stay as they are: our reader and editors' programs read them as text.
    """
    if _DAY.match(value):
        return False
    implicit = yaml.SafeLoader.yaml_implicit_resolvers.get(value[0], [])
    return (
        value in _ONE_LETTER_BOOLEANS
        or yaml_scalars.resolve(value) is not value
        or any(pattern.match(value) for _tag, pattern in implicit)
    )
