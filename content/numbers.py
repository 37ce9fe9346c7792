"""Checks of the numbers that are dialled and of the figures that are cited, in content's data files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from records import phone
from records.diagnostic import FieldDiagnostic

_SCALE = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_FIGURE = re.compile(rf"(?i)(?:[a-z' ]+ )?(\d[\d., ]*)(?: ({'|'.join(_SCALE)}))?\Z")
_ENGLISH = re.compile(r"\d{1,3}(?:[ ,]\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?")
_LIKE = "write it as in '49.6 million' or '16,990'"
ALL_OF_EUROPE = "EU"
_SHORT = 6  # digits of the longest short code


def helpline(place: int, entry: Mapping[str, Any]) -> Iterator[FieldDiagnostic]:
    """Numbers that reach nobody: a digit too many or too few, or those of another country.

    The plans do not list every short code, and hardly any to which one writes.
    """
    country = entry["country"]
    region = None if country == ALL_OF_EUROPE else country
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


def figures(data: Mapping[str, Any]) -> Iterator[FieldDiagnostic]:
    for id_, entry in data.items():
        yield from _figure(id_, entry)


def _figure(id_: str, entry: Mapping[str, Any]) -> Iterator[FieldDiagnostic]:
    """What is written and what is counted with must be one number."""
    written, value = str(entry["figure"]), entry["value"]
    parts = _FIGURE.fullmatch(written)
    if not parts:
        return
    if not _ENGLISH.fullmatch(parts[1]):
        yield FieldDiagnostic((id_, "figure"), f"'{written}' is not an English number; {_LIKE}")
        return
    meant = float(re.sub("[ ,]", "", parts[1])) * _SCALE.get((parts[2] or "").lower(), 1)
    if round(meant) != value:
        message = f"says {round(meant):,}, where 'value' says {value:,}; correct the one that is wrong"
        yield FieldDiagnostic((id_, "figure"), message)
