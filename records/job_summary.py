"""Diagnostics as a table in the summary of a job on GitHub, whose text strangers may have written."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from records.diagnostic import Diagnostic
from records.text import printable

MOST_BYTES = 200_000  # GitHub takes 1 MiB from a step, and shows a long table slowly
_LONGEST = 500  # characters of a message
_MARKS = re.compile(r"[\\`*_{}\[\]()#+.!|~@:/-]")


def table(diagnostics: Iterable[Diagnostic], summary: str) -> str:
    """Markdown that ends where it becomes too long, and says so."""
    lines = [f"### {plain(summary)}", ""]
    rows = [_row(diagnostic) for diagnostic in diagnostics]
    if rows:
        lines += ["| | where | field | message |", "| --- | --- | --- | --- |"]
    size = 0
    for index, row in enumerate(rows):
        size += len(row.encode()) + 1
        if size > MOST_BYTES:
            lines += ["", f"{len(rows) - index:,} more are in the log of the job."]
            break
        lines.append(row)
    return "\n".join([*lines, "", ""])


def _row(diagnostic: Diagnostic) -> str:
    where = f"{diagnostic.path}:{diagnostic.line}"
    cells = (code(text) for text in (where, diagnostic.field, diagnostic.message))
    return f"| {diagnostic.severity} | {' | '.join(cells)} |"


def plain(text: str) -> str:
    """Text that Markdown and HTML leave as it is: no cell, link or picture comes of it."""
    short = text if len(text) <= _LONGEST else f"{text[:_LONGEST]} ..."
    safe = html.escape(printable(short), quote=False)
    return _MARKS.sub(lambda sign: f"&#{ord(sign[0])};", safe)


def code(text: str) -> str:
    """In code GitHub looks for no mention of a person and no number of an issue either."""
    return f"<code>{plain(text)}</code>" if text else ""
