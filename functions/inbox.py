"""Puts what a form sent into the inbox. It is acknowledged when it is stored, and not before."""

from __future__ import annotations

from forms import Form
from forms.fields import Answers
from functions import quarantine, tokens
from functions.app import App
from functions.ports import encode

HASTY = 2  # seconds between the page to check and the answer to it, below which no person has read it


def refer(form: Form, given: Answers, sender: str, app: App) -> tuple[str, tuple[str, ...]]:
    """The reference, and the words that open the answer where there are any."""
    from functions import referrals

    return referrals.submit(form, given, sender, app)


def submit(form: Form, given: Answers, nonce: tokens.Nonce, trapped: bool, app: App) -> str:
    """`nonce`: of the page on which it was checked."""
    from functions import profile_forms

    content = tokens.canonical(form.id, given)
    identity = tokens.reference(nonce.key, content, nonce.text)
    marks = {"hasty": nonce.age < HASTY, "twin": tokens.twin_mark(app.key(), content, app.today())}
    entry = profile_forms.submission(form, given, identity, app) | marks
    where = quarantine.key(identity, quarantine.TRAPPED) if trapped else f"inbox/{identity}"
    app.store.put(where, encode(entry))
    return identity


def store_confirmation(app: App, branch: str) -> None:
    _, kind, identity = branch.split("/")
    entry = {"kind": "confirmation", "id": identity, "branch": branch, "on": app.today()}
    app.store.put(f"inbox/confirm-{kind}-{identity}", encode(entry))
