"""The file name of a new entry: made by us, never taken from a form, and never one that is or was in use."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from functions import tokens
from functions.app import App
from functions.ports import Store
from records.files import is_device
from records.text import slugify

SHORTEST, LONGEST = 3, 50


def base(names: Iterable[str], kind: str) -> str:
    """From the first name that Latin letters spell; the forms ask for such a spelling."""
    for name in names:
        slug = slugify(name)[:LONGEST].rstrip("-")
        if len(slug) >= SHORTEST and not is_device(slug):
            return slug
    return kind


def claim(app: App, wanted: str, identity: str, exists: Callable[[str], bool]) -> str:
    """The first of `name`, `name-2`, ... that is neither published nor waiting; repeated calls agree."""
    for number in range(1, 50):
        slug = wanted if number == 1 else f"{wanted}-{number}"
        if exists(slug):
            continue
        mark = identity.encode()
        if app.store.put(f"names/{slug}", mark) or app.store.get(f"names/{slug}") == mark:
            return slug
    return f"{wanted[:40].rstrip('-')}-{tokens.keyed(app.key(), 'name', identity).hex()[:8]}"


def pending(store: Store, identity: str) -> list[str]:
    """The names that others who wait have claimed."""
    claimed = (entry.key for entry in store.keys("names/"))
    return [key.partition("/")[2] for key in claimed if store.get(key) != identity.encode()]


def release(store: Store, identity: str) -> None:
    """An editor has closed it: if it was not published, its name is free again."""
    for entry in store.keys("names/"):
        if store.get(entry.key) == identity.encode():
            store.delete(entry.key)
