"""The numbers to call, which stand on every page: content/helplines.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from content.data_file import DAY, MAYBE_DAY, TEXT, WEB, DataFile, day, read_list, record
from records.diagnostic import Diagnostic
from records.text import SLUG

PATH = "content/helplines.yaml"
SOURCE = record({"title": TEXT, "url": WEB}, {"read_on": DAY})
DIAL = {
    "type": "string",
    "pattern": r"^\+?[0-9]+([ -][0-9]+)*$",
    "description": "a number as it is dialled, such as 08000 121 700 or 116 123",
}
ID = {
    "type": "string",
    "pattern": f"^{SLUG}$",
    "description": "a name in small letters, digits and hyphens",
}
COUNTRY = {"type": "string", "pattern": "^[A-Z]{2}$", "description": "a country's two capital letters"}
ENTRY = record(
    {
        "id": ID,
        "name": TEXT,
        "country": COUNTRY,
        "emergency": {"type": "boolean"},
        "dial": DIAL,
        "hours": TEXT,
        "languages": TEXT,
        "free": {"type": "boolean"},
        "for": TEXT,
        "url": WEB,
        "source": record({"title": TEXT, "url": WEB, "read_on": DAY}),
        "checked_on": MAYBE_DAY,
    },
    {"text": DIAL, "note": TEXT, "also_read": {"type": "array", "items": SOURCE}},
)


def load(root: Path) -> tuple[list[dict[str, Any]], list[Diagnostic]]:
    file = read_list(root, PATH, ENTRY)
    entries = [_entry(entry) for entry in file.value]
    return entries, [*file.diagnostics, *_check(file)]


def _entry(entry: dict[str, Any]) -> dict[str, Any]:
    source = {**entry["source"], "read_on": day(entry["source"]["read_on"])}
    optional: dict[str, Any] = {"text": None, "note": None, "also_read": []}
    return {**optional, **entry, "source": source, "checked_on": day(entry["checked_on"])}


def _check(file: DataFile) -> list[Diagnostic]:
    ids = [entry["id"] for entry in file.value]
    diagnostics = [
        file.diagnostic((place, "id"), f"'{id_}' stands here twice")
        for place, id_ in enumerate(ids)
        if id_ in ids[:place]
    ]
    if file.value and sum(entry["emergency"] for entry in file.value) != 1:
        diagnostics.append(file.diagnostic((), "exactly one entry has `emergency: true`"))
    return diagnostics
