"""What is wrong with a file, in the form in which it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """`path` is relative to the site; `line` and the places in `field` count from 1."""

    path: str
    line: int
    field: str
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        return f"{self.path}:{self.line}: {field}{self.message}"


class Finding(NamedTuple):
    """A problem before it is known in which file and line it stands."""

    path: Path
    message: str
    severity: Severity = "error"


def field_name(path: Path) -> str:
    """('contact', 0, 'dial') is shown as contact.1.dial: editors count from one."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """By file and line."""
    return sorted(problems, key=lambda problem: (problem.path, problem.line, problem.field, problem.message))
