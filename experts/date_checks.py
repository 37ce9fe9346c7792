"""Checks of the whole set that depend on the day; all of them in CHECKS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from experts.check_context import CheckContext
from experts.freshness import freshness, months
from experts.profile import Profile, Tombstone
from records.dates import spoken
from records.diagnostic import DataPath, Diagnostic

_OVERDUE = {
    "due": "check it again",
    "overdue": "it is shown last in every list until it is checked again",
    "hidden": "it is shown in no list until it is checked again",
}


def future_dates(whole: CheckContext, today: date) -> Iterator[Diagnostic]:
    entries: list[Profile | Tombstone] = [*whole.directory.profiles, *whole.directory.tombstones]
    for entry in entries:
        for place, day in _past_days(entry):
            if day and day > today:
                yield whole.diagnostic(entry, place, f"{spoken(day)} is in the future")


def future_years(whole: CheckContext, today: date) -> Iterator[Diagnostic]:
    year = today.year
    for profile in whole.directory.profiles:
        for place, work in enumerate(profile.publications):
            if work.year > year + 1:
                yield whole.diagnostic(
                    profile, ("publications", place, "year"), f"{work.year} is in the future"
                )
        for place, course in enumerate(profile.witness.training if profile.witness else ()):
            if course.year and course.year > year:
                yield whole.diagnostic(
                    profile, ("witness", "training", place, "year"), f"{course.year} is in the future"
                )


def overdue(whole: CheckContext, today: date) -> Iterator[Diagnostic]:
    for profile in whole.directory.profiles:
        on = profile.verification.on
        state = freshness(on, today)
        if state != "fresh":
            age = months(on, today)
            words = f"was checked {age} months ago, on {spoken(on)}; {_OVERDUE[state]}"
            yield whole.diagnostic(profile, ("verification", "on"), words, "warning")


def expired_alerts(whole: CheckContext, today: date) -> Iterator[Diagnostic]:
    for profile in whole.directory.profiles:
        if profile.alert and profile.alert.until < today:
            words = f"the notice ended on {spoken(profile.alert.until)}; delete 'alert'"
            yield whole.diagnostic(profile, ("alert", "until"), words, "warning")


CHECKS: list[Callable[[CheckContext, date], Iterable[Diagnostic]]] = [
    future_dates,
    future_years,
    overdue,
    expired_alerts,
]


def _past_days(entry: Profile | Tombstone) -> Iterator[tuple[DataPath, date | None]]:
    if isinstance(entry, Tombstone):
        yield ("removed", "on"), entry.removed.on
        return
    yield ("verification", "on"), entry.verification.on
    yield ("consent", "public_listing"), entry.consent.public_listing
    yield ("consent", "photo"), entry.consent.photo
    yield ("accepting", "as_of"), entry.accepting.as_of if entry.accepting else None
    for place, number in enumerate(entry.identifiers):
        yield ("identifiers", place, "checked_on"), number.checked_on
