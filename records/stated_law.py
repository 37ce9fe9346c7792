"""Finds where a text states law, and where it does so without naming the rule on which it rests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from records.diagnostic import LineDiagnostic, line_warning
from records.markdown_text import HEADING, LAW

# Of names no more than twelve words, or a text of capitals would keep a check busy long.
_NAME = r"\b(?:[A-Z][\w'’-]*\s+(?:(?:and|of|for|on|to|the)\s+){0,2}){1,12}"
_YEAR = r"(?:19|20)\d\d\b"
_DATED = rf"(?:Order|Rules|Regulations|Directive|Convention)\s+{_YEAR}"
_PLACE = r"(?:[Ss]ections?|[Aa]rticles?|[Rr]egulations?|[Pp]aragraphs?|[Rr]ules?)"
_STATED = re.compile(
    rf"{_NAME}(?:Act\b(?:\s+{_YEAR})?|{_DATED}|Procedure\s+Rules\b)"
    rf"|\b{_PLACE}\s+\d+\w*(?:\.\d+\w*)*(?:\(\w+\))*|\bss?\.\s?\d+"
    r"|\b[Pp]ractice\s+[Dd]irections?\b(?:\s+\d+\w*)?|\b(?:CPR|FPR|CrimPR|PD)\s?\d[\w.]*"
)


def first_place(lines: Sequence[str], first: int) -> tuple[int, str] | None:
    """The line of the first place where the text seems to state law, and the words there."""
    for number, line in enumerate(lines, first):
        if match := _STATED.search(line):
            return number, match[0]
    return None


def uncited(lines: Sequence[str], first: int) -> Iterator[LineDiagnostic]:
    """One warning for each paragraph that states law and cites no rule; `lines` are those without code."""
    numbered = enumerate(lines, first)
    for within, paragraph in groupby(
        numbered, lambda one: bool(one[1].strip()) and not HEADING.match(one[1])
    ):
        rows = list(paragraph)
        found = first_place([line for _, line in rows], rows[0][0]) if within else None
        if found and not any(LAW.search(line) for _, line in rows):
            message = f"names '{found[1]}' and cites no rule; write [law:id] behind the sentence"
            yield line_warning(found[0], f"{message}, with an id of content/claims.yaml")
