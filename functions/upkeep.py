"""What the worker looks after besides the lanes: halves of referrals, and what editors have dealt with."""

from __future__ import annotations

from functions import editors_answer, lanes, log, proposals, slugs, twins
from functions.app import App
from functions.ports import StoredObject, encode

GRACE = 600  # seconds in which the other half of a referral may still be on its way
STALE = 2 * 24 * 3600  # a receipt is not stored for ever, and the sweep runs much sooner than this
DAY = 24 * 3600
LIFETIMES = {"answers": editors_answer.DAYS * DAY, "tries": DAY}  # seconds, as in template.yaml
RECEIVED = (*lanes.LANES, "done", "erased", "quarantine")


def sweep(app: App) -> int:
    """Completes referrals that were sealed but never entered: the function ended between the two."""
    received = {lanes.identity_of(entry.key) for folder in RECEIVED for entry in app.store.keys(f"{folder}/")}
    halves = [entry for entry in app.store.keys("sealed/") if is_half(app, entry, received)]
    completed = sum(app.store.put(*completion(app, entry)) for entry in halves)
    if completed:
        log.event("sweep", "completed", count=completed)
    return completed


def is_half(app: App, entry: StoredObject, received: set[str]) -> bool:
    """Not in its first minutes, unless a clock gone wrong has dated it ahead."""
    age = app.clock() - entry.modified
    in_time = age < 0 or GRACE <= age <= STALE
    reply = entry.key.endswith(proposals.REPLY)
    return in_time and not reply and lanes.identity_of(entry.key) not in received


def completion(app: App, entry: StoredObject) -> tuple[str, bytes]:
    identity, _, *twin = entry.key.removeprefix("sealed/").split(".")
    about = {"kind": "referral", "form": "", "id": identity, "sealed": entry.key, "routing": {},
             "twin": "".join(twin), "on": app.today()}  # fmt: skip
    return f"help/{identity}", encode(about)


def expire(app: App) -> None:
    """What a bucket's lifecycle rules do; for a store that has none, on this machine."""
    for folder, seconds in LIFETIMES.items():
        for entry in app.store.keys(f"{folder}/"):
            if app.clock() - entry.modified > seconds:
                app.store.delete(entry.key)


def settle(app: App, kind: str) -> None:
    """Marks what editors have closed, so that what was sealed with it is deleted in time."""
    settled = {lanes.identity_of(entry.key) for entry in app.store.keys("settled/")}
    closed = {branch.rpartition("/")[2] for branch in app.forge_for(kind).closed()}
    for identity in sorted(closed - settled):
        for reference in twins.all_of(app.store, identity):
            for entry in app.store.keys(f"sealed/{reference}."):
                app.store.settle(entry.key)
        slugs.release(app.store, identity)
        app.store.put(f"settled/{identity}", b"")
