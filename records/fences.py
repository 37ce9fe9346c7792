"""Code between two fences, line by line and as GitHub reads it, also inside the items of lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

TOO_DEEP = "more than three spaces stand before this fence, so it begins no code; begin it further left"
MAY_BEGIN = re.compile("```|~~~")

_FENCE = re.compile(r"( *)(`{3,}(?=[^`]*\Z)|~{3,})(.*)\Z")
_ITEM = re.compile(r"( *(?:[-*+]|\d{1,9}[.)]) +)\S")
_FURTHER = 3  # spaces that may stand before a fence, in the text or in an item


@dataclass(frozen=True, slots=True)
class Fence:
    """An open fence. `inside` is the column where the text of its list item begins; 0 outside of lists."""

    line: int
    signs: str
    depth: int
    inside: int

    @property
    def too_deep(self) -> bool:
        return self.depth > self.inside + _FURTHER

    def holds(self, line: str) -> bool:
        """A line further left than the item ends the item, and the code with it."""
        return not line.strip() or _depth(line) >= self.inside

    def ends(self, line: str) -> bool:
        match = _FENCE.match(line)
        if not match or len(match[1]) > self.inside + _FURTHER:
            return False
        return match[2].startswith(self.signs) and not match[3].strip()

    def left(self) -> str:
        return (
            f"this line ends the list item with the code of line {self.line}; "
            f"begin the lines of the code with {self.inside} spaces"
        )


def begun(number: int, line: str, before: Sequence[str]) -> Fence | None:
    """The fence that this line opens, if any; `before` are the lines above it."""
    match = _FENCE.match(line)
    if not match:
        return None
    return Fence(number, match[2], len(match[1]), _inside(len(match[1]), before))


def _inside(depth: int, before: Sequence[str]) -> int:
    """The column where the text of the enclosing list item begins, 0 if there is none.

    Goes up through lines that are indented less and less, to an item whose text begins at `depth` or before.
    """
    left = depth + 1
    for line in reversed(before):
        if not line.strip() or _depth(line) >= left:
            continue
        left = _depth(line)
        item = _ITEM.match(line)
        if item and len(item[1]) <= depth:
            return len(item[1])
        if not left:
            break
    return 0


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
