"""What an editor's key opens, in the order in which it came."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any, NamedTuple

import pyrage

from functions import lanes, twins
from functions.ports import Store, StoredObject
from functions.seal import unseal

SEALED_AT = "sealed_at"  # in what was sealed once more, to other editors: the seconds when it came


class Opened(NamedTuple):
    """`modified`: when it was sealed first, in seconds since 1970."""

    reference: str
    modified: float
    content: dict[str, Any]


def sealed_objects(store: Store, identity: str) -> list[StoredObject]:
    """Under any of its references: the same may have been sent twice, and somebody may have written back."""
    return [entry for each in twins.all_of(store, identity) for entry in store.keys(f"sealed/{each}.")]


def all_opened(store: Store, objects: Iterable[StoredObject], keys: list[str]) -> list[Opened]:
    contents = ((entry, unsealed(store.get(entry.key) or b"", keys)) for entry in objects)
    return [
        Opened(lanes.identity_of(entry.key), content.pop(SEALED_AT, entry.modified), content)
        for entry, content in contents
        if content
    ]


def unsealed(sealed: bytes, keys: list[str]) -> dict[str, Any] | None:
    """With the first key that fits; None where none does, or where it was changed."""
    for key in keys:
        with suppress(pyrage.DecryptError):
            return unseal(sealed, key)
    return None
