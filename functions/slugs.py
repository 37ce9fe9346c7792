"""The file name of a new entry: made by us, never taken from a form, and never one that is or was in use."""

from __future__ import annotations

from collections.abc import Callable

from functions.ports import Store
from records.files import is_device
from records.text import slugify

SHORTEST = 3


def base(name: str, kind: str, identity: str) -> str:
    """From the name; where no Latin letter is left of it, from the reference."""
    slug = slugify(name)
    if len(slug) < SHORTEST or is_device(slug):
        return f"{slug or kind}-{identity[:6]}".lstrip("-")
    return slug[:50].rstrip("-")


def claim(store: Store, wanted: str, identity: str, exists: Callable[[str], bool]) -> str:
    """The first of `name`, `name-2`, ... that is neither published nor waiting; repeated calls agree."""
    for number in range(1, 50):
        slug = wanted if number == 1 else f"{wanted}-{number}"
        if exists(slug):
            continue
        if store.put(f"names/{slug}", identity.encode()) or store.get(f"names/{slug}") == identity.encode():
            return slug
    return f"{wanted[:40].rstrip('-')}-{identity[:8]}"
