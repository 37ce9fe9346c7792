"""The tables of questions, and what each of them means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from records import yaml_reader

HERE = Path(__file__).parent
SAMPLE = HERE / "relevance.yaml"
GENERATED = HERE / "relevance_generated.yaml"
CORRECTED = ("slips", "names")
"""The kinds of questions in which a word may not be what was meant."""


@dataclass(frozen=True, slots=True)
class Row:
    """`right`: addresses, any of which is a right answer; `subject`: a list above the results that is one.
    `meets`: what the entries that are right have in common, where they are not named.
    `absent`: what the search has to say that it has no entry for.
    `offers`: whether it may offer a correction, which misleads where every word is as it should be.
    """

    kind: str
    ask: str
    right: Sequence[str] = ()
    subject: str = ""
    absent: str = ""
    meets: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    offers: bool = False

    @property
    def is_ranked(self) -> bool:
        return bool(self.right or self.subject)


def rows(path: Path = SAMPLE) -> list[Row]:
    table = yaml_reader.read(path.read_bytes())
    return [row(kind, one) for kind, some in table.items() for one in some]


def row(kind: str, one: Any) -> Row:
    """Of [question, right answer, ...], of [question, {facet: value}], of a mapping, or of a bare text."""
    offers = kind in CORRECTED
    if isinstance(one, str):
        return Row(kind, one, offers=offers)
    if isinstance(one, list) and isinstance(one[1], dict):
        return Row(kind, one[0], meets=one[1], offers=offers)
    if isinstance(one, list):
        return Row(kind, one[0], tuple(map(address, one[1:])), offers=offers)
    return Row(kind, **{**one, "right": tuple(map(address, one.get("right", ()))), "offers": offers})


def address(right: str) -> str:
    """Of an entry the table has the slug, of all else the address."""
    return right if "/" in right else f"/experts/{right}/"
