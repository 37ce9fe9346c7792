"""make restore: puts back what is not there. What is there stays as it is, and what is closed stays away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from functions import lanes
from functions.ports import Store
from hosting.backup import receipts
from hosting.backup.folder import BackupError, Folder
from hosting.backup.retention import FOLDERS, WAITING, closed, erased, folder_of, retained

HOUR = 3600
MARKS = ("erased", "settled", "done", "also")


def restore(store: Store, folder: Folder, identities: list[Any], now: float) -> Iterator[str]:
    """All is read before the first object is put: a wrong key, or a file that lacks, changes nothing."""
    index = folder.index()
    if not index:
        raise BackupError(f"{folder.root} holds no backup. Name the folder: BACKUP=...")
    here = {entry.key: entry.modified for each in FOLDERS for entry in store.keys(f"{each}/")}
    bodies = {key: folder.read(key, identities) for key in wanted(index, here, now)}
    yield f"The backup is {int((now - folder.made_at()) / HOUR)} hours old. What came in since is not in it."
    count = put_back(store, bodies, {**index, **here}, now)
    yield f"{count} objects are put back; {len(index) - count} were there, or were not to come back."
    yield "The worker goes on by itself. What is sealed keeps its days from now on: erase what you settle."


def wanted(index: Mapping[str, float], here: Mapping[str, float], now: float) -> list[str]:
    """In the order in which they are put: folder by folder; in each, what came first."""
    known = {**index, **here}
    shut = closed(known)
    keys = [key for key in retained(known, now, here) if key in index and key not in here]
    still = [key for key in keys if folder_of(key) != "sealed" or lanes.identity_of(key) not in shut]
    return sorted(still, key=lambda key: (FOLDERS.index(folder_of(key)), index[key], key))


def put_back(store: Store, bodies: Mapping[str, bytes], known: Mapping[str, float], now: float) -> int:
    """The number of objects. Before anything that the worker looks at, it has all of its receipts."""
    over = closed(known) | erased(known)
    marks = [key for key in bodies if folder_of(key) in MARKS]
    others = [key for key in bodies if folder_of(key) not in MARKS]
    count = sum(store.put(key, bodies[key]) for key in marks)
    receipts.put(store, unreceived(others, known), now)
    taken = [key for key in others if folder_of(key) == "names" and bodies[key].decode() in over]
    return count + sum(store.put(key, bodies[key]) for key in others if key not in taken)


def unreceived(keys: Iterable[str], known: Mapping[str, float]) -> dict[str, float]:
    """What is sealed and waits in no lane: else the worker gives the receipt."""
    waits = {lanes.identity_of(key) for key in keys if folder_of(key) in WAITING}
    sealed = [key for key in keys if folder_of(key) == "sealed" and lanes.identity_of(key) not in waits]
    return {key: known[key] for key in sealed}
