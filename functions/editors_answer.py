"""The editors' answer: sealed to a place of six words, opened in memory, and gone after 90 days."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import pyrage

from functions import seal, tokens
from functions.answer_place import Place
from functions.ports import Store

DAYS = 90


@dataclass(frozen=True, slots=True)
class Answer:
    reference: str
    on: str
    text: str


def put(store: Store, part: Mapping[str, str], answer: Answer) -> None:
    """In the place of an earlier one."""
    content = {"reference": answer.reference, "on": answer.on, "answer": answer.text}
    recipient = pyrage.x25519.Recipient.from_str(part["recipient"])
    store.put(part["object"], seal.seal(content, [recipient]), replace=True)


def find(store: Store, place: Place, today: str) -> Answer | None:
    """None where nothing is, where it is too old and where it does not open, after the same work."""
    sealed = store.get(place.object) or decoy()
    answer = None
    with suppress(pyrage.DecryptError, ValueError, KeyError, TypeError, AttributeError):
        answer = read(json.loads(pyrage.decrypt(sealed, [place.identity])))
    return answer if answer and age(answer.on, today) <= DAYS else None


def read(content: Mapping[str, Any]) -> Answer:
    reference = str(content["reference"]).replace("-", "").lower()
    date.fromisoformat(content["on"])
    return Answer(reference if tokens.is_reference(reference) else "", content["on"], str(content["answer"]))


def age(on: str, today: str) -> int:
    """In days."""
    return (date.fromisoformat(today) - date.fromisoformat(on)).days


@cache
def decoy() -> bytes:
    """An object that nobody can open, for whoever looks where there is none."""
    return seal.seal({}, [pyrage.x25519.Identity.generate().to_public()])
