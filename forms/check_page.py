"""The page on which all answers are checked: a line for each, as it was understood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from forms.fields import Answers
from forms.form import Block, Form, Question
from forms.understood import in_words, said_otherwise
from records import web


@dataclass(frozen=True, slots=True)
class Line:
    """`id` is the question's. `typed` is what was written for `values`, `before` what the entry says now,
    `likely` the provider of mail that was probably meant."""

    id: str
    label: str
    values: list[str]
    typed: str = ""
    likely: str = ""
    before: list[str] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    step: int
    title: str
    lines: list[Line]


def parts(form: Form, answers: Answers) -> list[Part]:
    """Every question on the way, and of the extra steps those that were answered."""
    made = []
    for number, section in enumerate(form.sections, 1):
        lines = [line(block) for block in section.blocks(answers) if visible(block)]
        shown = [each for each in lines if each.values or not section.extra]
        if shown:
            made.append(Part(number, section.title or form.title, shown))
    return made


def left_empty(parts: list[Part]) -> tuple[list[Part], list[Line]]:
    """The parts with what was answered, and the questions that were not: a list of them is short."""
    answered = [replace(part, lines=[line for line in part.lines if line.values]) for part in parts]
    empty = [line for part in parts for line in part.lines if not line.values]
    return [part for part in answered if part.lines], empty


def visible(block: Block) -> bool:
    asked = any(field.kind != "hidden" for field, _ in block.questions)
    return asked and (block.row < 2 or any(any(given) for _, given in block.questions))


def changes(form: Form, answers: Answers, before: Answers, changed: list[str]) -> list[Part]:
    """Of an entry that stands: only what differs, and what the sender says at the end."""
    made = []
    for number, section in enumerate(form.sections, 1):
        lines = [compared(line(block), block, before) for block in section.blocks(answers)
                 if any(field.id in changed for field, _ in block.questions)]  # fmt: skip
        made.append(Part(number, section.title, lines))
    made[-1] = Part(len(form.sections), form.sections[-1].title, parts(form, answers)[-1].lines)
    return [part for part in made if part.lines]


def compared(now: Line, block: Block, before: Answers) -> Line:
    stood = [(field, field.values(before)) for field, _ in block.questions]
    return replace(now, before=[*worded(stood)])


def line(block: Block) -> Line:
    first, _ = block.questions[0]
    title = block.title or (block.group.title if block.group else first.brief or first.label)
    label = f"{title} {block.row}" if block.title and not (block.row == 1 and block.last) else title
    typed = "; ".join(filter(None, (said_otherwise(*question) for question in block.questions)))
    hosts = [values[0].rpartition("@")[2].lower() for field, values in block.questions
             if field.input == "email" and any(values)]  # fmt: skip
    likely = "".join(filter(None, map(web.mistyped_mail_host, hosts)))
    return Line(first.id, label, [*worded(block.questions)], typed, likely)


def worded(questions: list[Question]) -> Iterator[str]:
    """The answers of one row; each but the first with the name of what it answers."""
    for place, (field, given) in enumerate(questions):
        if values := in_words(field, given):
            name = f"{field.brief}: " if place and field.brief else ""
            yield from (values if not name else [name + ", ".join(values)])
