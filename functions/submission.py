"""A submission as it lies in the inbox: what a form sent, and what the function knew of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from forms import Form, forms
from forms.fields import Answers
from functions.ports import PoisonError

Submission = Mapping[str, Any]
PRIVATE = ("reply_to", "message")
"""Answers that are for the editors alone."""
SHAPES: Mapping[str, Mapping[str, type]] = {
    "confirmation": {"id": str, "branch": str, "on": str},
    "referral": {"id": str, "form": str, "on": str, "sealed": str, "routing": dict},
    "reply": {"id": str, "case": str, "on": str, "sealed": str},
    "signup": {"id": str, "form": str, "on": str, "answers": dict},
    "change": {
        "id": str,
        "form": str,
        "on": str,
        "answers": dict,
        "profile": str,
        "edits": dict,
        "changed": list,
    },
    "correct": {"id": str, "form": str, "on": str, "answers": dict, "profile": str},
    "remove": {"id": str, "form": str, "on": str, "answers": dict, "profile": str},
}


def parse(body: bytes) -> Submission:
    """Raises PoisonError for what no form of ours put into the inbox: it will never become a submission."""
    try:
        entry = json.loads(body)
    except ValueError:
        raise PoisonError("this is no submission") from None
    shape = SHAPES.get(str(entry.get("kind"))) if isinstance(entry, dict) else None
    if shape is None or not all(isinstance(entry.get(name), kind) for name, kind in shape.items()):
        raise PoisonError("this is no submission")
    submission: Submission = entry
    return submission


def read(entry: Submission) -> tuple[Form, Answers, str]:
    """Its form, its answers and its reference."""
    answers = {name: tuple(values) for name, values in entry["answers"].items()}
    return forms()[entry["form"]], answers, entry["id"]


def reply_to(given: Answers) -> str:
    return "".join(given.get("reply_to", ())[:1])
