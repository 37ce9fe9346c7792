"""What is wrong with a file, in the form in which it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from records.text import printable

Severity = Literal["error", "warning"]
DataPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """`path` is relative to the site; `line` and the places in `field` count from 1."""

    path: str
    line: int
    field: str
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        """One line, whatever the name of a file holds: GitHub takes some lines of a log for commands."""
        field = f"{self.field}: " if self.field else ""
        return printable(f"{self.path}:{self.line}: {field}{self.message}")


class FieldDiagnostic(NamedTuple):
    """What is wrong with a value, before its file and line are known."""

    path: DataPath
    message: str
    severity: Severity = "error"


class LineDiagnostic(NamedTuple):
    """What is wrong with a line of a text, before its file is known."""

    line: int
    message: str
    severity: Severity = "error"
    field: str = ""


def line_error(line: int, message: str) -> LineDiagnostic:
    return LineDiagnostic(line, message)


def line_warning(line: int, message: str) -> LineDiagnostic:
    return LineDiagnostic(line, message, "warning")


def field_name(path: DataPath) -> str:
    """('contact', 0, 'dial') is shown as contact.1.dial: editors count from one."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorted by file, line, field and message, without duplicates."""
    return sorted(set(diagnostics), key=lambda one: (one.path, one.line, one.field, one.message))
