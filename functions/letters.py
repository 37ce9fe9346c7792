"""Letters that prove who sent a form: to the sender's own address, or to one that the standing entry has."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import Any

from functions import log, tokens
from functions.app import App
from functions.email_message import mailable
from functions.ports import PoisonError, RefusedError, UnavailableError

MOST_ADDRESSES = 3  # of one entry that are written to
LETTERS_A_DAY = 3  # to one address about standing entries: a stranger's request cannot use up the only one
CONFIRMED, NOT_CONFIRMED = "confirmed-by-entry", "not-confirmed"

SIGNUP = """Someone, probably you, asked us to list an entry in the directory and gave this e-mail address.

Please confirm that it was you:

{link}

If it was not you, do nothing. The link works for a week.
"""
STANDING = """Someone asked us, through a form, to {asked} this entry in the directory:

{entry}

Its reference is {reference}. Whoever sent the form was shown the same one.

Was it you? Then please open this page and press the button:

{link}

Was it not you? Then do not open the link, and please tell the editors: {editors}
An editor looks at every request before anything happens. The link works for a week.
"""
ASKED = {"change": "change", "correct": "mark as still correct", "remove": "remove"}


def recipients(
    app: App, entry: Mapping[str, Any], standing: Mapping[str, Any] | None, sender: str
) -> list[str]:
    """Of a new entry the sender; of a standing one the addresses that it shows or was signed up with."""
    if standing is None:
        return [sender]
    shown = [way["address"] for way in standing.get("contact", ()) if way.get("kind") == "email"]
    mark = standing.get("consent", {}).get("address_mark", "")
    own = any(hmac.compare_digest(tokens.owner_mark(key, sender), mark) for key in app.keys().marks)
    return list(dict.fromkeys([*shown[:MOST_ADDRESSES], *([sender] if own else [])]))


def send(app: App, entry: Mapping[str, Any], standing: Mapping[str, Any] | None, sender: str) -> None:
    """A letter that could not be sent is not tried again: the editors can still write themselves."""
    if app.mail is None:
        return
    token = tokens.confirm_token(app.key(), entry["kind"], entry["id"], app.clock())
    link = f"{app.origin}/send/confirm/{token}"
    text = SIGNUP.format(link=link) if standing is None else about_standing(app, entry, link)
    subject = "Please confirm your address" if standing is None else "A request about your entry"
    for to in recipients(app, entry, standing, sender):
        if mailable(to) is None or not allowed(app, entry, to, 1 if standing is None else LETTERS_A_DAY):
            continue
        try:
            app.mail.send(to, subject, text)
        except (UnavailableError, RefusedError, PoisonError):
            log.event("mail", "failed", entry["id"])


def about_standing(app: App, entry: Mapping[str, Any], link: str) -> str:
    """Nothing in it was written by whoever asks."""
    return STANDING.format(
        asked=ASKED[entry["kind"]],
        entry=f"{app.origin}/experts/{entry['profile']}/",
        reference=tokens.spaced(entry["id"]),
        link=link,
        editors=app.listing.site()["site"]["editors_email"],
    )


def allowed(app: App, entry: Mapping[str, Any], to: str, most: int) -> bool:
    """So many letters an address a day, whoever asks for them: nobody can be flooded through us."""
    mark, own = (
        f"mailed/{entry['on']}/{tokens.address_mark(app.key(), to, entry['on'])}",
        entry["id"].encode(),
    )
    for place in (f"{mark}-{number}" for number in range(most)):
        if app.store.put(place, own):
            return True
        if app.store.get(place) == own:  # this one has had its letter, and is tried again
            return False
    return False


def confirm(app: App, entry: Mapping[str, Any]) -> None:
    """The button behind the link was pressed. Its day is noted, so that a second try notes nothing new."""
    branch, day = entry["branch"], entry["on"]
    kind = branch.split("/")[1]
    forge = app.forge_for(kind)
    if kind == "signup":
        forge.label(branch, "address-confirmed")
        forge.note(branch, f"**The sender's address answered** our letter on {day}.")
    else:
        forge.label(branch, CONFIRMED, remove=NOT_CONFIRMED)
        forge.note(branch, f"**Confirmed through the entry's own address** on {day}.")
