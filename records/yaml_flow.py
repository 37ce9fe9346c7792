"""Takes a collection in brackets, `[a, b]` or `{a: 1}`, apart and puts it together with other entries."""

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
    """`opening` is the bracket with the comment after it; `comma` is the one after the last entry, or ""."""

    opening: str
    parts: list[Part]
    comma: str
    closing: str  # everything after the last entry, with the bracket


def take_apart(text: str, node: Node) -> Brackets:
    parts, comma, at = [], "", node.start + 1
    if comment := _COMMENT_ON_LINE.match(text, at, node.end):
        at = comment.end()
    opening = text[node.start : at]
    for entry in node.entries:
        end = max(entry.node.end, entry.head_end)
        part = Part(text[at : entry.start], text[entry.start : end])
        at, comma = end, ""
        if match := _COMMA.match(text, end, node.end):
            part.gap, comma, at = match[1], ",", match.end()
        if comment := _COMMENT_ON_LINE.match(text, at, node.end):
            part.comment, at = comment[0], comment.end()
        parts.append(part)
    return Brackets(opening, parts, comma, text[at : node.end])


def put_together(brackets: Brackets, parts: list[Part], margin: str) -> str:
    """`margin` is a line end with the indentation for what cannot follow a comment on its line."""
    pieces, is_commented = [brackets.opening], "#" in brackets.opening
    for part in parts:
        comma = brackets.comma if part is parts[-1] else ","
        gap = part.gap if comma else part.gap.rstrip(" ")
        pieces += [_after(is_commented, part.lead, margin), part.body, gap, comma, part.comment]
        is_commented = bool(part.comment)
    return "".join([*pieces, _after(is_commented, brackets.closing, margin)])


def _after(is_commented: bool, text: str, margin: str) -> str:
    return margin + text.lstrip() if is_commented and "\n" not in text else text


def place(parts: list[Part | None], old: list[Part], bodies: list[str]) -> list[Part]:
    """The new entries with their spaces: their own, or those that are usual at their place."""
    first = _spaces(old[0].lead)
    between = _spaces(old[1].lead) if len(old) > 1 else first if "\n" in first else " "
    placed = []
    for index, (part, body) in enumerate(zip(parts, bodies, strict=True)):
        usual = between if index else first
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
