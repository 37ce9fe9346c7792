"""Which entries nobody has confirmed for long, and which of them a letter may ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from experts.freshness import DUE, HIDDEN, OVERDUE, heard_from, months
from functions import letters
from functions.app import App
from functions.email_message import mailable
from functions.ports import PoisonError
from functions.submission import parse
from records import web

if TYPE_CHECKING:
    from experts import Profile

STAGES = (DUE, DUE + 1, OVERDUE, OVERDUE + 1, HIDDEN, HIDDEN + 1)
"""Whole months without a word after which a letter goes: at each threshold, and once more a month later."""
LEAST_DAYS = 27  # between two letters to one entry
ASKED = "asked/"


class Due(NamedTuple):
    """An entry, the day on which it was last heard that it is correct, and the stage that it has come to."""

    profile: Profile
    heard: date
    stage: int

    @property
    def key(self) -> str:
        return self.key_at(self.stage)

    def key_at(self, stage: int) -> str:
        return f"{ASKED}{self.profile.slug}.{self.heard:%Y%m%d}.{stage}"


def due(app: App, today: date, *, invented: bool) -> Iterator[Due]:
    """The longest without a word first. `invented`: samples, too."""
    entries = [profile for profile in app.listing.profiles() if invented or not profile.sample]
    for profile in sorted(entries, key=lambda entry: (heard_from(entry), entry.slug)):
        heard = heard_from(profile)
        if stage := max((each for each in STAGES if each <= months(heard, today)), default=0):
            yield Due(profile, heard, stage)


def waiting(app: App, all_due: Iterable[Due], today: date, *, invented: bool) -> list[Due]:
    """Who is to have a letter and has had none; nobody about whom a request waits for an editor."""
    asked = {stored.key for stored in app.store.keys(ASKED)}
    able = [each for each in all_due if each.key not in asked and addresses(each.profile, invented=invented)]
    busy = under_request(app) if able else set()
    return [each for each in able if each.profile.slug not in busy and rested(app, each, asked, today)]


def rested(app: App, each: Due, asked: set[str], today: date) -> bool:
    """Whether the letter of an earlier stage is long enough ago: that one may have gone late."""
    earlier = [key for stage in STAGES if stage < each.stage and (key := each.key_at(stage)) in asked]
    if not earlier:
        return True
    last = (app.store.get(earlier[-1]) or b"").decode("ascii", "replace")
    return last <= (today - timedelta(LEAST_DAYS)).isoformat()


def addresses(profile: Profile, *, invented: bool = False) -> list[str]:
    """Those that the entry shows. The one that it was signed up with is known by a keyed mark alone.

    `invented`: also those that by the standards of the internet nobody has.
    """
    if profile.consent.no_letters:
        return []
    shown = dict.fromkeys(way.address for way in profile.contact if way.kind == "email" and way.address)
    real = [each for each in shown if invented or not web.is_fiction(each.rpartition("@")[2].casefold())]
    return [each for each in real if mailable(each)][: letters.MOST_ADDRESSES]


def under_request(app: App) -> set[str]:
    """Entries about which something waits for an editor, or to become a proposal."""
    slugs = set()
    for stored in (*app.store.keys("pending/"), *app.store.keys("inbox/")):
        with suppress(PoisonError):
            slugs.add(parse(app.store.get(stored.key) or b"").get("profile", ""))
    return slugs
