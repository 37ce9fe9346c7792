"""What a release changes: from what is in the bucket to what shall be there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from publishing.manifest import Entry, Listing, Manifest, Retired
from publishing.paths import ALL, is_asset, is_page, stale

KEPT = 7 * 24 * 3600  # seconds for which an asset stays that no page names any more
NEVER_SENT = Entry("", "", "")


@dataclass(frozen=True, slots=True)
class Plan:
    """`waves` are paths to put, one wave after the other; `files` is the release when all is done."""

    files: Mapping[str, Entry]
    retired: Mapping[str, Retired]
    assets: tuple[str, ...]
    waves: tuple[tuple[str, ...], ...]
    delete: tuple[str, ...]
    remove: tuple[str, ...]
    stale: tuple[str, ...]
    listing: Listing
    has_new_listing: bool
    bridge: bytes = b""  # a listing of the entries of both releases, where a page of some goes

    @property
    def puts(self) -> tuple[str, ...]:
        return (*self.assets, *(path for wave in self.waves for path in wave))

    @property
    def is_empty(self) -> bool:
        return not (self.puts or self.delete or self.remove or self.stale or self.has_new_listing)

    @property
    def touched(self) -> frozenset[str]:
        """May be of either release, until this one is complete."""
        return frozenset((*self.puts, *self.delete))


def plan(
    files: Mapping[str, Entry],
    known: Manifest,
    now: float,
    listing: Listing,
    *,
    owed: bool = False,
    clearing: bool = False,
    again: bool = False,
    urgent: Collection[str] = (),
) -> Plan:
    """`owed`: the last run did not get to its invalidation. `clearing`: nor to what it was to remove.

    `again`: everything is put, whatever is known. The assets go first, then the pages that are `urgent`, then
    those that nobody knows yet, so that no link leads nowhere, then all others, then what lists them.
    """
    present = {path: each.entry for path, each in known.retired.items()} | dict(known.files)
    puts = [path for path, entry in sorted(files.items()) if again or not entry.equals(present.get(path))]
    gone = sorted((known.files.keys() | known.unknown) - files.keys())
    before = present.keys() | known.unknown
    retired = _retired(files, known, now)
    due = {path for path, each in retired.items() if now - each.since >= KEPT}
    left = {path for path in known.remove if clearing and path not in files}
    pages = [path for path in puts if is_page(path) and path not in urgent]
    delete = tuple(path for path in gone if not is_asset(path))
    return Plan(
        files=files,
        retired={path: each for path, each in retired.items() if path not in due},
        assets=tuple(path for path in puts if is_asset(path)),
        waves=(
            tuple(path for path in puts if path in urgent),
            tuple(path for path in pages if path not in before),
            tuple(path for path in pages if path in before),
            tuple(path for path in puts if not is_asset(path) and not is_page(path)),
        ),
        delete=delete,
        remove=tuple(sorted(due | left)),
        stale=_stale([path for path in puts if path in before], delete, known, owed, again or not known.id),
        listing=listing,
        has_new_listing=again or listing != known.listing,
    )


def _stale(
    changed: list[str], deleted: tuple[str, ...], known: Manifest, owed: bool, everything: bool
) -> tuple[str, ...]:
    """What nobody has asked for is cached nowhere; where nothing is known, anything may be."""
    return (ALL,) if everything else stale([*changed, *deleted], known.stale if owed else ())


def _retired(files: Mapping[str, Entry], known: Manifest, now: float) -> dict[str, Retired]:
    gone = {
        path: Retired(known.files.get(path, NEVER_SENT), now)
        for path in sorted((known.files.keys() | known.unknown) - files.keys())
        if is_asset(path)
    }
    return gone | {path: each for path, each in known.retired.items() if path not in files}
