"""One list of what a human must still confirm before, and after, the site is public."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import content.unconfirmed
import courses.unconfirmed
from check import Site
from experts import Directory, Profile, Tombstone
from records.unconfirmed import Unconfirmed, by_urgency
from report import due


def unconfirmed(site: Site, today: date | None = None) -> list[Unconfirmed]:
    """Most urgent first. Without a day, what does not depend on it."""
    found = [
        *content.unconfirmed.unconfirmed(site.content, today),
        *courses.unconfirmed.unconfirmed(site.courses, today),
        *_samples(site.directory),
        *(due.due(site.directory, today) if today else ()),
    ]
    return sorted(found, key=by_urgency)


def _samples(directory: Directory) -> Iterator[Unconfirmed]:
    entries: list[Profile | Tombstone] = [*directory.profiles, *directory.tombstones]
    for entry in entries:
        if entry.sample:
            line = directory.line(entry.path, ("sample",))
            yield Unconfirmed("sample", entry.path, line, entry.slug, "is an invented entry")
