"""Rewrites the text of a document so that it holds other data; yaml_editor.py has the rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from records import yaml_flow, yaml_layout, yaml_match, yaml_scalar_writer, yaml_writer
from records.key_order import KeyOrder
from records.yaml_layout import Lines, Piece
from records.yaml_match import Slot
from records.yaml_replace import Source, keeps_blanks, replaced
from records.yaml_tree import Entry, Node
from records.yaml_writer import same


def document(source: Source, root: Node, data: Mapping[str, Any], order: KeyOrder) -> str:
    """The whole text, which must end in a line end."""
    if not isinstance(root.value, dict):
        raise ValueError("the file is not made of fields")
    edit = _Edit(source)
    if not _is_editable(root, data):
        return edit.rewritten(root, data, order)
    if root.style == "-":
        return edit.lines(root, 0, len(source.text), data, order)
    return source.text[: root.start] + edit.brackets(root, data, order) + source.text[root.end :]


def _is_editable(node: Node, new: Any) -> bool:
    """Whether entries can be changed one by one; if not, the whole value is replaced."""
    return type(node.value) is type(new) and bool(new and node.entries) and node.is_regular


class _Edit:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text

    def rewritten(self, root: Node, data: Mapping[str, Any], order: KeyOrder) -> str:
        fresh = list(yaml_writer.fields(data, "", order)) or ["{}"]
        rest = self.text[yaml_layout.own_end(self.text, root) :]
        return self.text[: root.start] + self.source.joined(fresh) + rest

    def lines(self, node: Node, start: int, limit: int, new: Any, order: KeyOrder) -> str:
        """A collection on lines of its own, from the start of its first line to the limit."""
        layout = yaml_layout.take_apart(self.text, node, start, limit, order.fields)
        slots = yaml_match.slots(node.value, new, order)
        result, is_open = yaml_layout.drop(layout, {slot.old for slot in slots}), False
        for slot in slots:
            above, body, is_next_open = self.entry(layout, slot, order)
            above = yaml_layout.without_blanks_above(above) if is_open else above
            if layout.is_inline and not result:
                result = above.lstrip() + (layout.indent if above.strip() else "") + body
            else:
                result += above + layout.indent + body
            is_open = is_next_open
        return result + (yaml_layout.without_blanks_above(layout.after) if is_open else layout.after)

    def entry(self, layout: Lines, slot: Slot, order: KeyOrder) -> tuple[str, str, bool]:
        """The lines above an entry, its own, and whether blank lines after it would become part of it."""
        if slot.old is None:
            return "", self.fresh(slot, layout.indent, order), False
        piece = layout.pieces[slot.old]
        node = piece.entry.node
        is_open = keeps_blanks(self.text, node, has_changed=not same(node.value, slot.value))
        return piece.free + piece.owned, self.piece(piece, slot, layout.indent, order), is_open

    def fresh(self, slot: Slot, indent: str, order: KeyOrder) -> str:
        """The lines of a new entry, without the indentation of the first."""
        if slot.key is None:
            lines = list(yaml_writer.item(slot.value, indent, order.items()))
        else:
            lines = list(yaml_writer.field(slot.key, slot.value, indent, order))
        return self.source.joined(lines)[len(indent) :]

    def piece(self, piece: Piece, slot: Slot, indent: str, order: KeyOrder) -> str:
        """The lines of an old entry, without the indentation of the first."""
        entry, node, new = piece.entry, piece.entry.node, slot.value
        if same(node.value, new):
            return self.text[entry.start : piece.end]
        inner = order.items() if slot.key is None else order.of(slot.key)
        if not _is_editable(node, new):
            head = self.text[entry.start : entry.head_end]
            return head + replaced(self.source, entry, piece.end, new, indent, inner)
        if node.style == "[":
            head = self.text[entry.start : node.start]
            return head + self.brackets(node, new, inner) + self.text[node.end : piece.end]
        start = node.start if self.is_inline(entry) else self.text.find("\n", entry.head_end) + 1
        return self.text[entry.start : start] + self.lines(node, start, piece.end, new, inner)

    def is_inline(self, entry: Entry) -> bool:
        return "\n" not in self.text[entry.head_end : entry.node.start]

    def brackets(self, node: Node, new: Any, order: KeyOrder) -> str:
        """A collection in brackets, with them."""
        old = yaml_flow.take_apart(self.text, node)
        slots = yaml_match.slots(node.value, new, order)
        bodies = [self.body(node, slot, order) for slot in slots]
        parts = [None if slot.old is None else old.parts[slot.old] for slot in slots]
        column = node.start - self.text.rfind("\n", 0, node.start)
        margin = self.source.ending + " " * column
        placed = yaml_flow.place(parts, old.parts, bodies)
        return yaml_flow.put_together(old, placed, margin)

    def body(self, node: Node, slot: Slot, order: KeyOrder) -> str:
        """An entry between brackets."""
        inner = order.items() if slot.key is None else order.of(slot.key)
        if slot.old is not None:
            entry = node.entries[slot.old]
            gap = yaml_flow.value_gap(self.text, entry)
            if same(entry.node.value, slot.value):
                return self.text[entry.start : max(entry.head_end, entry.node.end)]
            return self.text[entry.start : entry.head_end] + gap + self.value(entry.node, slot.value, inner)
        if slot.key is None:
            return yaml_writer.flow(slot.value, inner)
        return f"{yaml_writer.name(slot.key, order, flow=True)}: {yaml_writer.flow(slot.value, inner)}"

    def value(self, node: Node, new: Any, order: KeyOrder) -> str:
        if _is_editable(node, new):
            return self.brackets(node, new, order)
        if isinstance(new, str):
            return yaml_scalar_writer.inline(new, flow=True, quote=node.style)
        return yaml_writer.flow(new, order)
