"""Which entries an enquiry is for: people write names, as they read them here."""

from __future__ import annotations

from forms.fields import Answers, split
from forms.referral import MOST_ENTRIES
from functions.app import App
from records import suggestions


def problems(given: Answers, app: App) -> dict[str, str]:
    names = split("".join(given.get("entries", ())[:1]), r"\n")
    if len(names) > MOST_ENTRIES:
        return {"entries": f"Name at most {MOST_ENTRIES} experts"}
    known = {suggestions.key(profile.name) for profile in app.listing.profiles()} if names else set()
    strange = [
        name for name in names if suggestions.key(name) not in known and app.listing.data(name) is None
    ]
    return (
        {"entries": f"There is no entry “{strange[0][:60]}”. Write the name as it is in the directory"}
        if strange
        else {}
    )
