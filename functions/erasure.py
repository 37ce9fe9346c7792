"""Erases a submission under all of its references."""

from __future__ import annotations

from functions import lanes, slugs, twins
from functions.ports import Store

FOLDERS = (*lanes.LANES, "done", "quarantine", "pending", "settled")


def erase(store: Store, identity: str) -> int:
    """The number of objects that are gone. Only the references are left, so that nothing comes back."""
    references = twins.all_of(store, identity)
    for reference in references:
        store.put(f"erased/{reference}", b"")
    gone = {
        entry.key
        for reference in references
        for prefix in (f"sealed/{reference}.", *(f"{folder}/{reference}" for folder in FOLDERS))
        for entry in store.keys(prefix)
    }
    for key in sorted(gone):
        store.delete(key)
    slugs.release(store, references[0])
    for second in references[1:]:
        store.delete(f"also/{references[0]}.{second}")
    return len(gone)
