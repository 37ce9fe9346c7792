"""What a form is. One definition serves the page that the build makes, the review page, and the checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from experts.packed import vocabularies
from forms.fields import Answers, Field, Section, problem

Purpose = Literal["signup", "change", "correct", "remove", "referral"]

POST = 64 * 1024
SEALED_POST = 32 * 1024
# Named so that a browser has no reason to fill it in by itself; people do not see it.
TRAP = "second_fax"
SERVICE = ("token", "step", TRAP)


@dataclass(frozen=True, slots=True)
class Form:
    """`quiet` pages have a neutral title and tell nothing in their address."""

    id: str
    purpose: Purpose
    title: str
    send: str
    sections: tuple[Section, ...]
    kind: str = ""
    quiet: bool = False

    @property
    def path(self) -> str:
        return f"/forms/{self.id}/"

    @property
    def action(self) -> str:
        return f"/send/{self.id}"

    @property
    def limit(self) -> int:
        return SEALED_POST if self.purpose == "referral" else POST

    def fields(self) -> Iterator[Field]:
        for section in self.sections:
            yield from section.fields

    def several(self) -> frozenset[str]:
        return frozenset(field.name for field in self.fields() if field.kind == "choices")

    def lists(self) -> list[tuple[str, list[str]]]:
        """Names that a browser may suggest, once for all questions that take one of them."""
        known = sorted({field.known for field in self.fields() if field.kind == "words" and field.most == 1})
        return [(name, [term.label for term in vocabularies()[name].terms.values()]) for name in known]

    def problems(self, answers: Answers) -> dict[str, str]:
        found = {field.name: problem(field, answers.get(field.name, ())) for field in self.fields()}
        return {name: words for name, words in found.items() if words}
