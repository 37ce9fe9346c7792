"""What a form is. One definition serves the page that the build makes, the review page, and the checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from forms.fields import Answers, Field, problem, row_of
from records.packed_vocabularies import vocabularies

Purpose = Literal["signup", "change", "correct", "remove", "referral"]

POST = 64 * 1024
SEALED_POST = 32 * 1024
# Named so that a browser has no reason to fill it in by itself; people do not see it.
TRAP = "second_fax"
SERVICE = ("token", "step", TRAP)
MOST_ROWS = 40

# A question, its row in its group already chosen, and the answers to it.
Question = tuple[Field, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are asked again for each entry of the list at `path` in a profile.

    Only entries with what is `fixed` count. If one of its `own` values changes, it is another entry, and
    what the form does not ask about the old one is not true of it. `spare` rows follow the last filled one.
    """

    title: str
    path: str
    fields: tuple[Field, ...]
    fixed: Mapping[str, str] = field(default_factory=dict)
    own: tuple[str, ...] = ()
    least: int = 1
    spare: int = 2

    def rows(self, answers: Answers) -> int:
        """The number of rows; never fewer than were sent, so that an emptied row keeps its place."""
        filled, there = 0, self.least
        for each in self.fields:
            values, ticks = answers.get(each.name, ()), each.kind == "choices"
            there = max(there, 0 if ticks else len(values))
            rows = [row_of(value) if ticks else row for row, value in enumerate(values, 1) if value]
            filled = max([filled, *rows])
        return min(max(there, filled + self.spare if filled else 0), MOST_ROWS)

    def questions(self, row: int, answers: Answers) -> list[Question]:
        fields = (each.at(row) for each in self.fields)
        return [(each, each.values(answers)) for each in fields]


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    items: tuple[Field | Group, ...]
    intro: str = ""

    def blocks(self, answers: Answers) -> Iterator[tuple[str, int, list[Question]]]:
        """Questions that belong together, with the words above them and the number of the row."""
        for item in self.items:
            if isinstance(item, Field):
                yield "", 0, [(item, item.values(answers))]
                continue
            rows = item.rows(answers)
            for row in range(1, rows + 1):
                title = item.title if rows > 1 and len(item.fields) > 1 else ""
                yield title, row, item.questions(row, answers)


@dataclass(frozen=True, slots=True)
class Form:
    """`quiet` pages have a neutral title and an address that reveals nothing."""

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

    def items(self) -> Iterator[Field | Group]:
        for section in self.sections:
            yield from section.items

    def fields(self) -> Iterator[Field]:
        for item in self.items():
            yield from (item,) if isinstance(item, Field) else item.fields

    def questions(self, answers: Answers) -> Iterator[Question]:
        """Every question of every row, with what was answered."""
        for section in self.sections:
            for *_, questions in section.blocks(answers):
                yield from questions

    def several(self) -> frozenset[str]:
        """The names that may come more than once."""
        rows = {each.name for item in self.items() if isinstance(item, Group) for each in item.fields}
        return frozenset(rows | {each.name for each in self.fields() if each.kind == "choices"})

    def lists(self) -> list[tuple[str, list[str]]]:
        """Names that a browser may suggest, once for all questions that take one of them."""
        single = (field for field in self.fields() if field.kind == "terms" and field.most == 1)
        names = sorted({field.vocabulary for field in single})
        return [(name, [term.label for term in vocabularies()[name].terms.values()]) for name in names]

    def problems(self, answers: Answers) -> dict[str, str]:
        """The message about each wrong answer, by the id of the question."""
        messages = {field.id: problem(field, values) for field, values in self.questions(answers)}
        return {name: message for name, message in messages.items() if message}
