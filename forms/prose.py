"""Texts of an entry in which no way to be reached may hide: for those there are questions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forms.fields import Answers
from forms.form import Form
from records import contact_points

PATHS = frozenset(
    "name alternate_names headline summary witness.training.name contact.label links.title"
    " publications.title".split()
)
_LINK = re.compile(r"https://[^\s<>()]+")  # in a summary, where its form says how many
_KINDS = {
    "number": "a telephone number",
    "e-mail": "an e-mail address",
    "host": "a web address",
    "handle": "a name on another service",
    "scheme": "a link that is not a web page",
}
_MOVE = "Nobody could check it here. Give it under “How people reach you”, and delete it in this box"


def problems(form: Form, given: Answers, before: Answers) -> dict[str, str]:
    """By the id of the question, where an answer is not what it was `before`."""
    hidden = ((field, _hidden(field.path, values)) for field, values in form.questions(given)
              if field.path in PATHS and values != field.values(before))  # fmt: skip
    return {field.id: message for field, message in hidden if message}


def _hidden(path: str, values: tuple[str, ...]) -> str:
    for text in values:
        for kind, shown in _found(_LINK.sub(" ", text) if path == "summary" else text):
            return f"“{' '.join(shown.split())[:60]}” looks like {_KINDS[kind]}. {_MOVE}"
    return ""


def _found(text: str) -> Iterator[tuple[str, str]]:
    for point, shown in contact_points.find(text):
        if contact_points.is_certain(point, shown):
            yield point.kind, shown
