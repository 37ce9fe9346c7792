"""What is wrong with a line of a lesson, before it is known in which file."""

from __future__ import annotations

from typing import NamedTuple

from experts.problem import Severity


class Said(NamedTuple):
    line: int
    message: str
    severity: Severity = "error"
    field: str = ""


def error(line: int, message: str) -> Said:
    return Said(line, message)


def warning(line: int, message: str) -> Said:
    return Said(line, message, "warning")
