"""One value in the place of another: what is on the line of its key or dash, and the lines below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from records import yaml_scalar_writer, yaml_writer
from records.key_order import KeyOrder
from records.yaml_layout import column_of
from records.yaml_tree import Entry, Node

_BLOCK_SIGN = re.compile(r"[|>][0-9+-]*")


class Source(NamedTuple):
    """The text that is edited, and the line end that new lines get."""

    text: str
    ending: str

    def joined(self, lines: Sequence[str]) -> str:
        return "".join(line + self.ending for line in lines)


def replaced(source: Source, entry: Entry, limit: int, new: Any, indent: str, order: KeyOrder) -> str:
    """The text after the key or dash of an entry, up to its limit.

    A comment on the first line stays, and comment lines below a single value do. Comments inside a
    collection go with it.
    """
    gap = _gap(source.text, entry)
    note, below = _comments(source.text, entry, limit)
    moved = _comments_of_gap(gap, note, indent + "  ", source.ending, below) if "\n" in gap else (note, below)
    first, lines = _written(source, entry, new, indent, order, moved[1])
    if lines:
        note, below = moved
    if lines or not gap:
        gap = " " if first else ""
    head = f"{gap}{first}{note}{source.ending}"
    if lines and not first:
        return head + below + source.joined(lines)  # above a block, where they cannot be taken for its text
    return head + source.joined(lines) + below


def keeps_blanks(text: str, node: Node, has_changed: bool) -> bool:
    """Whether blank lines after a value would become part of it, because a text in it is written `|+`."""
    if node.style in ("|", ">"):
        return "+" in _sign(text, node)
    entries = node.entries if has_changed else node.entries[-1:]
    return any(keeps_blanks(text, entry.node, has_changed) for entry in entries)


def _sign(text: str, node: Node) -> str:
    match = _BLOCK_SIGN.match(text, node.start)
    return match[0] if match else ""


def _gap(text: str, entry: Entry) -> str:
    """What is between the head and a value that is not a collection on lines of its own."""
    return "" if entry.node.style == "-" else text[entry.head_end : entry.node.start]


def _comments(text: str, entry: Entry, limit: int) -> tuple[str, str]:
    """The comment on the first line of a value with the spaces before it, and the comment lines below."""
    node = entry.node
    if node.style == "-":
        line, ending, _ = text[entry.head_end : node.start].partition("\n")
        return line.rstrip("\r") if ending else "", ""
    at = node.start + len(_sign(text, node)) if node.style in ("|", ">") else node.end
    note = text[at : text.find("\n", at)].rstrip("\r")
    return note, text[max(node.end, text.find("\n", at) + 1) : limit]


def _comments_of_gap(gap: str, note: str, indent: str, ending: str, below: str) -> tuple[str, str]:
    """The same for a value that moves from a line below its key to the line of the key."""
    line, _, rest = gap.partition("\n")
    after = f"{indent}{note.strip()}{ending}" if note.strip() else ""
    return line.rstrip("\r"), rest[: rest.rfind("\n") + 1] + after + below


def _written(
    source: Source, entry: Entry, new: Any, indent: str, order: KeyOrder, below: str
) -> tuple[str, list[str]]:
    node = entry.node
    if not isinstance(new, str):
        if entry.key is None:
            return yaml_writer.after_dash(new, indent, order)
        return yaml_writer.after_key(new, indent, order, len(indent) + entry.head_end - entry.start)
    inner = _block_indent(source.text, node) or indent + "  "
    was_block = node.style in ("|", ">")
    wants_block = was_block or ("\n" in new and "\n" not in str(node.value))
    if wants_block and yaml_scalar_writer.fits_block(new) and _may_stand_above(below, inner):
        sign, lines = yaml_scalar_writer.block(new, inner)
        return sign, _as_they_were(source.text[node.start : node.end], lines) if was_block else lines
    return yaml_scalar_writer.inline(new, quote=node.style), []


def _block_indent(text: str, node: Node) -> str:
    """The indentation of a block; none if it is not one, or if its sign states it (`|2`)."""
    if node.style not in ("|", ">") or any(map(str.isdigit, _sign(text, node))):
        return ""
    lines = text[node.start : node.end].splitlines()[1:]
    return next((" " * column_of(line) for line in lines if line.strip()), "")


def _may_stand_above(comments: str, indent: str) -> bool:
    """A comment line that is indented as far as a block would become part of its text."""
    return all(column_of(line) < len(indent) for line in comments.splitlines() if line.strip())


def _as_they_were(old: str, lines: list[str]) -> list[str]:
    """Blank lines keep the spaces that they were written with."""
    blanks = [line for line in old.splitlines()[1:] if not line.strip()]
    return [line or (blanks.pop(0) if blanks else "") for line in lines]
