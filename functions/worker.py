"""Processes the inbox: each submission becomes exactly one pull request, however often it is tried."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from functions import log, proposals, revisions, slugs, submission
from functions.app import App
from functions.ports import PoisonError, RefusedError, StoredObject, UnavailableError, encode

LONGEST_WAIT = 60  # minutes
LONGEST_PAUSE = 24 * 3600  # seconds, whatever the other side asks for
MOST_TRIES = 20  # that are counted
BATCH = 8  # pull requests a run: about ten in a burst meet GitHub's limits
FAILURES_A_RUN = 3
GRACE = 600  # seconds in which the other half of a referral may still be on its way
STALE = 2 * 24 * 3600  # a receipt is not stored for ever, and the sweep runs much sooner than this
WAIT = "state/wait"
RECEIVED = ("inbox", "done", "erased", "quarantine")


def process_inbox(app: App, batch: int = BATCH) -> int:
    """The number of submissions done. It is safe to run it at any time, twice at once, and to kill it."""
    done = failures = 0
    if waiting(app):
        log.event("inbox", "waiting")
        return 0
    for entry in app.store.keys("inbox/"):
        if not due(app, entry):
            continue
        outcome = attempt(app, entry)
        done += outcome == "done"
        failures += outcome == "later"
        if outcome == "stop" or done >= batch or failures >= FAILURES_A_RUN:
            break
    left = app.store.keys("inbox/")
    oldest = int(app.clock() - left[0].modified) if left else 0
    log.event("inbox", "ran", done=done, left=len(left), oldest_seconds=max(0, oldest))
    return done


def waiting(app: App) -> bool:
    """Until when all of it waits; a time that nobody can have asked for was written by a clock gone wrong."""
    until = number(app.store.get(WAIT))
    return app.clock() < until <= app.clock() + LONGEST_PAUSE


def number(stored: bytes | None) -> float:
    """What cannot be read counts as none."""
    try:
        return float(stored or 0)
    except ValueError:
        return 0.0


def attempt(app: App, entry: StoredObject) -> str:
    identity = entry.key.partition("/")[2]
    started = app.clock()
    try:
        finish(app, entry.key, identity)
        outcome = "done"
    except UnavailableError as error:
        outcome = later(app, identity, error)
    except RefusedError:
        # Every other entry would be refused as well; none of them is at fault.
        put_off_all(app, app.clock() + 600)
        outcome = "stop"
    except PoisonError:
        outcome = "poison"
        set_aside(app, entry.key, identity)
    except Exception as error:
        # A fault of ours, or an answer that we did not think of: nothing shows that the entry is to blame.
        outcome = f"fault-{type(error).__name__}".lower()
        later(app, identity, UnavailableError(outcome))
    log.event("entry", outcome, identity, ms=int(1000 * (app.clock() - started)))
    return outcome


def finish(app: App, key: str, identity: str) -> None:
    """The receipt comes before the entry goes: between the two, the next run finds the receipt."""
    body = app.store.get(key)
    if body is None:
        return
    if app.store.get(f"done/{identity}") is None:
        receipt = proposals.carry_out(app, submission.parse(body))
        app.store.put(f"done/{identity}", encode(receipt))
    app.store.delete(f"state/tries-{identity}")
    app.store.delete(key)


def due(app: App, entry: StoredObject) -> bool:
    tries, since = tried(app, entry.key.partition("/")[2])
    pause = 60 * min(2 ** (tries - 1), LONGEST_WAIT) if tries else 0
    return not since <= app.clock() < since + pause


def tried(app: App, identity: str) -> tuple[int, float]:
    body = app.store.get(f"state/tries-{identity}")
    try:
        tries, since = json.loads(body) if body else (0, 0)
        return min(max(int(tries), 0), MOST_TRIES), float(since)
    except (ValueError, TypeError):
        return 0, 0.0


def later(app: App, identity: str, error: UnavailableError) -> str:
    """1, 2, 4 ... 60 minutes, for ever. If the other side names a time, nothing is tried before it."""
    if error.after is not None:
        put_off_all(app, app.clock() + min(error.after, LONGEST_PAUSE))
        return "stop"
    tries = min(tried(app, identity)[0] + 1, MOST_TRIES)
    quietly(
        lambda: app.store.put(
            f"state/tries-{identity}", json.dumps([tries, app.clock()]).encode(), replace=True
        )
    )
    return "later"


def put_off_all(app: App, until: float) -> None:
    quietly(lambda: app.store.put(WAIT, str(until).encode(), replace=True))


def set_aside(app: App, key: str, identity: str) -> None:
    def move() -> None:
        body = app.store.get(key)
        if body is not None:  # else another run has finished with it
            app.store.put(f"quarantine/{identity}", body)
            app.store.delete(key)

    quietly(move)


def quietly(act: Callable[[], Any]) -> None:
    """What fails here costs a try, not an entry."""
    try:
        act()
    except (UnavailableError, RefusedError, PoisonError):
        log.event("store", "unavailable")


def sweep(app: App) -> int:
    """Completes referrals that were sealed but never entered: the function ended between the two."""
    completed_count, received = (
        0,
        {entry.key.partition("/")[2] for folder in RECEIVED for entry in app.store.keys(f"{folder}/")},
    )
    for entry in app.store.keys("sealed/"):
        identity, _, purpose = entry.key.removeprefix("sealed/").partition(".")
        in_time = GRACE <= app.clock() - entry.modified <= STALE
        if not in_time or purpose.endswith(proposals.REPLY) or identity in received:
            continue
        completed = {
            "kind": "referral",
            "form": "",
            "id": identity,
            "sealed": entry.key,
            "routing": {},
            "on": app.today(),
        }
        completed_count += app.store.put(f"inbox/{identity}", encode(completed))
    if completed_count:
        log.event("sweep", "completed", count=completed_count)
    return completed_count


def settle(app: App) -> None:
    """Marks what editors have closed, so that what was sealed with it is deleted in time."""
    settled = {entry.key.partition("/")[2] for entry in app.store.keys("settled/")}
    for kind in ("signup", "referral"):
        for identity in closed(app, kind) - settled:
            for entry in app.store.keys(f"sealed/{identity}."):
                app.store.settle(entry.key)
            slugs.release(app.store, identity)
            app.store.put(f"settled/{identity}", b"")


def closed(app: App, kind: str) -> set[str]:
    try:
        return {branch.rpartition("/")[2] for branch in app.forge_for(kind).closed()}
    except UnavailableError as error:
        if error.after is not None:
            put_off_all(app, app.clock() + min(error.after, LONGEST_PAUSE))
        return set()


def run(app: App) -> int:
    sweep(app)
    done = process_inbox(app)
    if not app.store.keys("inbox/"):  # else the forge may be away, and is left alone
        quietly(partial(settle, app))
        quietly(partial(revisions.renew_pending, app, BATCH))
    return done
