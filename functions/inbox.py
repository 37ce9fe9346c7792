"""Puts what a form sent into the inbox. It is acknowledged when it is stored, and not before."""

from __future__ import annotations

from forms import Form
from forms.fields import Answers
from functions import quarantine, renewal_links, tokens
from functions.app import App
from functions.ports import encode
from functions.renewal_links import Link
from functions.so_far import Progress

HASTY = 2  # seconds between the page to check and the answer to it, below which no person has read it


def refer(form: Form, given: Answers, sender: str, app: App) -> tuple[str, tuple[str, ...]]:
    """The reference, and the words that open the answer where there are any."""
    from functions import referrals

    return referrals.submit(form, given, sender, app)


def submit(form: Form, given: Answers, nonce: tokens.Nonce, progress: Progress, app: App) -> str:
    """`nonce`: of the page on which it was checked."""
    from functions import profile_forms

    content = tokens.canonical(form.id, given)
    identity = tokens.reference(nonce.key, content, nonce.text)
    marks = {"hasty": nonce.age < HASTY, "twin": tokens.twin_mark(app.key(), content, app.today())}
    entry = profile_forms.submission(form, given, identity, app) | marks | proof(progress)
    where = quarantine.key(identity, quarantine.TRAPPED) if progress.trapped else f"inbox/{identity}"
    app.store.put(where, encode(entry))
    renewal_links.use(app, progress.proof, identity)
    return identity


def proof(progress: Progress) -> dict[str, str]:
    return {"proof": progress.proof} if progress.proof else {}


def store_still_correct(app: App, link: Link, token: str) -> None:
    """One button, one submission: its id is the letter's, so that a second press stores nothing new."""
    from forms import forms
    from functions import profile_forms

    given: Answers = {"profile": (link.slug,), "agree": ("yes",)}
    entry = profile_forms.submission(forms()["still-correct"], given, link.identity, app)
    app.store.put(f"inbox/{link.identity}", encode({**entry, "proof": token}))
    renewal_links.use(app, token, link.identity)


def store_confirmation(app: App, branch: str) -> None:
    _, kind, identity = branch.split("/")
    entry = {"kind": "confirmation", "id": identity, "branch": branch, "on": app.today()}
    app.store.put(f"inbox/confirm-{kind}-{identity}", encode(entry))
