"""Checks of the whole set that depend on the day; all of them in CHECKS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from experts.check_context import CheckContext
from experts.freshness import freshness_of, heard_from, months
from experts.profile import Profile, Tombstone
from records.dates import in_words
from records.diagnostic import DataPath, Diagnostic

_OVERDUE = {
    "due": "check it again",
    "overdue": "it is shown last in every list until it is checked again",
    "hidden": "it is shown in no list until it is checked again",
}


def future_dates(context: CheckContext, today: date) -> Iterator[Diagnostic]:
    entries: list[Profile | Tombstone] = [*context.directory.profiles, *context.directory.tombstones]
    for entry in entries:
        for path, day in _past_days(entry):
            if day and day > today:
                yield context.diagnostic(entry, path, f"{in_words(day)} is in the future")


def future_years(context: CheckContext, today: date) -> Iterator[Diagnostic]:
    year = today.year
    for profile in context.directory.profiles:
        for index, work in enumerate(profile.publications):
            if work.year > year + 1:
                yield context.diagnostic(
                    profile, ("publications", index, "year"), f"{work.year} is in the future"
                )
        for index, course in enumerate(profile.witness.training if profile.witness else ()):
            if course.year and course.year > year:
                yield context.diagnostic(
                    profile, ("witness", "training", index, "year"), f"{course.year} is in the future"
                )


def overdue(context: CheckContext, today: date) -> Iterator[Diagnostic]:
    for profile in context.directory.profiles:
        on, age_state = heard_from(profile), freshness_of(profile, today)
        if age_state != "fresh":
            checked = "checked" if on == profile.verification.on else "confirmed"
            message = (
                f"was {checked} {months(on, today)} months ago, on {in_words(on)}; {_OVERDUE[age_state]}"
            )
            yield context.diagnostic(profile, ("verification", "on"), message, "warning")


def expired_alerts(context: CheckContext, today: date) -> Iterator[Diagnostic]:
    for profile in context.directory.profiles:
        if profile.alert and profile.alert.until < today:
            message = f"the notice ended on {in_words(profile.alert.until)}; delete 'alert'"
            yield context.diagnostic(profile, ("alert", "until"), message, "warning")


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
    yield ("confirmed", "on"), entry.confirmed.on if entry.confirmed else None
    yield ("changed", "on"), entry.changed.on if entry.changed else None
    yield ("consent", "public_listing"), entry.consent.public_listing
    yield ("consent", "photo"), entry.consent.photo
    yield ("consent", "no_letters"), entry.consent.no_letters
    yield ("accepting", "as_of"), entry.accepting.as_of if entry.accepting else None
    for index, number in enumerate(entry.identifiers):
        yield ("identifiers", index, "checked_on"), number.checked_on
