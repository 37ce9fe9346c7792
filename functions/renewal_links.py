"""The link in a letter that asks whether an entry is still correct.

It is for one entry and one letter, it is good once, and it proves that the entry's own address answers.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from functions import tokens
from functions.app import App
from functions.submission import Submission

LINK_DAYS = 60
EARLY_DAYS = 1  # a link may come from a clock that is a day ahead
LONGEST = 400  # characters
OWNER_LETTERS = 16


class Link(NamedTuple):
    """`owner` marks the address that the letter went to, `identity` the letter to all of the entry's.

    `key` is the one that signed it: what follows from the letter stays the same when the keys change.
    """

    slug: str
    on: date
    owner: str
    identity: str
    key: str


def token(key: str, slug: str, on: date, address: str) -> str:
    return tokens.signed(f"{slug}.{on:%Y%m%d}.{owner(key, address)}", key, "renewal")


def owner(key: str, address: str) -> str:
    return tokens.in_letters(tokens.keyed(key, "renewal-owner", address.casefold()), OWNER_LETTERS)


def letter_id(key: str, slug: str, on: date) -> str:
    stamp = tokens.keyed(key, "renewal-letter", slug, on.isoformat())
    return tokens.in_letters(stamp, tokens.REFERENCE_LETTERS)


def read(keys: tuple[str, ...], text: str) -> Link | None:
    """None for what we did not write."""
    tried = ((key, tokens.unsigned(text, (key,), "renewal")) for key in keys if len(text) <= LONGEST)
    key, content = next((pair for pair in tried if pair[1] is not None), ("", None))
    if content is None:
        return None
    slug, day, whose = content.split(".")
    on = date.fromisoformat(day)
    return Link(slug, on, whose, letter_id(key, slug, on), key)


def state(app: App, link: Link) -> str:
    """`ask` while it is good; else why it is not: used, gone (the entry), late, elsewhere (the address)."""
    if app.store.get(used(link)) is not None:
        return "used"
    data = app.listing.data(link.slug)
    if data is None:
        return "gone"
    if not in_time(link, app.today()):
        return "late"
    return "ask" if is_theirs(link, data) else "elsewhere"


def in_time(link: Link, day: str) -> bool:
    return -EARLY_DAYS <= (date.fromisoformat(day) - link.on).days <= LINK_DAYS


def is_theirs(link: Link, data: Mapping[str, Any]) -> bool:
    """Whether the entry still has the address: who has left proves nothing with an old letter."""
    shown = [way["address"] for way in data.get("contact", ()) if way.get("kind") == "email"]
    return any(hmac.compare_digest(owner(link.key, address), link.owner) for address in shown)


def used(link: Link) -> str:
    return f"used/{link.identity}"


def use(app: App, text: str, identity: str) -> bool:
    """The first submission has it, however often that one is tried; to any other it is no proof."""
    link = read(app.keys().read, text)
    if link is None:
        return False
    own = identity.encode()
    return app.store.put(used(link), own) or app.store.get(used(link)) == own


def proven(app: App, entry: Submission, standing: Mapping[str, Any]) -> Submission:
    """The submission, with whether its link proves anything in place of the link itself."""
    text = entry.get("proof", "")
    rest = {name: value for name, value in entry.items() if name != "proof"}
    link = read(app.keys().read, text) if isinstance(text, str) else None
    good = (
        link is not None
        and link.slug == entry["profile"]
        and in_time(link, entry["on"])
        and is_theirs(link, standing)
        and use(app, text, entry["id"])
    )
    return {**rest, "proven": True} if good else rest
