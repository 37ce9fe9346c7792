"""A collection in brackets, `[a, b]` or `{a: 1}`, taken apart and put together again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from records.yaml_tree import Entry, Node

# Up to the comma; a comma in a comment is none.
_COMMA = re.compile(r"((?:\s|#[^\n]*\n)*),")
_COMMENT_ON_LINE = re.compile(r"[ ]*#[^\r\n]*")


@dataclass(slots=True)
class Part:
    """An entry with `lead` before it, `gap` up to its comma, and the comment behind that."""

    lead: str
    body: str
    gap: str = ""
    comment: str = ""


@dataclass(slots=True)
class Brackets:
    """`parts` are those of the old collection; `comma` is the one behind the last entry, or ""."""

    parts: list[Part]
    comma: str
    close: str  # all behind the last entry, up to the closing bracket and with it


def take_apart(text: str, node: Node) -> Brackets:
    parts, at = [], node.start + 1
    comma = ""
    for entry in node.entries:
        end = max(entry.node.end, entry.head_end)
        part = Part(text[at : entry.start], text[entry.start : end])
        at, comma = end, ""
        if match := _COMMA.match(text, end, node.end):
            part.gap, comma, at = match[1], ",", match.end()
        if comment := _COMMENT_ON_LINE.match(text, at, node.end):
            part.comment, at = comment[0], comment.end()
        parts.append(part)
    return Brackets(parts, comma, text[at : node.end])


def put_together(opening: str, brackets: Brackets, parts: list[Part], margin: str) -> str:
    """`margin` is a line end with the indentation for what cannot stand behind a comment."""
    pieces, commented = [opening], False
    for place, part in enumerate(parts):
        is_last = place == len(parts) - 1
        lead = part.lead
        if commented and "\n" not in lead:
            lead = margin + lead.lstrip()
        comma = brackets.comma if is_last else ","
        pieces += [lead, part.body, part.gap if comma else part.gap.rstrip(" "), comma, part.comment]
        commented = bool(part.comment)
    close = brackets.close
    if commented and "\n" not in close:
        close = margin + close.lstrip()
    return "".join([*pieces, close])


def place(parts: list[Part | None], old: list[Part], bodies: list[str]) -> list[Part]:
    """The new entries with their spaces: their own, or those that are usual at their place."""
    first = _spaces(old[0].lead)
    other = _spaces(old[1].lead) if len(old) > 1 else first if "\n" in first else " "
    placed = []
    for index, (part, body) in enumerate(zip(parts, bodies, strict=True)):
        usual = other if index else first
        if part is None:
            placed.append(Part(usual, body))
        elif "\n" in part.lead or (index == 0) == (part is old[0]):
            placed.append(Part(part.lead, body, part.gap, part.comment))
        else:
            placed.append(Part(usual, body, part.gap, part.comment))
    return placed


def _spaces(lead: str) -> str:
    """A line break, if there is one, and the indentation; without comments."""
    ending = re.search(r"\r?\n", lead)
    return ending[0] + lead.rpartition("\n")[2] if ending else lead


def value_gap(text: str, entry: Entry) -> str:
    """What is between a key and its value: nothing where an empty value is to be filled."""
    gap = text[entry.head_end : entry.node.start]
    return gap if gap or entry.node.end > entry.node.start or entry.key is None else " "
