"""What a file of experts/vocabularies/ may hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from records.diagnostic import FieldDiagnostic
from records.json_schema import compile_schema
from records.messages import Explainer
from records.schema_keywords import Violation

_TEXT = {"type": "string", "minLength": 1, "maxLength": 500, "pattern": r"^\S(.*\S)?$"}
_LINK = {
    "type": "string",
    "x-form": "url",
    "maxLength": 500,
    "pattern": r"^https://[^\s/@:?#]+\.[^\s/@:?#]+([/?#]\S*)?$",
}
# A link is written by an editor, but what it does is run by a visitor's browser.
_SCHEMES = ("https:", "mailto:", "matrix:", "sip:", "sms:", "tel:", "xmpp:")
_CLICK = rf"^({'|'.join(_SCHEMES)}|\{{value\}}$)([^\s{{}}]|\{{(value|name)\}})*$"
_FILE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["title", "standard", "terms"],
    "properties": {
        "title": {**_TEXT, "description": "What a visitor reads above the list."},
        "standard": {**_TEXT, "description": "Which standard the list follows."},
        "terms": {"type": "object", "description": "The terms by their ids.", "minProperties": 1},
    },
}
_NAMES = {"type": "array", "items": _TEXT, "uniqueItems": True}
_FORM = {
    "type": "object",
    "description": "How the forms ask for it.",
    "additionalProperties": False,
    "required": ["title"],
    "properties": {
        "title": {**_TEXT, "description": "What stands above the questions."},
        "label": {**_TEXT, "description": "The question."},
        "hint": {"type": "string", "maxLength": 500, "description": "A line below the question."},
        "autocomplete": {**_TEXT, "description": "What a browser may fill in."},
        "asks": {**_NAMES, "description": "Fields that are asked as well."},
        "tick": {**_TEXT, "description": "What one agrees to where there is nothing to type."},
    },
}
_TERM = {
    "type": "object",
    "additionalProperties": False,
    "required": ["label"],
    "properties": {
        "label": {**_TEXT, "description": "What a visitor reads."},
        "one": {**_TEXT, "description": "The label in the singular."},
        "description": {**_TEXT, "description": "One sentence that explains it."},
        "broader": {**_TEXT, "description": "The id of the broader term."},
        "same_as": {**_LINK, "description": "The address of the term in the standard."},
        "aliases": {**_NAMES, "description": "Other words for it."},
        "value": {**_TEXT, "description": "The field that holds what it needs."},
        "takes": {**_NAMES, "description": "Fields that may stand beside the value."},
        "link": {
            **_TEXT,
            "description": "Where a click leads, with {value} for the value.",
            "pattern": _CLICK,
            "x-messages": {
                "pattern": f"must be the word value in braces, or begin with {', '.join(_SCHEMES)}"
            },
        },
        "form": _FORM,
        "pattern": {**_TEXT, "description": "The form of a number, as a regular expression."},
        "checksum": {
            "type": "string",
            "description": "How its check digits are made.",
            "enum": ["orcid", "ror"],
        },
        "url": {
            **_LINK,
            "description": "Where to look a number up, with {value} for it.",
            "x-also": ["web", "website", "link"],
        },
        "url_by_kind": {
            "type": "object",
            "description": "The same, where it differs by the kind of entry.",
            "additionalProperties": False,
            "properties": {"person": _LINK, "organisation": _LINK},
        },
        "search": {**_LINK, "description": "The page where the register is searched."},
        "regulated": {
            "type": "string",
            "description": "Which kind of regulation it stands for, if any.",
            "enum": ["statutory-body", "accredited-register", "legal-regulator"],
        },
        "htcds": {**_TEXT, "description": "Its name in the Human Trafficking Case Data Standard."},
        "open_eligibility": {**_TEXT, "description": "Its name in Open Eligibility."},
    },
}
_ID = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*\Z")


def diagnostics(data: Any) -> Iterator[FieldDiagnostic]:
    """Everything that is wrong with a vocabulary."""
    explain = Explainer(_FILE, {}, data, {}, "title: Topics")
    if violations := compile_schema(_FILE)(data):
        yield from (FieldDiagnostic(violation.path, explain.message(violation)) for violation in violations)
        return
    sound = {}
    for key, term in data["terms"].items():
        if wrong := list(_of_term(key, term)):
            yield from wrong
        else:
            sound[key] = term
    yield from _broader(data["terms"], sound)


@cache
def _term_violations() -> Callable[[Any], list[Violation]]:
    return compile_schema(_TERM)


def _of_term(key: str, term: Any) -> Iterator[FieldDiagnostic]:
    where = ("terms", key)
    if not _ID.match(key):
        yield FieldDiagnostic(where, "an id can hold letters, digits and single hyphens only")
    explain = Explainer(_TERM, {}, term, {}, "label: Housing")
    for violation in _term_violations()(term):
        # A term that is no fields at all has no path of its own to speak of.
        message = explain.message(violation) if violation.path else f"fields were expected, not '{term}'"
        yield FieldDiagnostic((*where, *violation.path), message)
    try:
        re.compile(term.get("pattern", "") if isinstance(term, dict) else "")
    except (re.error, TypeError) as error:
        yield FieldDiagnostic((*where, "pattern"), f"this is no regular expression: {error}")


def _broader(terms: Mapping[str, Any], sound: Mapping[str, Any]) -> Iterator[FieldDiagnostic]:
    for key, term in sound.items():
        if (parent := term.get("broader")) and parent not in terms:
            yield FieldDiagnostic(("terms", key, "broader"), f"there is no term '{parent}' in this file")
        chain = [key]
        while parent in sound and parent not in chain:
            chain.append(parent)
            parent = sound[parent].get("broader")
        if parent == key:
            yield FieldDiagnostic(
                ("terms", key, "broader"), f"leads back to itself: {', '.join([*chain, key])}"
            )
