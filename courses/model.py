"""A course as the rest of the code sees it: typed, immutable, with absent lists as ().

Texts of a body are Markdown as it was written; `line` is a line of the lesson's file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    on: date
    by: str
    due: date


@dataclass(frozen=True, slots=True)
class Lawyer:
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class Minutes:
    reading: int
    activity: int = 0

    @property
    def total(self) -> int:
        return self.reading + self.activity


@dataclass(frozen=True, slots=True)
class Objective:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Law:
    jurisdiction: str
    as_at: date


@dataclass(frozen=True, slots=True)
class Citation:
    title: str
    publisher: str
    url: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class Prose:
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Option:
    line: int
    right: bool
    text: str
    feedback: str | None = None


@dataclass(frozen=True, slots=True)
class Quiz:
    line: int
    id: str
    objective: str
    question: str
    options: tuple[Option, ...]

    @property
    def kind(self) -> str:
        """With one right answer radio buttons, else checkboxes."""
        return "radio" if sum(option.right for option in self.options) == 1 else "checkbox"


@dataclass(frozen=True, slots=True)
class Div:
    """What stands between `::: name` and `:::`, other than a quiz."""

    line: int
    name: str
    id: str | None
    title: str | None
    parts: tuple[Part, ...]


Part = Prose | Quiz | Div


@dataclass(frozen=True, slots=True)
class Lesson:
    """`name` is the file's name without number and .md; it is the last part of the page's address."""

    course: str
    number: int
    name: str
    path: str
    title: str
    minutes: Minutes
    objectives: tuple[Objective, ...]
    reviewed: Reviewed
    version: str
    parts: tuple[Part, ...]
    audience: Ids = ()
    topics: Ids = ()
    law: Law | None = None
    content_note: str | None = None
    lang: str | None = None
    survivors: bool = False
    sources: tuple[Citation, ...] = ()

    @property
    def quizzes(self) -> tuple[Quiz, ...]:
        return tuple(quizzes(self.parts))


@dataclass(frozen=True, slots=True)
class Course:
    id: str
    path: str
    title: str
    summary: str
    audience: Ids
    topics: Ids
    level: str
    gains: tuple[str, ...]
    version: str
    reviewed: Reviewed
    lessons: tuple[Lesson, ...] = ()
    lang: str = "en"
    pass_mark: int = 80
    lawyer: Lawyer | None = None
    sample: bool = False

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes.total for lesson in self.lessons)

    @property
    def questions(self) -> int:
        return sum(len(lesson.quizzes) for lesson in self.lessons)


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A word of the glossary."""

    id: str
    term: str
    definition: str
    short: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Glossary:
    """In the order of the alphabet."""

    words: dict[str, GlossaryEntry] = field(default_factory=dict)


def quizzes(parts: tuple[Part, ...]) -> Iterator[Quiz]:
    for part in parts:
        if isinstance(part, Quiz):
            yield part
        elif isinstance(part, Div):
            yield from quizzes(part.parts)


def divs(parts: tuple[Part, ...], name: str) -> Iterator[Div]:
    """Those of a name, also inside others."""
    for part in parts:
        if isinstance(part, Div):
            if part.name == name:
                yield part
            yield from divs(part.parts, name)
