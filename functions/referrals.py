"""From a message or an instruction to what is sealed, and to an entry that points to it."""

from __future__ import annotations

from forms import Form
from forms.fields import Answers, Field, parse_terms
from functions import seal, tokens
from functions.app import App
from functions.ports import encode

ROUTING = {
    "message": ("help", "region", "language"),
    "enquiry": ("discipline", "report", "countries", "language"),
}


def submit(form: Form, given: Answers, sender: str, app: App) -> str:
    """First what is sealed, then the entry that points to it; the worker completes one without the other.

    A repeated post is sealed once more under a reference of its own; its twin mark brings the two together.
    """
    key, identity = app.key(), tokens.random_reference()
    twin = tokens.twin_mark(key, tokens.canonical(form.id, given), app.today())
    recipients = seal.recipients(app.secrets.get("recipients"))
    sealed = seal.seal({"form": form.id, "on": app.today(), "answers": given}, recipients)
    where = seal.sealed_key(identity, sealed, twin)
    app.store.put(where, sealed)
    entry = {"kind": "referral", "form": form.id, "id": identity, "on": app.today(), "sealed": where,
             "twin": twin, "routing": routing(form, given)}  # fmt: skip
    app.store.put(f"help/{identity}.{tokens.sender_mark(key, sender, app.today())}", encode(entry))
    return identity


def routing(form: Form, given: Answers) -> dict[str, list[str]]:
    """The few facts that the sender agreed to show, as words of our own lists and nothing typed."""
    if given.get("routing") != ("yes",):
        return {}
    fields = {each.name: each for each in form.fields()}
    agreed = {name: ids(fields[name], given.get(name, ())) for name in ROUTING[form.id]}
    return {name: values for name, values in agreed.items() if values}


def ids(asked: Field, given: tuple[str, ...]) -> list[str]:
    if asked.kind == "terms":
        return parse_terms(asked, given[0])[0] if given else []
    return [value for value in given if value in {option.value for option in asked.options}]
