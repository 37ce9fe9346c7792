"""Works off what waits: each submission becomes exactly one pull request, however often it is tried."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from functions import (
    lanes,
    log,
    proposals,
    quarantine,
    renewal_letters,
    revisions,
    submission,
    twins,
    upkeep,
)
from functions.app import App
from functions.ports import PoisonError, RefusedError, Store, StoredObject, UnavailableError, encode
from records.text import slugify

LONGEST_WAIT = 60  # minutes
LONGEST_PAUSE = 24 * 3600  # seconds, whatever the other side asks for
MOST_TRIES = 20  # that are counted
FAILURES_A_LANE = 3  # in one run
RUN_SECONDS = 200  # of the 300 that AWS gives; what is left waits for the next nudge or the schedule
SPACING = 7  # seconds: about ten pull requests in a minute meet a limit of GitHub's
RENEWALS_A_RUN = 4  # proposals whose entry has changed
REFUSED_PAUSE = 600  # seconds
WAIT = "state/wait"
# What a lane does after an outcome: the others go on without it, or nothing does.
ENDS_LANE, ENDS_RUN = ("stop", "full"), ("limited",)


class Run:
    """One pass over what waits. It is safe at any time, twice at once, and to be killed."""

    def __init__(self, app: App) -> None:
        self.app, self.started = app, app.clock()
        self.looked_at: set[str] = set()
        self.outcomes: Counter[tuple[str, str]] = Counter()

    def work(self) -> int:
        """The number of submissions done."""
        for entry in self.queue():
            lane = lanes.lane_of(entry.key)
            outcome = attempt(self.app, entry)
            self.outcomes[lane, outcome] += 1
            if outcome in ENDS_RUN or self.app.clock() - self.started > RUN_SECONDS:
                break
        return sum(count for (_, outcome), count in self.outcomes.items() if outcome == "done")

    def queue(self) -> Iterator[StoredObject]:
        """Who asks for help first, and again after each of the others."""
        yield from self.help()
        for lane in (lanes.INBOX, lanes.DEFERRED):
            for entry in self.app.store.keys(f"{lane}/"):
                if self.ended(lane) or (lane == lanes.DEFERRED and not lanes.quota_left(self.app)):
                    break
                if due(self.app, entry):
                    yield entry
                    yield from self.help()

    def help(self) -> Iterator[StoredObject]:
        """The list is read again each time, as more may have come."""
        while not self.ended(lanes.HELP) and (entry := self.next_for_help()):
            yield entry

    def next_for_help(self) -> StoredObject | None:
        for entry in lanes.fair(self.app, self.app.store.keys("help/")):
            if entry.key not in self.looked_at:
                self.looked_at.add(entry.key)
                if due(self.app, entry):
                    return entry
        return None

    def ended(self, lane: str) -> bool:
        failures = sum(
            count
            for (where, outcome), count in self.outcomes.items()
            if where == lane and outcome.startswith(("later", "fault"))
        )
        stopped = any(self.outcomes[lane, outcome] for outcome in ENDS_LANE)
        return stopped or failures >= FAILURES_A_LANE or waiting(self.app, f"{WAIT}-{lane}")


def process_inbox(app: App) -> int:
    if waiting(app, WAIT):
        log.event("inbox", "waiting")
        return 0
    done = Run(app).work()
    report(app, done)
    return done


def report(app: App, done: int) -> None:
    """What the alarms look at."""
    ages = {folder: ages_of(app, folder) for folder in (*lanes.LANES, "quarantine")}
    log.event("help", "ran", left=len(ages["help"]), oldest_seconds=max(ages["help"], default=0))
    log.event(
        "inbox", "ran", done=done, left=len(ages["inbox"]), oldest_seconds=max(ages["inbox"], default=0),
        deferred=len(ages["deferred"]), set_aside=len(ages["quarantine"]),
    )  # fmt: skip


def ages_of(app: App, folder: str) -> list[int]:
    return [max(0, int(app.clock() - entry.modified)) for entry in app.store.keys(f"{folder}/")]


def waiting(app: App, key: str) -> bool:
    """Until when all of it waits; a time that nobody can have asked for was written by a clock gone wrong."""
    until = number(app.store.get(key))
    return app.clock() < until <= app.clock() + LONGEST_PAUSE


def number(stored: bytes | None) -> float:
    """What cannot be read counts as none."""
    try:
        return float(stored or 0)
    except ValueError:
        return 0.0


def attempt(app: App, entry: StoredObject) -> str:
    identity, started, why = lanes.identity_of(entry.key), app.clock(), ""
    try:
        outcome = finish(app, entry.key, identity)
    except UnavailableError as error:
        outcome, why = later(app, identity, error), error.outcome
    except RefusedError as error:
        # Every other entry of its lane would be refused as well; none of them is at fault.
        outcome, why = "stop", str(error)
        put_off(app, f"{WAIT}-{lanes.lane_of(entry.key)}", REFUSED_PAUSE)
    except PoisonError as error:
        outcome, why = "poison", str(error)
        quietly(partial(quarantine.set_aside, app.store, entry.key, identity, why))
    except Exception as error:
        # A fault of ours, or an answer that we did not think of: nothing shows that the entry is to blame.
        outcome = f"fault-{type(error).__name__}".lower()
        later(app, identity, UnavailableError(outcome))
    log.event("entry", outcome, identity, why=slugify(why), ms=int(1000 * (app.clock() - started)))
    return outcome


def finish(app: App, key: str, identity: str) -> str:
    """The receipt comes before the entry goes: between the two, the next run finds the receipt."""
    body = app.store.get(key)
    if body is None:
        return "done"
    if app.store.get(f"done/{identity}") is None:
        entry = submission.parse(body)
        is_new = entry["kind"] == "signup"
        if is_new and not lanes.quota_left(app):
            return move(app, key, f"{lanes.DEFERRED}/{identity}", body)
        if lanes.full(app, lanes.mark_of(key)):
            return "full"
        app.store.put(f"done/{identity}", encode(carry_out(app, key, entry)))
        if is_new:
            lanes.signups(app).add()
    app.store.delete(f"state/tries-{identity}")
    app.store.delete(key)
    return "done"


def carry_out(app: App, key: str, entry: submission.Submission) -> dict[str, Any]:
    """Gives the receipt."""
    other = twins.first(app, entry)
    lanes.take_turn(app, lanes.mark_of(key))
    return proposals.carry_out(app, entry) if other == entry["id"] else twins.join(app, entry, other)


def move(app: App, key: str, there: str, body: bytes) -> str:
    if key != there:
        app.store.put(there, body)
        app.store.delete(key)
    return "deferred"


def due(app: App, entry: StoredObject) -> bool:
    tries, since = tried(app.store, lanes.identity_of(entry.key))
    pause = 60 * min(2 ** (tries - 1), LONGEST_WAIT) if tries else 0
    return not since <= app.clock() < since + pause


def tried(store: Store, identity: str) -> tuple[int, float]:
    """How often, and when last."""
    body = store.get(f"state/tries-{identity}")
    try:
        tries, since = json.loads(body) if body else (0, 0)
        return min(max(int(tries), 0), MOST_TRIES), float(since)
    except (ValueError, TypeError):
        return 0, 0.0


def later(app: App, identity: str, error: UnavailableError) -> str:
    """1, 2, 4 ... 60 minutes, for ever. If the other side names a time, nothing is tried before it."""
    if error.after is not None:
        put_off(app, WAIT, error.after)
        return "limited"
    tries = min(tried(app.store, identity)[0] + 1, MOST_TRIES)
    state = json.dumps([tries, app.clock()]).encode()
    quietly(partial(app.store.put, f"state/tries-{identity}", state, replace=True))
    return "later"


def put_off(app: App, key: str, seconds: float) -> None:
    until = app.clock() + min(seconds, LONGEST_PAUSE)
    quietly(partial(app.store.put, key, str(until).encode(), replace=True))


def quietly(act: Callable[[], Any]) -> None:
    """What fails here costs a try, not an entry."""
    try:
        act()
    except (UnavailableError, RefusedError, PoisonError):
        log.event("store", "unavailable")


def settle(app: App, kind: str) -> None:
    try:
        upkeep.settle(app, kind)
    except UnavailableError as error:
        if error.after is not None:
            put_off(app, WAIT, error.after)


def renew(app: App) -> None:
    """Few at a time: somebody may ask for help meanwhile. Each takes as many writes as a new one."""
    for _ in range(revisions.renew_pending(app, min(RENEWALS_A_RUN, lanes.room(app)))):
        lanes.pulls(app).add(lanes.INBOX)


def run(app: App) -> int:
    """Both halves of what a nudge or the schedule asks for."""
    upkeep.sweep(app)
    done = process_inbox(app)
    if not any(app.store.keys(f"{lane}/") for lane in (lanes.HELP, lanes.INBOX)):
        for kind in ("signup", "referral"):  # else the forge may be away, and is left alone
            quietly(partial(settle, app, kind))
        quietly(partial(renew, app))
    renewal_letters.go_on(app)
    return done
