"""The ways to get in touch, as experts/vocabularies/contact-kinds.yaml declares them.

From it come the schema's conditions, what an entry's page shows, and what the forms ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from records.json_schema import Node
from records.vocabulary import Term, Vocabulary

NAME = "contact-kinds"
FILE = f"experts/vocabularies/{NAME}.yaml"
EDITORS = "editors"  # the value of a kind that needs none: whoever writes reaches the editors
_ALWAYS = ("kind", "label", "for")


class ContactKindError(ValueError):
    """The vocabulary names a field that an entry's contact does not have."""


@dataclass(frozen=True, slots=True)
class ContactForm:
    """What a form asks. `tick` is what one agrees to where there is nothing to type."""

    title: str
    label: str | None = None
    hint: str | None = None
    autocomplete: str = "off"
    asks: tuple[str, ...] = ()
    tick: str | None = None


@dataclass(frozen=True, slots=True)
class ContactKind:
    """`value` is the field that holds the number or address, `takes` are others that may stand beside it.

    `link` leads there, with {value} and {name} for the entry's; without one the value is text alone.
    """

    id: str
    label: str
    description: str
    value: str | None
    takes: tuple[str, ...]
    link: str | None
    form: ContactForm | None


@cache
def contact_kinds(vocabulary: Vocabulary) -> Mapping[str, ContactKind]:
    return {term.id: _kind(term) for term in vocabulary.terms.values()}


def _kind(term: Term) -> ContactKind:
    data = term.extra.get("form")
    form = ContactForm(**{**data, "asks": tuple(data.get("asks", ()))}) if data else None
    takes, link = tuple(term.extra.get("takes", ())), term.extra.get("link")
    return ContactKind(
        term.id, term.label, term.description or "", term.extra.get("value"), takes, link, form
    )


def conditions(vocabulary: Vocabulary, contact: Node) -> list[dict[str, Any]]:
    """For each kind what it needs and what it takes; raises ContactKindError."""
    return [_condition(kind, contact["properties"]) for kind in contact_kinds(vocabulary).values()]


def _condition(kind: ContactKind, fields: Mapping[str, Node]) -> dict[str, Any]:
    needed = [kind.value] if kind.value and kind.value != EDITORS else []
    for name in (*needed, *kind.takes, *(kind.form.asks if kind.form else ())):
        if name not in fields:
            allowed = ", ".join(sorted(fields.keys() - {*_ALWAYS}))
            raise ContactKindError(
                f"{FILE}: terms.{kind.id}: contact has no field '{name}'; it has {allowed}"
            )
    taken = {*_ALWAYS, *needed, *kind.takes}
    what = f"an entry of the kind '{kind.id}'"
    return {
        "if": {"properties": {"kind": {"const": kind.id}}, "required": ["kind"]},
        "then": {
            "required": needed,
            "propertyNames": {"enum": [name for name in fields if name in taken]},
            "x-messages": {
                "required": f"is missing; {what} needs it",
                "propertyNames": f"does not belong to {what}, which takes {{allowed}}",
            },
        },
    }


def homes(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Words that people write as a field of their own, and where they belong."""
    for term in vocabulary.terms.values():
        for word in (term.id, *term.aliases):
            yield word, f"write it under 'contact' as an entry of the kind '{term.id}'"
