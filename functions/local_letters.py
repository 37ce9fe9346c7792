"""make still-correct: the letters that entries would get, written into the mail folder of this machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from functions import renewal_letters
from functions.app import App
from functions.local_server import make_app
from functions.ports import now
from functions.renewal_due import Due, addresses
from functions.renewal_letters import SUBJECT, text


def still_correct(
    site: Path, output: Path, state: Path, origin: str, slug: str = "", clock: Callable[[], float] = now
) -> int:
    """To everybody who is due, or to one entry whatever its age. Nothing leaves this machine, so that samples
    and addresses that nobody has get theirs, too."""
    if not (output / "forms" / "site.json").is_file():
        print(f"{output} holds no site. Run `make html` or `make serve` first.", file=sys.stderr)
        return 1
    app = make_app(site, output, state, origin, clock)
    app.sleep = lambda seconds: None
    sent = to_one(app, slug) if slug else to_all(app)
    if sent is None:
        print(f"No entry is called {slug!r}. Its file in experts/profiles/ says how.", file=sys.stderr)
        return 1
    print(f"Written to {state / 'mail'}: {sent}. Their links work while `make serve` runs.")
    return 0


def to_all(app: App) -> int:
    app.store.put(renewal_letters.BEGIN, app.today().encode(), replace=True)
    counts = iter(lambda: renewal_letters.go_on(app, invented=True), 0)
    return sum(counts)


def to_one(app: App, slug: str) -> int | None:
    """None if there is no such entry."""
    profile = next((each for each in app.listing.profiles() if each.slug == slug), None)
    if profile is None or app.mail is None:
        return None
    today, to = date.fromisoformat(app.today()), addresses(profile, invented=True)
    for address in to:
        each = Due(profile, profile.verification.on, 0)
        app.mail.send(address, SUBJECT, text(app, each, today, address))
    return len(to)
