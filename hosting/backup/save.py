"""make backup: brings a folder up to what the function's bucket holds. It may be stopped and run again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from functions.ports import KEY, Store
from hosting.backup.folder import Folder
from hosting.backup.retention import FOLDERS, folder_of, retained


def save(store: Store, folder: Folder, recipients: list[Any], now: float) -> Iterator[str]:
    """Yields what a person is told."""
    known = folder.index()
    there = [entry for each in FOLDERS for entry in store.keys(f"{each}/")]
    present = {entry.key: entry.modified for entry in there if KEY.match(entry.key)}
    if foreign := len(there) - len(present):
        yield f"{foreign} have names that are none of ours, and are not copied."
    kept = retained({**known, **present}, now, present)
    copied = 0
    for key in [key for key in kept if key in present and known.get(key) != present[key]]:
        body = store.get(key)
        if body is None:  # the worker has finished with it meanwhile
            del kept[key]
            continue
        folder.write(key, body, recipients, present[key])
        copied += 1
    folder.finish(kept, now)
    yield f"{copied} objects copied; {len(kept)} are kept, {len(known.keys() - kept.keys())} forgotten."
    lost = [key for key in kept if key not in present and folder_of(key) not in ("names", "twins", "pending")]
    if lost:
        yield (
            f"{len(lost)} are in the backup and gone from the bucket, and nothing says why. If nobody meant "
            "that: make restore puts them back, and nothing else."
        )
