"""A YAML document as a tree of values that know where they are written.

Positions are indexes of characters in the text; the parser counts a character beyond U+FFFF as one and
the line end CR LF as two.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from records import yaml_events
from records.yaml_scalars import resolve

_COMMENT = re.compile(r"#[^\n]*")
_COLON = re.compile(r"\s*:")
_DASH = re.compile(r"(?:\s|#[^\n]*\n)*-")


@dataclass(slots=True)
class Node:
    """A value; `style` is its sign: a quote, `|`, `>`, `[` for brackets, `-` for lines, "" for plain."""

    start: int
    end: int
    style: str
    value: Any
    entries: list[Entry] = field(default_factory=list)
    # False for the rare forms that are not edited but rewritten: `? key`, `[a: 1]`, `{a}`.
    is_regular: bool = True


@dataclass(slots=True)
class Entry:
    """A part of a collection. It starts at its key or dash; `head_end` is after the colon or dash."""

    key: str | None
    start: int
    head_end: int
    node: Node


def parse(source: str, text: str) -> Node:
    """The tree of a readable document. `text` is the source, and may hold one more line end."""
    builder = _Builder(source, text)
    builder.next(), builder.next()
    return builder.node(builder.next(), 0)


class _Builder:
    def __init__(self, source: str, text: str) -> None:
        self.next: Callable[[], Any] = yaml_events.events(source)
        self.text = text

    def node(self, event: Any, head_end: int) -> Node:
        if type(event) is ScalarEvent:
            return self.scalar(event, head_end)
        in_brackets = event.flow_style
        start = event.start_mark.index
        node = Node(start, start, "[" if in_brackets else "-", None)
        if in_brackets and self.text[start] not in "[{":
            node.is_regular = False  # a pair in a list, without braces of its own
        at = start + 1 if in_brackets and node.is_regular else start
        end = self.mapping(node, at) if type(event) is MappingStartEvent else self.sequence(node, at)
        if in_brackets:
            node.end = end.end_mark.index
        elif node.entries:
            node.end = node.entries[-1].node.end
        return node

    def scalar(self, event: Any, head_end: int) -> Node:
        start, end, style = event.start_mark.index, event.end_mark.index, event.style or ""
        if start == end:
            return Node(head_end, head_end, style, resolve(event.value))
        if style in ("|", ">"):
            end = self.end_of_block(start, end)
        return Node(start, end, style, event.value if style else resolve(event.value))

    def end_of_block(self, start: int, end: int) -> int:
        """After its last line; blank lines that follow belong to it only if it keeps them (`|+`)."""
        end = self.text.find("\n", end - 1) + 1
        head, *lines = self.text[start:end].splitlines(keepends=True)
        if "+" in head.partition("#")[0]:
            return end
        indent = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
        while lines and len(lines[-1].rstrip("\r\n")) <= indent and not lines[-1].strip():
            end -= len(lines.pop())
        return end

    def mapping(self, node: Node, at: int) -> Any:
        node.value = {}
        while type(event := self.next()) is not MappingEndEvent:
            start, key_end = event.start_mark.index, event.end_mark.index
            colon = _COLON.match(self.text, key_end)
            if colon is None or "?" in _COMMENT.sub("", self.text[at:start]):
                node.is_regular = False
            head_end = colon.end() if colon else key_end
            child = self.node(self.next(), head_end)
            node.entries.append(Entry(event.value, start, head_end, child))
            node.value[event.value] = child.value
            at = child.end
        return event

    def sequence(self, node: Node, at: int) -> Any:
        node.value = []
        while type(event := self.next()) is not SequenceEndEvent:
            start = head_end = event.start_mark.index
            if node.style == "-" and (dash := _DASH.match(self.text, at)):
                start, head_end = dash.end() - 1, dash.end()
            child = self.node(event, head_end)
            node.entries.append(Entry(None, start, head_end, child))
            node.value.append(child.value)
            at = child.end
        return event
