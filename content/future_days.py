"""Days of data files on which somebody read or checked something, and which are still to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from content.data_files import HELPLINES, RESOURCES, STATISTICS
from content.urgent_words import FOLDER
from records import source_file
from records.dates import in_words, is_day
from records.diagnostic import DataPath, Diagnostic
from records.files import list_tree

_DAYS = frozenset(("read_on", "checked_on", "reviewed_on"))
_CONFIRMED = "confirmed"
_YEAR = "as_of"


def check(site: Path, today: date) -> Iterator[Diagnostic]:
    for path in (HELPLINES, STATISTICS, RESOURCES, *list_tree(site, FOLDER, (".yaml",)).names):
        file = source_file.read_yaml(site, path)
        for at, value in _values(file.data, ()):
            if at and (message := _fault(at, value, today)):
                yield file.diagnostic(at, message)


def _values(data: Any, at: DataPath) -> Iterator[tuple[DataPath, Any]]:
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, part in parts:
        yield from _values(part, (*at, key))
    if not isinstance(data, dict | list):
        yield at, data


def _fault(at: DataPath, value: Any, today: date) -> str | None:
    if at[-1] == _YEAR and isinstance(value, int) and value > today.year:
        return f"{value} is in the future; write the year that the figure describes"
    is_done = at[-1] in _DAYS or _CONFIRMED in at
    if is_done and isinstance(value, str) and is_day(value) and date.fromisoformat(value) > today:
        return f"{in_words(date.fromisoformat(value))} is in the future; write the day on which it was done"
    return None
