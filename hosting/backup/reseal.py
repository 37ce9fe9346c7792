"""make reseal: seals what is open to the recipients of today, for an editor who has come or gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from functions import lanes, seal
from functions.opened import SEALED_AT, unsealed
from functions.ports import Store
from hosting.backup import receipts
from hosting.backup.retention import closed


def reseal(store: Store, keys: list[str], recipients: list[Any], now: float) -> Iterator[str]:
    """In its place: the name stays, so that the proposal still leads there. What is closed goes by itself."""
    objects = store.keys("sealed/")
    marks = [entry.key for folder in ("settled", "also") for entry in store.keys(f"{folder}/")]
    shut = closed(marks)
    open_ones = [entry for entry in objects if lanes.identity_of(entry.key) not in shut]
    receipts.put(store, {entry.key: entry.modified for entry in open_ones}, now)
    done = 0
    for entry in open_ones:
        content = unsealed(store.get(entry.key) or b"", keys)
        if content is None:
            yield f"No key of yours opens {entry.key}. It stays as it is."
            continue
        dated = {SEALED_AT: entry.modified, **content}
        store.put(entry.key, seal.seal(dated, recipients), replace=True)
        done += 1
    yield f"{done} objects are sealed to {len(recipients)} recipients."
    if left := len(objects) - len(open_ones):
        yield f"{left} belong to closed cases and stay as they are; `make referral FLAGS=--erase` erases one."
