"""What a run tells the person who started it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from publishing import records
from publishing.cloud import AT_ONCE, Cloud
from publishing.plan import Plan
from publishing.release import Release
from publishing.state import State

SHOWN = 20  # paths of a kind


def show(changes: Plan, state: State, size: Callable[[str], int] | None = None) -> None:
    if state.open:
        print(f"The release {state.open} was begun and not ended; this one goes on from where it was.")
    urgent, new, changed, listed = changes.waves
    verb = "send" if size else "copy back"
    _list(f"assets to {verb}", changes.assets)
    _list(f"pages of removed entries to {verb}, before all others", urgent)
    _list(f"new pages to {verb}", new)
    _list(f"changed pages to {verb}", changed)
    _list(f"feeds and the like to {verb}", listed)
    _list("pages to take away", changes.delete)
    _list("old assets to remove", changes.remove)
    if changes.has_new_listing:
        print("the function's listing of entries is new")
    if changes.stale:
        print(f"CloudFront is to forget: {' '.join(changes.stale)}")
    bytes_ = f", {sum(map(size, changes.puts)):,} bytes of files" if size else ""
    print(f"{len(changes.puts):,} files to {verb}{bytes_}; about {requests(changes):,} requests")


def requests(changes: Plan) -> int:
    """Those of the release itself, which come after the three that found out what to do."""
    always = 5  # whether versions are kept, the record, the lock, the record again, "complete"
    deletions = -(-len(changes.delete) // AT_ONCE) + -(-len(changes.remove) // AT_ONCE)
    told = (
        2 * len(changes.listing.names) * changes.has_new_listing + bool(changes.bridge) + bool(changes.stale)
    )
    return len(changes.puts) + deletions + bool(changes.remove) + told + always


def done(release: Release) -> None:
    print(f"Published: {release.id}; {spent(release.cloud)}.")
    earlier = [
        identity for identity, _ in release.lock.state.history if identity >= release.lock.state.floor
    ][:-1]
    if earlier:
        print(f"Back to what was before, of {records.when(earlier[-1])}: make rollback TO={earlier[-1]}")


def spent(cloud: Cloud) -> str:
    return f"{cloud.requests:,} requests, {cloud.sent:,} bytes sent"


def _list(title: str, paths: Sequence[str]) -> None:
    if not paths:
        return
    print(f"{title}: {len(paths):,}")
    for path in paths[:SHOWN]:
        print(f"  {path}")
    if len(paths) > SHOWN:
        print(f"  ... and {len(paths) - SHOWN:,} more")
