"""The tables of organisations, services and locations of legal aid, and what their columns mean to us."""

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from records.text import fold

Row = dict[str, str]
MEANING: dict[str, Any] = yaml.load(
    Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"), yaml.CBaseLoader
)
OFFICE = re.compile(r"\boffice\b", re.IGNORECASE)  # 'Main Office' names nobody


class Tables:
    def __init__(self, folder: Path) -> None:
        self.organisations = read(folder / "organizations.csv")
        self.services = read(folder / "services.csv")
        self.locations = read(folder / "locations.csv")
        self.places = {row["Location_id"]: row for row in self.locations}
        self.titles = Counter(map(_key, self.services))
        self.called = self._unknown() | {row["Organization ID"]: row["Title"] for row in self.organisations}

    def _unknown(self) -> dict[str, str]:
        """Services may belong to organisations that the table lacks: a location's name or number will do."""
        places = [row for row in reversed(self.locations) if not OFFICE.search(row["Field 2"])]
        named = {row["Organization ID"]: row["Field 2"].partition(" - ")[0] for row in places}
        ids = {row["Organization ID"] for row in self.services}
        return {i: named.get(i, "").strip() or f"Organisation {i}" for i in ids}

    def names(self, title: str, row: Row) -> list[str]:
        """What a service can be called, the plainest first: many share a title."""
        if self.titles[_key(row)] < 2:
            return [title]
        place = self.places.get(row["Location ID"], {}).get("Field 2", "").strip()
        home = self.called[row["Organization ID"]]
        parts = [home] if OFFICE.search(place) or not place else [place, f"{place}, {home}"]
        return [f"{title}, {part}" for part in [*parts, f"{home}, number {row['Services-ID']}"]]


def _key(row: Row) -> str:
    return fold(" ".join(row["Title"].split()))


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as table:
        return [{key: value or "" for key, value in row.items()} for row in csv.DictReader(table)]


def topics(row: Row) -> list[str]:
    columns = ("Title", "Featured content", "An individual must be one of these to qualify")
    text = " ".join(row[column] for column in columns).casefold()
    return [topic for topic, pattern in MEANING["topics"].items() if re.search(pattern, text)]


def services(row: Row) -> list[str]:
    kind, level = row["Service type"], row["Level of service"]
    offered = [
        service for start, part, service in MEANING["services"] if kind.startswith(start) and part in level
    ]
    offered += ["helpline"] if row["Is this service a hotline?"] == "Yes" else []
    return offered or ["legal-advice"]


def modes(row: Row) -> list[str]:
    return [mode for word, mode in MEANING["modes"].items() if word in row["Service is delivered"]]


def fees(row: Row) -> dict[str, str]:
    return dict(MEANING["fees"].get(row["Income eligibility and fees"], {}))


def costs(row: Row) -> str:
    return row["Flat fee description"] or row["Sliding scale fees description"] or row["Printing costs"]
