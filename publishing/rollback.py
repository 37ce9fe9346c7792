"""`make rollback`: an earlier release is shown again, by copying its versions over the present ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from publishing import listing, records, summary
from publishing.cloud import Cloud
from publishing.deploy import bridged, carry_out
from publishing.errors import PublishingError
from publishing.manifest import Entry, Manifest
from publishing.plan import Plan, plan
from publishing.release import Release
from publishing.state import Lock, State


def show(cloud: Cloud, lock: Lock) -> None:
    """The releases that one can go back to, the newest first."""
    cloud.identify()
    state = lock.look()
    for identity, _ in reversed(state.history):
        if identity >= state.floor:
            shown = "  (what readers see now)" if identity == state.completed else ""
            print(f"{identity}  {records.when(identity)}{shown}")
    print("Go back to one: make rollback TO=<id>" if state.history else "Nothing was published yet.")


def rollback(cloud: Cloud, lock: Lock, to: str, *, dry: bool = False, show_removed: bool = False) -> None:
    cloud.identify()
    state = lock.look()
    target, known = _target(cloud, state, to), records.known(cloud, state)
    parts = listing.stored(cloud, target.listing)
    if not show_removed:
        _refuse_removed(cloud, state, listing.of(parts[listing.NAME]), to)
    assert lock.now
    wanted = target.listing._replace(bucket=cloud.function_bucket)
    changes = plan(
        target.files,
        known,
        lock.now.timestamp(),
        wanted,
        owed=bool(state.open),
        clearing=bool(state.open or state.clearing),
    )
    if changes.is_empty and not state.open:
        print(f"Readers see {to} already; {summary.spent(cloud)}.")
        return
    _check_versions_are_there(cloud, changes)
    changes = bridged(cloud, changes, state, known, parts)
    summary.show(changes, state)
    if dry:
        return
    carry_out(Release(cloud, lock, known, changes, copy, parts, records.new_identity(lock.now)))


def copy(cloud: Cloud, path: str, entry: Entry) -> str:
    return cloud.copy(path, entry.version)


def _target(cloud: Cloud, state: State, to: str) -> Manifest:
    target = records.load(cloud, to)
    if target is None or not target.complete:
        raise PublishingError(f"There is no complete release {to}. `make rollback` without TO= lists them.")
    if to < state.floor:
        raise PublishingError(
            f"{to} shows an entry that was purged, so nobody goes back to it. The oldest one left is "
            f"{state.floor}."
        )
    return replace(target, retired={})


def _refuse_removed(cloud: Cloud, state: State, shown: Mapping[str, Any], to: str) -> None:
    """Somebody who was taken off the list is not put on it again by the way."""
    if again := listing.shown_again(cloud, [dict(state.history).get(state.completed, "")], shown):
        raise PublishingError(
            f"{to} still shows entries that were removed since: {', '.join(again)}. Take a later one; or, if "
            f"they are to be shown again: make rollback TO={to} FLAGS=--show-removed"
        )


def _check_versions_are_there(cloud: Cloud, changes: Plan) -> None:
    """Before the first page changes: earlier versions are kept for some weeks only."""

    def is_missing(path: str) -> bool:
        return not cloud.has(path, changes.files[path].version)

    with ThreadPoolExecutor() as pool:
        missing = _first(
            path for path, gone in zip(changes.puts, pool.map(is_missing, changes.puts), strict=True) if gone
        )
    if missing:
        raise PublishingError(
            f"Earlier versions are not kept any more, such as that of {missing}. "
            "Build and deploy the commit that you want instead: make publish, make deploy."
        )


def _first(paths: Iterable[str]) -> str:
    return next(iter(paths), "")
