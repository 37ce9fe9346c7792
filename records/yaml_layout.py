"""Which lines belong to which entry of a collection that is written over several lines.

An entry owns its lines, a comment at their end, the comment lines directly above it (without a blank line
between, and not indented further than the entry), and the comment lines below it that are indented further.
Three kinds of comment lines belong to no entry and are never removed: those at the start of the file, one for
an editor's program (`# yaml-language-server:`), and a field that was commented out (`# photo: ...`), with the
lines above it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from records.yaml_tree import Entry, Node

_FOR_A_PROGRAM = re.compile(r"#\s*yaml-language-server:")
_ENTRY_IN_COMMENT = re.compile(r"#\s*([\w-]+):(?:\s|\Z)")
_BLANKS = re.compile(r"\A(?:[ ]*\r?\n)+")


@dataclass(slots=True)
class Piece:
    """An entry: the `free` lines above it, its `owned` comments, and its own lines up to `end`."""

    free: str
    owned: str
    entry: Entry
    end: int


@dataclass(slots=True)
class Lines:
    """A collection: `indent` of its keys or dashes; `after`, the free lines below the last entry.

    `is_inline` says that the first entry shares its line with the dash of an outer list (`- a: 1`).
    """

    pieces: list[Piece]
    after: str
    indent: str
    is_inline: bool


def take_apart(text: str, node: Node, start: int, limit: int, keys: Collection[str]) -> Lines:
    """`start` is where the first line begins, `limit` the end of the lines that may belong to it."""
    is_inline = start == node.start
    column = node.start - (text.rfind("\n", 0, node.start) + 1)
    pieces: list[Piece] = []
    for entry, following in zip(node.entries, [*node.entries[1:], None], strict=True):
        line = start if is_inline and not pieces else text.rfind("\n", 0, entry.start) + 1
        free, owned = _split(text[start:line], column, keys, is_head=start == 0)
        next_line = text.rfind("\n", 0, following.start) + 1 if following else limit
        end = _end(text, entry, next_line, column)
        pieces.append(Piece(free, owned, entry, end))
        start = end
    return Lines(pieces, text[start:limit], " " * column, is_inline)


def drop(lines: Lines, kept: Collection[int | None]) -> str:
    """Removes all entries but the kept ones, and gives the free lines at the top.

    The free lines of a removed entry are passed to the next one that is kept. Blank lines above a removed
    entry are removed if there are others below it.
    """
    top, left = lines.pieces[0].free, ""
    lines.pieces[0].free = ""
    for index, piece in enumerate(lines.pieces):
        piece.free = _joined(left, piece.free)
        left = "" if index in kept else piece.free
    lines.after = _joined(left, lines.after) if left.strip() else lines.after
    return top


def own_end(text: str, node: Node) -> int:
    """The start of the line after a value."""
    if node.style in ("|", ">"):
        return node.end
    if node.style == "-" and node.entries:
        last = node.entries[-1]
        return max(own_end(text, last.node), text.find("\n", last.head_end) + 1)
    return text.find("\n", node.end) + 1


def _joined(left: str, free: str) -> str:
    return free if not left.strip() and _BLANKS.match(free) else left + free


def without_blanks_above(lines: str) -> str:
    return _BLANKS.sub("", lines)


def column_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _end(text: str, entry: Entry, limit: int, column: int) -> int:
    """Comment lines that are indented further than an entry belong to it, with the blank lines between."""
    end = at = max(own_end(text, entry.node), text.find("\n", entry.head_end - 1) + 1)
    for line in text[at:limit].splitlines(keepends=True):
        at += len(line)
        if line.lstrip(" ").startswith("#") and column_of(line) > column:
            end = at
        elif line.strip():
            break
    return end


def _split(lines: str, column: int, keys: Collection[str], is_head: bool) -> tuple[str, str]:
    above = lines.splitlines(keepends=True)
    first = len(above)
    while first and _is_owned(above[first - 1], column, keys):
        first -= 1
    if is_head and not first:
        first = len(above)
    return "".join(above[:first]), "".join(above[first:])


def _is_owned(line: str, column: int, keys: Collection[str]) -> bool:
    comment = line.strip()
    if not comment.startswith("#") or column_of(line) > column or _FOR_A_PROGRAM.match(comment):
        return False
    in_comment = _ENTRY_IN_COMMENT.match(comment)
    return not (in_comment and in_comment[1] in keys)
