"""make intake: what waits to become a pull request, what was set aside and why, and what to do about it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from functions import erasure, lanes, quarantine, worker
from functions.ports import Store, StoredObject
from functions.tokens import spaced

QUARANTINE = "quarantine"
GROUPS = {
    "help": "Waits, messages for help and enquiries",
    "inbox": "Waits",
    "deferred": "Waits for a later day, as there were more new entries than the quota of one",
    QUARANTINE: "Set aside until somebody looks at it",
}
HOW = """
See one:         make intake REF=...
Put it back:     make intake REF=... FLAGS=--put-back     then it is tried again within ten minutes
Throw it away:   make intake REF=... FLAGS=--throw-away   it is erased and never comes back
Several at once: REF="one another"; REF=deferred stands for all that wait for a later day"""


def show(store: Store, now: float) -> int:
    """Everything that has not become a pull request yet, the oldest first in each group."""
    count = 0
    for folder, title in GROUPS.items():
        objects = store.keys(f"{folder}/")
        count += len(objects)
        if objects:
            print(f"{title} ({len(objects)}):")
        for entry in objects:
            print(f"  {row(store, entry, now)}")
    print(HOW if count else "Nothing waits, and nothing is set aside.")
    return 0


def row(store: Store, entry: StoredObject, now: float) -> str:
    day = datetime.fromtimestamp(entry.modified, UTC).strftime("%Y-%m-%d %H:%M")
    lane = lanes.lane_of(entry.key)
    about = quarantine.reason(entry.key) if lane == QUARANTINE else tries(store, entry, now)
    return f"{day}  {named(lanes.identity_of(entry.key))}  {about}".rstrip()


def named(identity: str) -> str:
    head, _, last = identity.rpartition("-")
    return f"{head}-{spaced(last)}" if head else spaced(last)


def tries(store: Store, entry: StoredObject, now: float) -> str:
    count, last = worker.tried(store, lanes.identity_of(entry.key))
    return f"tried {count} times, last {max(0, int(now - last)) // 60} minutes ago" if count else ""


def objects_of(store: Store, references: Iterable[str]) -> list[StoredObject]:
    """What waits or is set aside under any of these references; a reference may have its hyphens."""
    everything = [entry for folder in GROUPS for entry in store.keys(f"{folder}/")]
    plain = {reference.replace("-", "").lower() for reference in references}
    return [
        entry
        for entry in everything
        if lanes.identity_of(entry.key).replace("-", "") in plain
        or (lanes.lane_of(entry.key) == lanes.DEFERRED and lanes.DEFERRED in plain)
    ]


def act(store: Store, references: list[str], flag: str) -> int:
    objects = objects_of(store, references)
    if not objects:
        print(
            "Nothing waits and nothing is set aside under this reference. `make intake` lists what there is."
        )
        return 1
    for entry in objects:
        {"": print_one, "--put-back": put_back, "--throw-away": throw_away}[flag](store, entry)
    return 0


def print_one(store: Store, entry: StoredObject) -> None:
    """What was sent is hostile until a person has read it: nothing in it may steer the terminal."""
    lane, reason = lanes.lane_of(entry.key), quarantine.reason(entry.key)
    print(f"{lane} {named(lanes.identity_of(entry.key))} {reason if lane == QUARANTINE else ''}".rstrip())
    for line in lines(store.get(entry.key) or b""):
        print("  " + "".join(char if char.isprintable() else "\ufffd" for char in line))


def lines(body: bytes) -> list[str]:
    text = body.decode("utf-8", "replace")
    with suppress(ValueError):
        return json.dumps(json.loads(text), ensure_ascii=False, indent=1).splitlines()
    return text.splitlines()


def put_back(store: Store, entry: StoredObject) -> None:
    """Into the lane that it came from; what waits already is tried at once."""
    identity, body = lanes.identity_of(entry.key), store.get(entry.key)
    store.delete(f"state/tries-{identity}")
    if body is not None and lanes.lane_of(entry.key) == QUARANTINE:
        lane = lanes.HELP if kind_of(body) in ("referral", "reply") else lanes.INBOX
        store.put(f"{lane}/{identity}", body)
        store.delete(entry.key)
    print(f"{named(identity)} is tried again with the next run.")


def kind_of(body: bytes) -> Any:
    with suppress(ValueError, AttributeError):
        return json.loads(body).get("kind")
    return None


def throw_away(store: Store, entry: StoredObject) -> None:
    identity = lanes.identity_of(entry.key)
    erasure.erase(store, identity)
    print(f"{named(identity)} is erased.")
