"""Finds where the text of a lesson cites a law."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LAW = re.compile(
    r"\b(?:[A-Z][\w'’-]*\s+)+(?:Act|Order|Rules|Regulations|Directive|Convention)\s+(?:19|20)\d\d\b"
    r"|\b(?:[Ss]ections?|[Aa]rticles?|[Rr]egulations?|[Pp]aragraphs?)\s+\d+\w*(?:\(\w+\))*|\bss?\.\s?\d+"
)


def first_place(lines: Sequence[str], first: int) -> tuple[int, str] | None:
    """The line of the first place where the text seems to state law, and the words there."""
    for number, line in enumerate(lines, first):
        if match := _LAW.search(line):
            return number, match[0]
    return None
