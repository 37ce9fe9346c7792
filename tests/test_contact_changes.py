"""A way to reach somebody is found by what is said, whichever field says it."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from experts import contact_changes
from records import contact_points

ROWS = yaml.safe_load(Path(__file__).with_name("contact_points.yaml").read_text("utf-8"))
ENTRY: dict[str, Any] = {
    "name": "Asha Example", "alternate_names": ["Dr Example"], "headline": "Psychiatrist since 2009",
    "summary": "See [my page](https://asha.example.org/about).", "topics": ["research"],
    "contact": [{"kind": "phone", "dial": "+44 20 7946 0123", "hours": ["Mo-Fr 09:00-17:00"]},
                {"kind": "email", "address": "asha@example.org"}],
    "links": [{"rel": "website", "url": "https://asha.example.org/"}],
    "witness": {"training": [{"name": "Istanbul Protocol", "year": 2024}]},
    "publications": [{"title": "On memory", "year": 2020, "url": "https://journal.example.org/1"}],
    "identifiers": [{"scheme": "gmc", "value": "1234567"}],
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_each_way_is_found(row):
    assert [f"{point.kind} {point.key}" for point, _ in contact_points.find(row["text"])] == row["ways"]


def changed(path: str, value: Any) -> dict[str, Any]:
    new: Any = copy.deepcopy(ENTRY)
    here = new
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    for part in way:
        here = here[part]
    here[last] = value
    return new


@pytest.mark.parametrize(("path", "value", "gone", "come"), [
    ("summary", "Call 020 7946 0999.", ["summary: https://asha.example.org/about"],
     ["summary: 020 7946 0999"]),
    ("summary", "See [my page](https://asha.example.org/other).", ["summary: https://asha.example.org/about"],
     ["summary: https://asha.example.org/other"]),
    ("headline", "Psychiatrist, 020 7946 0999", [], ["headline: 020 7946 0999"]),
    ("name", "Asha Example 02079460999", [], ["name: 02079460999"]),
    ("alternate_names", ["asha.example"], [], ["alternate_names: asha.example"]),
    ("witness.training.0.name", "Book on 020 7946 0999", [], ["witness.training.name: 020 7946 0999"]),
    ("publications.0.url", "https://joumal.example.org/1", ["publications.url: https://journal.example.org/1"],
     ["publications.url: https://joumal.example.org/1"]),
    ("identifiers.0.value", "1234568", ["identifiers.value: 1234567"], ["identifiers.value: 1234568"]),
    ("contact.0.dial", "+44 20 7946 0128",
     ["contact: kind: phone, dial: +44 20 7946 0123, hours: Mo-Fr 09:00-17:00"],
     ["contact: kind: phone, dial: +44 20 7946 0128, hours: Mo-Fr 09:00-17:00"]),
    ("contact.1", {"kind": "relay"}, ["contact: kind: email, address: asha@example.org"],
     ["contact: kind: relay"]),
    ("headline", "Psychiatrist since 2010", [], []),
    ("topics", ["research", "housing"], [], []),
    ("contact", [*reversed(ENTRY["contact"])], [], []),
])  # fmt: skip
def test_what_goes_and_what_comes(path, value, gone, come):
    changes = contact_changes.compare(ENTRY, changed(path, value))
    assert (list(changes.gone), list(changes.come), bool(changes)) == (gone, come, bool(gone or come))


def test_the_digit_that_differs_is_marked():
    changes = contact_changes.compare(ENTRY, changed("contact.0.dial", "+44 20 7946 0128"))
    ((old, new),) = changes.pairs()
    rows = contact_changes.marked(old, new).split("\n")
    assert [row[rows[1].index("^")] for row in (rows[0], rows[2])] == ["3", "8"]
    assert rows[1].count("^") == rows[3].count("^") == 1


def test_what_has_no_counterpart_stands_alone():
    changes = contact_changes.compare(ENTRY, changed("contact", [{"kind": "relay"}]))
    assert ("", "contact: kind: relay") in changes.pairs()
