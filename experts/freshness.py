"""How long ago an entry was checked, and what follows from that."""

from __future__ import annotations

from datetime import date
from typing import Literal

Freshness = Literal["fresh", "due", "overdue", "hidden"]

DUE, OVERDUE, HIDDEN = 12, 18, 24  # whole months since the last check


def months(on: date, as_of: date) -> int:
    """Whole months from one day to a later one."""
    return (as_of.year - on.year) * 12 + as_of.month - on.month - (as_of.day < on.day)


def freshness(on: date, as_of: date) -> Freshness:
    age = months(on, as_of)
    if age < DUE:
        return "fresh"
    if age < OVERDUE:
        return "due"
    return "overdue" if age < HIDDEN else "hidden"
