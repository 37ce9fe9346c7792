"""One pull request in our own words, around what somebody sent."""

from __future__ import annotations

from collections.abc import Mapping

from functions import review, tokens
from functions.app import App
from functions.ports import Change
from functions.submission import Submission


def proposal(
    entry: Submission,
    title: str,
    files: Mapping[str, bytes | None],
    labels: tuple[str, ...],
    parts: tuple[tuple[str, str], ...],
) -> Change:
    branch, identity = f"intake/{entry['kind']}/{entry['id']}", entry["id"]
    body = review.page(identity, entry["on"], *parts)
    return Change(branch, title, review.message(title, identity), body, files, labels)


def path(slug: str) -> str:
    return f"experts/profiles/{slug}.yaml"


def hasty(entry: Submission) -> list[str]:
    return ["sent-in-haste"] if entry.get("hasty") else []


OPEN = "/editors/open/"


def whereabouts(app: App, sealed: str, identity: str) -> str:
    """How an editor gets at what is sealed, with a terminal and without."""
    return (
        f"It is sealed to the editors' keys as `{sealed}`.\n\n"
        f"1. {download(app, sealed)}\n"
        f"2. Open it with your key on [the page for editors]({app.origin}{OPEN}).\n\n"
        f"In a terminal `make referral REF={tokens.spaced(identity)}` does both.\n"
    )


def download(app: App, sealed: str) -> str:
    place = app.store.place(sealed)
    at_host = place.startswith("https://")
    return f"Download it from [the store]({place})." if at_host else f"Take the file `{place}`."


def pointer(identity: str) -> str:
    opened = f"`make referral REF={tokens.spaced(identity)}` opens them"
    return f"The sender's address and message are sealed. {opened}.\n"
