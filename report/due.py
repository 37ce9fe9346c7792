"""Entries that nobody has confirmed for long, by age, and how to reach each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from experts import Directory, Profile
from experts.freshness import Freshness, freshness, heard_from, months
from records import dates
from records.unconfirmed import Unconfirmed

# What a band of ages is called in the list; the site hides, demotes or marks these entries.
KIND: dict[Freshness, str] = {"hidden": "hidden", "overdue": "demoted", "due": "due"}
AFTER_ALL = 1_000_000  # behind every day as a number


def due(directory: Directory, today: date) -> Iterator[Unconfirmed]:
    """Of each band the longest without a word first."""
    for profile in directory.profiles:
        if not profile.sample:
            yield from (*_unheard(directory, profile, today), *_unchecked(directory, profile, today))


def _unheard(directory: Directory, profile: Profile, today: date) -> Iterator[Unconfirmed]:
    heard = heard_from(profile)
    state = freshness(heard, today)
    if state != "fresh":
        confirmed = heard > profile.verification.on
        part = "confirmed" if confirmed else "verification"
        who = "it said itself that it is correct" if confirmed else "was checked"
        message = f"{who} {months(heard, today)} months ago; {reach(profile)}"
        line = directory.line(profile.path, (part, "on"))
        yield Unconfirmed(KIND[state], profile.path, line, profile.slug, message, heard.toordinal())


def _unchecked(directory: Directory, profile: Profile, today: date) -> Iterator[Unconfirmed]:
    """It has answered, but the editors' own check is old."""
    on, heard = profile.verification.on, heard_from(profile)
    if freshness(heard, today) == "fresh" and freshness(on, today) != "fresh":
        message = (
            f"was checked {months(on, today)} months ago; it said itself on {dates.in_words(heard)} "
            "that it is correct"
        )
        line = directory.line(profile.path, ("verification", "on"))
        yield Unconfirmed("due", profile.path, line, profile.slug, message, AFTER_ALL + on.toordinal())


def reach(profile: Profile) -> str:
    """How an editor asks them: letters go by themselves only to an e-mail address that the entry shows."""
    mails = ", ".join(way.address for way in profile.contact if way.kind == "email" and way.address)
    numbers = ", ".join(way.dial for way in profile.contact if way.kind == "phone" and way.dial)
    call = f"call {numbers}" if numbers else ""
    if profile.consent.no_letters:
        return f"wants no letters: {call or 'ask another way'}"
    if mails:
        return f"letters go to {mails}" + (f", or {call}" if call else "")
    return f"no letter reaches it: {call or 'ask through its website or register'}"
