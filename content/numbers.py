"""Checks of the numbers that are dialled, in content's data files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from records import phone
from records.diagnostic import FieldDiagnostic

ALL_OF_EUROPE = "EU"
_SHORT = 6  # digits of the longest short code


def helpline(place: int, entry: Mapping[str, Any]) -> Iterator[FieldDiagnostic]:
    """Numbers that reach nobody: a digit too many or too few, or those of another country.

    The plans do not list every short code, and hardly any to which one writes.
    """
    country, region = entry["country"], region_of(entry)
    for field in ("dial", "text"):
        dial = entry.get(field, "")
        number = phone.digits(dial)
        if not number or phone.read(dial, region) or phone.short_code(number, region):
            continue
        if len(number) > _SHORT:
            abroad = number.startswith("+")
            message = f"'{dial}' is no number of {country}; check its digits"
            yield FieldDiagnostic((place, field), phone.unreal(dial, number) if abroad else message)
        elif field == "dial" and region:
            message = f"'{dial}' is no short code of {country} that we know; check it"
            yield FieldDiagnostic((place, field), message, "warning")


def region_of(entry: Mapping[str, Any]) -> str | None:
    """The country whose numbering plan a helpline's numbers are in; None: all of Europe."""
    return None if entry["country"] == ALL_OF_EUROPE else str(entry["country"])
