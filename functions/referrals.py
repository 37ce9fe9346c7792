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
    """First what is sealed, then the entry that points to it.

    A repeated post may seal the same again; the entry is there once, and points to the first.
    """
    nonce = tokens.sender_mark(app.key(), sender, app.today())
    identity = tokens.reference(app.key(), tokens.canonical(form.id, given), nonce)
    recipients = seal.recipients(app.secrets.get("recipients"))
    sealed = seal.seal({"form": form.id, "on": app.today(), "answers": given}, recipients)
    key = seal.sealed_key(identity, sealed)
    app.store.put(key, sealed)
    entry = {"kind": "referral", "form": form.id, "id": identity, "on": app.today(), "sealed": key,
             "routing": routing(form, given)}  # fmt: skip
    app.store.put(f"inbox/{identity}", encode(entry))
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
