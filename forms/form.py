"""What a form is. One definition serves the pages of its steps, the page to check it all, and the checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from forms.fields import Answers, Field, problem, row_of, shown
from records.packed_vocabularies import vocabularies

Purpose = Literal["signup", "change", "correct", "remove", "referral"]

POST = 64 * 1024
SEALED_POST = 32 * 1024
# Named so that a browser has no reason to fill it in by itself; people do not see it.
TRAP = "second_fax"
SERVICE = ("token", "go", "so_far", TRAP)
MOST_ROWS = 40

# A question, its row in its group already chosen, and the answers to it.
Question = tuple[Field, tuple[str, ...]]
# What several answers together get wrong: messages by the id of the question.
Rule = Callable[[Answers], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are asked again for each entry of the list at `path` in a profile.

    Only entries with what is `fixed` count. If one of its `own` values changes, it is another entry, and
    what the form does not ask about the old one is not true of it. `spare` rows follow the last filled one,
    and with `more` a button adds another. `needs`: who fills in a row must answer these, and the message
    if they did not, in which {} stands for the first answer of the row.
    """

    title: str
    path: str
    fields: tuple[Field, ...]
    fixed: Mapping[str, str] = field(default_factory=dict)
    own: tuple[str, ...] = ()
    least: int = 1
    spare: int = 0
    more: str = ""
    needs: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.fields[0].name

    def rows(self, answers: Answers) -> int:
        """The number of rows; never fewer than were sent, so that an emptied row keeps its place."""
        filled, there = 0, self.least
        for each in self.fields:
            values, ticks = answers.get(each.name, ()), each.kind == "choices"
            there = max(there, 0 if ticks else len(values))
            rows = [row_of(value) if ticks else row for row, value in enumerate(values, 1) if value]
            filled = max([filled, *rows])
        return min(max(there, filled + self.spare if filled else 0), MOST_ROWS)

    def with_row(self, answers: Answers) -> Answers:
        """The answers with an empty row more."""
        rows = self.rows(answers)
        typed = [each.name for each in self.fields if each.kind != "choices"]
        longer = {
            name: (*answers.get(name, ()), *[""] * MOST_ROWS)[: min(rows + 1, MOST_ROWS)] for name in typed
        }
        return {**answers, **longer}

    def questions(self, row: int, answers: Answers) -> list[Question]:
        fields = (each.at(row) for each in self.fields)
        return [(each, each.values(answers)) for each in fields]

    def gaps(self, answers: Answers) -> Iterator[tuple[str, str]]:
        """The ids of what a row lacks, each with its message."""
        for row in range(1, self.rows(answers) + 1):
            questions = self.questions(row, answers)
            first = " ".join(shown(*questions[0]))
            for each, values in questions:
                if each.name in self.needs and not any(values) and any(any(given) for _, given in questions):
                    yield each.id, self.needs[each.name].format(first)


@dataclass(frozen=True, slots=True)
class Block:
    """Questions that belong together; with a `title` above them if there are several."""

    title: str
    row: int
    questions: list[Question]
    group: Group | None = None
    last: bool = False
    several: bool = False

    @property
    def name(self) -> str:
        """The first answer, by which the row is known."""
        return ", ".join(shown(*self.questions[0]))

    def folds(self, problems: Mapping[str, str], focus: str) -> bool:
        """Whether the row can stay closed: it is one of several, filled in, and nothing is wrong with it."""
        about = {each.id for each, _ in self.questions}
        return self.several and bool(self.name) and focus not in about and not about & problems.keys()


@dataclass(frozen=True, slots=True)
class Section:
    """A step. An `extra` one is not on the way: it is offered when all that is needed is there."""

    title: str
    items: tuple[Field | Group, ...]
    intro: str = ""
    extra: bool = False

    def blocks(self, answers: Answers) -> Iterator[Block]:
        for item in self.items:
            if isinstance(item, Field):
                yield Block("", 0, [(item, item.values(answers))])
                continue
            rows = item.rows(answers)
            for row in range(1, rows + 1):
                title = item.title if len(item.fields) > 1 and (rows > 1 or item.more) else ""
                yield Block(title, row, item.questions(row, answers), item, row == rows, rows > 1)

    def questions(self, answers: Answers) -> Iterator[Question]:
        for block in self.blocks(answers):
            yield from block.questions

    def fields(self) -> Iterator[Field]:
        for item in self.items:
            yield from (item,) if isinstance(item, Field) else item.fields

    def lists(self) -> list[tuple[str, list[str]]]:
        """Names that a browser may suggest, once for all questions that take one of them."""
        single = (each for each in self.fields() if each.kind == "terms" and each.most == 1)
        names = sorted({each.vocabulary for each in single})
        return [(name, [term.label for term in vocabularies()[name].terms.values()]) for name in names]


@dataclass(frozen=True, slots=True)
class Form:
    """`quiet` pages have a neutral title and an address that reveals nothing. Steps count from one."""

    id: str
    purpose: Purpose
    title: str
    send: str
    sections: tuple[Section, ...]
    kind: str = ""
    quiet: bool = False
    rules: tuple[Rule, ...] = ()

    @property
    def path(self) -> str:
        return f"/forms/{self.id}/"

    @property
    def action(self) -> str:
        return f"/send/{self.id}"

    @property
    def limit(self) -> int:
        return SEALED_POST if self.purpose == "referral" else POST

    @property
    def check(self) -> int:
        """The number of the page on which all answers are checked."""
        return len(self.sections) + 1

    @property
    def way(self) -> list[tuple[int, Section]]:
        """The steps that everybody takes."""
        return [(number, each) for number, each in enumerate(self.sections, 1) if not each.extra]

    @property
    def extras(self) -> list[tuple[int, Section]]:
        return [(number, each) for number, each in enumerate(self.sections, 1) if each.extra]

    def after(self, step: int) -> int:
        """The step after this one, at the end the check page."""
        return next((number for number, _ in self.way if number > step), self.check)

    def before(self, step: int) -> int:
        """The step before this one; 0 if it is the first."""
        return max((number for number, _ in self.way if number < step), default=0)

    def items(self) -> Iterator[Field | Group]:
        for section in self.sections:
            yield from section.items

    def fields(self) -> Iterator[Field]:
        for section in self.sections:
            yield from section.fields()

    def questions(self, answers: Answers) -> Iterator[Question]:
        """Every question of every row, with what was answered."""
        for section in self.sections:
            yield from section.questions(answers)

    def step_of(self, question: str, answers: Answers) -> int:
        """The step that asks a question, by its id; 0 if none does."""
        for number, section in enumerate(self.sections, 1):
            if any(each.id == question for each, _ in section.questions(answers)):
                return number
        return 0

    def several(self) -> frozenset[str]:
        """The names that may come more than once."""
        rows = {each.name for item in self.items() if isinstance(item, Group) for each in item.fields}
        return frozenset(rows | {each.name for each in self.fields() if each.kind == "choices"})

    def problems(self, answers: Answers) -> dict[str, str]:
        """The message about each wrong answer, by the id of the question."""
        messages = {each.id: problem(each, values) for each, values in self.questions(answers)}
        for item in self.items():
            if isinstance(item, Group):
                messages |= {name: message for name, message in item.gaps(answers) if not messages[name]}
        for rule in self.rules:
            messages |= {name: message for name, message in rule(answers).items() if not messages.get(name)}
        return {name: message for name, message in messages.items() if message}
