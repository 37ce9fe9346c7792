"""How long ago an entry was checked, and what follows from that."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from experts.profile import Profile

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


def heard_from(profile: Profile) -> date:
    """The younger of two days: the editors' check, and what the entry confirmed through its own address."""
    confirmed = profile.confirmed
    return max(profile.verification.on, confirmed.on) if confirmed else profile.verification.on


def freshness_of(profile: Profile, as_of: date) -> Freshness:
    return freshness(heard_from(profile), as_of)


def is_before_change(profile: Profile) -> bool:
    """Whether the name, roles, registrations or ways to be reached changed after the editors' check."""
    return profile.changed is not None and profile.changed.on > profile.verification.on
