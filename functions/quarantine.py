"""What is set aside until a person has looked at it. The reason is in the name, in words of our own."""

from __future__ import annotations

from functions.ports import Store
from records.text import slugify

TRAPPED = "the-hidden-field-was-filled-in"


def key(identity: str, reason: str) -> str:
    return f"quarantine/{identity}.{slugify(reason) or 'unknown'}"


def reason(stored: str) -> str:
    """As people read it."""
    return stored.partition("/")[2].partition(".")[2].replace("-", " ")


def set_aside(store: Store, waiting: str, identity: str, why: str) -> None:
    body = store.get(waiting)
    if body is not None:  # else another run has finished with it
        store.put(key(identity, why), body)
        store.delete(waiting)
