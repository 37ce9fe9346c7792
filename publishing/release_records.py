"""What is written down of a release: while it is sent, when it is complete, and which ones are remembered."""

from __future__ import annotations

from collections.abc import Mapping

from publishing import listing
from publishing.manifest import Entry, Listing, Manifest, key_of
from publishing.plan import Plan
from publishing.state import State

REMEMBERED = 50  # releases that one can go back to


def begun(
    identity: str, known: Manifest, plan: Plan, done: Mapping[str, Entry], unsure: frozenset[str]
) -> Manifest:
    """How far it is. Upon a complete release only the difference is written."""
    touched = plan.touched | unsure
    upon = known.complete
    files = {} if upon else {path: each for path, each in known.files.items() if path not in touched}
    return Manifest(
        identity,
        base=known.id if upon else "",
        files=files | dict(done),
        retired={} if upon else {path: each for path, each in known.retired.items() if path not in touched},
        unknown=(touched | known.unknown) - done.keys(),
        stale=plan.stale,
        remove=plan.remove,
        listing=plan.listing._replace(bucket="") if plan.has_new_listing else known.listing,
    )


def completed(
    identity: str, known: Manifest, plan: Plan, done: Mapping[str, Entry], remove: tuple[str, ...]
) -> Manifest:
    present = {path: each.entry for path, each in known.retired.items()} | dict(known.files) | dict(done)
    return Manifest(
        identity,
        complete=True,
        files={path: present[path] for path in plan.files},
        retired=plan.retired,
        stale=plan.stale,
        remove=remove,
        listing=plan.listing,
    )


def remembered(
    state: State, identity: str, own: Listing
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The history with this release, and the records that nobody goes back to any more."""
    everything = (*state.history, (identity, own.sha256))
    kept, dropped = everything[-REMEMBERED:], everything[:-REMEMBERED]
    needed = {sha256 for _, sha256 in kept}
    keys = {key_of(name) for name, _ in dropped}
    for sha256 in {sha256 for _, sha256 in dropped} - needed:
        keys.update(listing.copies(own._replace(sha256=sha256)))
    abandoned = {key_of(state.open)} if state.open not in ("", identity) else set()
    return kept, tuple(sorted(keys | abandoned))
