"""/editors/open/: an editor opens what was sealed, in the browser, with a key of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from engine.output import Page, page
from forms import Form, forms
from forms.headers import EDITORS_POLICY, policy
from plugins.writer import pages

if TYPE_CHECKING:
    from plugins.site import Site

URL = "/editors/open/"
# What somebody wrote back to an answer comes from no form.
REPLY = {"title": "They wrote again", "questions": {"message": {"label": "What they wrote"}}}
# A form's own title says what its sender is about to do.
TITLES = {"message": "A message for help", "enquiry": "An enquiry about an expert"}
# Each way to answer as an order: what is allowed, and what is not. By the options of the form's question.
WAYS = {
    "call": ("call", "no call"),
    "voicemail": ("leave a voice message", "no voice message"),
    "text": ("send a text", "no text"),
    "email": ("send an e-mail", "no e-mail"),
}


def known_forms() -> dict[str, Any]:
    """How the page names what was answered, by the form and the name of the question."""
    named = {
        name: {"title": TITLES.get(name, form.title), "questions": labels(form)}
        for name, form in forms().items()
    }
    return {"reply": REPLY, **named}


def labels(form: Form) -> dict[str, Any]:
    """Only what is sealed as a whole has answers that are ids of ours."""
    sealed = form.purpose == "referral"
    return {
        field.name: {
            "label": field.label,
            "options": {each.value: each.label for each in field.options} if sealed else {},
        }
        for field in form.fields()
    }


def open_page(site: Site) -> Iterator[Page]:
    description = "For the editors of this directory."
    meta = site.meta(URL, "Open a file", description, sensitive=True)
    words = {"forms": known_forms(), "ways": WAYS}
    # A browser takes all of it from an element but who may frame the page.
    within = policy({name: value for name, value in EDITORS_POLICY.items() if name != "frame-ancestors"})
    yield page("open.html", meta, words=json.dumps(words, ensure_ascii=False), policy=within)


def register() -> None:
    pages.connect(open_page)
