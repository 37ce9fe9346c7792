"""From a message or an instruction to what is sealed, and to an entry that points to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms import Form
from forms.fields import Answers, Field, parse_terms
from functions import seal, tokens, word_list
from functions.answer_pass import AnswerPass
from functions.answer_place import place_of
from functions.app import App
from functions.ports import encode

ROUTING = {
    "message": ("help", "region", "language"),
    "enquiry": ("discipline", "report", "countries", "language"),
}


Words = tuple[str, ...]


def submit(form: Form, given: Answers, sender: str, app: App) -> tuple[str, Words]:
    """Gives the reference, and for a message the six words that open its answer; they are kept nowhere.

    A repeated post is sealed once more under a reference of its own; its twin mark brings the two together.
    """
    identity, words = tokens.random_reference(), word_list.draw() if form.id == "message" else ()
    twin = tokens.twin_mark(app.key(), tokens.canonical(form.id, given), app.today(), sender)
    how_to_answer = {"answer": place_of(words).part} if words else {}
    content = {"form": form.id, "on": app.today(), "answers": given, **how_to_answer}
    entry = {"kind": "referral", "form": form.id, "id": identity, "twin": twin,
             "routing": routing(form, given)}  # fmt: skip
    enter(app, entry, content, sender)
    return identity, words


def write_back(place: AnswerPass, text: str, sender: str, app: App) -> None:
    """To the case that an answer is about. The same text twice on one day has one reference."""
    given = {"message": (text,)}
    nonce = f"{place.object} {app.today()}"
    identity = tokens.reference(app.key(), tokens.canonical("reply", given), nonce)
    content = {"form": "reply", "case": place.case, "on": app.today(), "answers": given, "answer": place.part}
    enter(app, {"kind": "reply", "id": identity, "case": place.case, "twin": ""}, content, sender)


def enter(app: App, entry: Mapping[str, Any], content: Mapping[str, Any], sender: str) -> None:
    """First what is sealed, then the entry that points to it; the worker completes one without the other."""
    recipients = seal.recipients(app.secrets.get("recipients"))
    sealed = seal.seal(content, recipients)
    where = seal.sealed_key(entry["id"], sealed, entry["twin"])
    app.store.put(where, sealed)
    mark = tokens.sender_mark(app.key(), sender, app.today())
    app.store.put(f"help/{entry['id']}.{mark}", encode({**entry, "on": app.today(), "sealed": where}))


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
