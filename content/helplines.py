"""What is wrong with helplines, and which of their numbers nobody has confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from content import numbers
from content.model import Helpline
from records import phone
from records.diagnostic import Diagnostic, FieldDiagnostic

FILE = "content/helplines.yaml"
_SOURCED = ("hours", "languages", "free", "on_bill")
_UNSOURCED = "no page is named as its source; add '{name}' to 'about' of the page that says so, or write null"
_UNCONFIRMED = (
    "nobody has confirmed {dial} ({name}): call it, or ask its owner, and write the day."
    " UNCONFIRMED_NUMBERS=mark shows it all the same, marked as not confirmed"
)


def check(data: list[Any]) -> Iterator[FieldDiagnostic]:
    yield from _twice(data, "id")
    yield from _emergency(data)
    for place, entry in enumerate(data):
        yield from _nations(place, entry)
        yield from _sources(place, entry)
        yield from numbers.helpline(place, entry)


def unconfirmed_numbers(helplines: Iterable[Helpline]) -> list[Diagnostic]:
    """One for each number of which nobody has asked whether it is right: the public site must not show it."""
    return [
        Diagnostic(FILE, one.line, "confirmed.number", _UNCONFIRMED.format(dial=one.dial, name=one.name))
        for one in helplines
        if one.confirmed.number is None
    ]


def _twice(data: list[Any], key: str) -> Iterator[FieldDiagnostic]:
    values = [entry[key] for entry in data]
    for place, value in enumerate(values):
        if value in values[:place]:
            yield FieldDiagnostic((place, key), f"'{value}' stands here twice; keep one")


def _emergency(data: list[Any]) -> Iterator[FieldDiagnostic]:
    emergencies = [place for place, entry in enumerate(data) if entry["emergency"]]
    if not emergencies:
        yield FieldDiagnostic((), "one entry must have 'emergency: true'; none has")
    for place in emergencies[1:]:
        yield FieldDiagnostic((place, "emergency"), "only one entry can have 'emergency: true'")


def _nations(place: int, entry: Mapping[str, Any]) -> Iterator[FieldDiagnostic]:
    """Parts of another country than the helpline's; those of the Union are whole countries."""
    country = entry["country"]
    for index, nation in enumerate(entry.get("nations", ())):
        is_country = "-" not in nation
        if not (is_country if country == numbers.ALL_OF_EUROPE else nation.startswith(f"{country}-")):
            what = "is the whole country" if nation == country else f"is no part of {country}"
            message = f"'{nation}' {what}; write its parts, or leave 'nations' out"
            yield FieldDiagnostic((place, "nations", index), message)


def _sources(place: int, entry: Mapping[str, Any]) -> Iterator[FieldDiagnostic]:
    """What is said of a helpline was read somewhere. Whether a call is free is also known from its number."""
    pages = [entry["source"], *entry.get("also_read", ())]
    sourced = {about for page in pages for about in page.get("about", ())}
    if entry["free"] and phone.is_free(entry["dial"], numbers.region_of(entry)):
        sourced.add("free")
    for name in _SOURCED:
        if entry[name] is not None and name not in sourced:
            yield FieldDiagnostic((place, name), _UNSOURCED.format(name=name))
