"""The vocabularies as one JSON file, for a program whose start time matters.

`python -m functions.bundle` writes it into what is deployed; in a checkout there is none, so that it
can never be out of date.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from records.vocabulary import Term, Vocabularies, Vocabulary

FILE = Path(__file__).with_name("vocabularies.json")


def pack(vocabularies: Vocabularies) -> bytes:
    """JSON, without the fields that are empty."""
    return json.dumps(
        {
            name: [
                vocabulary.title,
                vocabulary.standard,
                [_fields(term) for term in vocabulary.terms.values()],
                sorted(vocabulary.unrelated_names),
            ]
            for name, vocabulary in vocabularies.items()
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def _fields(term: Term) -> dict[str, Any]:
    fields = {name: getattr(term, name) for name in Term.__slots__}
    return {name: value for name, value in fields.items() if value or name in ("id", "label")}


@cache
def vocabularies() -> Vocabularies:
    """From the packed file, or from the folder if there is none."""
    if FILE.exists():
        return read(FILE.read_bytes())
    from records.vocabulary_reader import load_vocabularies

    return load_vocabularies()


def read(packed: bytes) -> Vocabularies:
    return Vocabularies(_Unpacked(json.loads(packed)))


class _Unpacked(Mapping[str, Vocabulary]):
    """Unpacks a vocabulary when it is asked for: a form needs one or two, and one may have 600 terms."""

    def __init__(self, packed: Mapping[str, Any]) -> None:
        self.packed = packed
        self.unpacked: dict[str, Vocabulary] = {}

    def __getitem__(self, name: str) -> Vocabulary:
        if name not in self.unpacked:
            title, standard, terms, unrelated_names = self.packed[name]
            by_id = {term["id"]: _term(term) for term in terms}
            self.unpacked[name] = Vocabulary(name, title, standard, by_id, frozenset(unrelated_names))
        return self.unpacked[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.packed)

    def __len__(self) -> int:
        return len(self.packed)


def _term(fields: dict[str, Any]) -> Term:
    names = {name: tuple(fields.get(name, ())) for name in ("aliases", "other_names")}
    return Term(**{**fields, **names})
