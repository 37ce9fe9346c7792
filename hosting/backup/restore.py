"""make restore: puts back what is not there. What is there stays as it is, and what is closed stays away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from functions import lanes
from functions.ports import Store
from hosting.backup import receipts
from hosting.backup.folder import BackupError, Folder
from hosting.backup.retention import FOLDERS, closed, erased, folder_of, retained

HOUR = 3600


def restore(store: Store, folder: Folder, identities: list[Any], now: float) -> Iterator[str]:
    """All is read before the first object is put: a wrong key, or a file that lacks, changes nothing."""
    index = folder.index()
    if not index:
        raise BackupError(f"{folder.root} holds no backup. Name the folder: BACKUP=...")
    here = {entry.key: entry.modified for each in FOLDERS for entry in store.keys(f"{each}/")}
    known = {**index, **here}
    wanted = [key for key in retained(known, now, here) if key not in here and key in index]
    shut = closed(known)
    sealed = {key: index[key] for key in wanted if folder_of(key) == "sealed"}
    bodies = {key: folder.read(key, identities) for key in wanted}
    yield f"The backup is {int((now - folder.made_at()) / HOUR)} hours old. What came in since is not in it."
    count = 0
    for key in ordered(wanted, index):
        if folder_of(key) == "sealed" and lanes.identity_of(key) in shut:
            continue
        if folder_of(key) == "names" and bodies[key].decode("utf-8", "replace") in shut | erased(known):
            continue
        if sealed and folder_of(key) not in ("erased", "settled", "done"):
            receipts.put(store, unreceived(sealed, wanted), now)
            sealed = {}
        count += store.put(key, bodies[key])
    yield f"{count} objects are put back; {len(index) - len(wanted)} were there, or were not to come back."
    yield "The worker goes on by itself. What is sealed keeps its days from now on: erase what you settle."


def ordered(keys: list[str], index: dict[str, float]) -> list[str]:
    """Folder by folder; in each, what came first."""
    return sorted(keys, key=lambda key: (FOLDERS.index(folder_of(key)), index[key], key))


def unreceived(sealed: dict[str, float], wanted: list[str]) -> dict[str, float]:
    """What still waits in a lane gets its receipt from the worker."""
    waits = {lanes.identity_of(key) for key in wanted if folder_of(key) in (*lanes.LANES, "quarantine")}
    return {key: modified for key, modified in sealed.items() if lanes.identity_of(key) not in waits}
