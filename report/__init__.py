"""One list of what a human must still confirm before, and after, the site is public."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import content.unconfirmed
import courses.unconfirmed
from check import Site
from experts import Directory, Profile, Tombstone
from experts.freshness import freshness, months
from records.unconfirmed import Unconfirmed, by_urgency


def unconfirmed(site: Site, today: date | None = None) -> list[Unconfirmed]:
    """Most urgent first. Without a day, what does not depend on it."""
    found = [
        *content.unconfirmed.unconfirmed(site.content, today),
        *courses.unconfirmed.unconfirmed(site.courses, today),
        *_samples(site.directory),
        *(_overdue(site.directory, today) if today else ()),
    ]
    return sorted(found, key=by_urgency)


def _samples(directory: Directory) -> Iterator[Unconfirmed]:
    entries: list[Profile | Tombstone] = [*directory.profiles, *directory.tombstones]
    for entry in entries:
        if entry.sample:
            line = directory.line(entry.path, ("sample",))
            yield Unconfirmed("sample", entry.path, line, entry.slug, "is an invented entry")


def _overdue(directory: Directory, today: date) -> Iterator[Unconfirmed]:
    for profile in directory.profiles:
        on = profile.verification.on
        if not profile.sample and freshness(on, today) != "fresh":
            line = directory.line(profile.path, ("verification", "on"))
            message = f"was checked {months(on, today)} months ago"
            yield Unconfirmed("entry", profile.path, line, profile.slug, message)
