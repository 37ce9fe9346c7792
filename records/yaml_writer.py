"""Writes data as YAML in the style of CONTRIBUTING.md.

A list of single values, and a mapping inside a list or another mapping, are written in brackets if they fit
on a line. What does not fit, lists of mappings, and the mappings directly under the document get a line for
each part: git can merge two changes of different lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from records import yaml_reader, yaml_scalar_writer
from records.key_order import KeyOrder

WIDTH = 100  # columns that a line in brackets may take


def dump(data: Mapping[str, Any], order: KeyOrder, header: str = "") -> str:
    """Fields in the given order. Raises ValueError for what cannot be read back."""
    text = header + ("\n".join(fields(data, "", order)) or "{}") + "\n"
    must_read_back(text.encode(), data)
    return text


def must_read_back(source: bytes, data: Any) -> None:
    """Raises ValueError unless our reader reads exactly this data."""
    try:
        if same(yaml_reader.read(source), data):
            return
    except yaml_reader.YamlError as error:
        raise ValueError(str(error)) from error
    raise ValueError("this cannot be written as YAML that reads back equal")


def same(left: Any, right: Any) -> bool:
    """Equal and of equal types throughout: in Python alone, True is 1 and 1 is 1.0."""
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(value, right[key]) for key, value in left.items())
    if isinstance(left, list):
        return len(left) == len(right) and all(map(same, left, right))
    return bool(left == right)


def fields(data: Mapping[str, Any], indent: str, order: KeyOrder) -> Iterator[str]:
    """The lines of a mapping, each with its indentation."""
    for key in order.sorted(data):
        yield from field(key, data[key], indent, order)


def field(key: str, value: Any, indent: str, order: KeyOrder) -> Iterator[str]:
    head = f"{indent}{name(key, order)}:"
    first, below = after_key(value, indent, order.of(key), len(head))
    yield f"{head} {first}" if first else head
    yield from below


def item(value: Any, indent: str, order: KeyOrder) -> Iterator[str]:
    """The lines of one entry of a list, from its dash on."""
    first, below = after_dash(value, indent, order)
    yield f"{indent}- {first}"
    yield from below


def name(key: str, order: KeyOrder, flow: bool = False) -> str:
    # `on` needs no quotes for those who read our files, and every field of ours is plain.
    return key if key in order.fields else yaml_scalar_writer.inline(key, flow)


def after_key(value: Any, indent: str, order: KeyOrder, column: int) -> tuple[str, list[str]]:
    """What is on the line of the key, and the lines below it."""
    if not _is_collection(value):
        return after(value, indent)
    if isinstance(value, list) or indent:
        line = flow(value, order)
        if _is_brief(value) and column + 1 + len(line) <= WIDTH:
            return line, []
    if isinstance(value, dict):
        return "", list(fields(value, indent + "  ", order))
    return "", [line for each in value for line in item(each, indent + "  ", order.items())]


def after_dash(value: Any, indent: str, order: KeyOrder) -> tuple[str, list[str]]:
    """The same for an entry of a list: its first line continues the line of the dash."""
    if not _is_collection(value):
        return after(value, indent)
    line = flow(value, order)
    if _is_brief(value) and len(indent) + 2 + len(line) <= WIDTH:
        return line, []
    inner = indent + "  "
    lines = (
        fields(value, inner, order)
        if isinstance(value, dict)
        else [line for each in value for line in item(each, inner, order.items())]
    )
    first, *below = lines
    return first[len(inner) :], below


def after(value: Any, indent: str) -> tuple[str, list[str]]:
    """The same for a single value: a text of several lines is written below."""
    if isinstance(value, str) and "\n" in value and yaml_scalar_writer.fits_block(value):
        return yaml_scalar_writer.block(value, indent + "  ")
    return yaml_scalar_writer.inline(value), []


def flow(value: Any, order: KeyOrder) -> str:
    """Any value on one line, collections in brackets."""
    if isinstance(value, dict):
        parts = (
            f"{name(key, order, flow=True)}: {flow(value[key], order.of(key))}" for key in order.sorted(value)
        )
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(each, order.items()) for each in value) + "]"
    return yaml_scalar_writer.inline(value, flow=True)


def _is_collection(value: Any) -> bool:
    return isinstance(value, dict | list) and bool(value)


def _is_brief(value: Any) -> bool:
    """Whether it may stand on one line: no list of collections, no text of several lines."""
    if isinstance(value, dict):
        return all(map(_is_brief, value.values()))
    if isinstance(value, list):
        return not any(_is_collection(each) or not _is_brief(each) for each in value)
    return not (isinstance(value, str) and "\n" in value)
