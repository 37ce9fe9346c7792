"""The text of a lesson, taken apart.

Texts are Markdown as it was written; `line` is a line of the lesson's file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


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
    """A block from `::: name` to `:::`, other than a quiz."""

    line: int
    name: str
    id: str | None
    title: str | None
    parts: tuple[Part, ...]


Part = Prose | Quiz | Div


def quizzes(parts: tuple[Part, ...]) -> Iterator[Quiz]:
    for part in parts:
        if isinstance(part, Quiz):
            yield part
        elif isinstance(part, Div):
            yield from quizzes(part.parts)


def texts(parts: Iterable[Part]) -> Iterator[str]:
    """Every text that a reader may see."""
    for part in parts:
        if isinstance(part, Prose):
            yield part.text
        elif isinstance(part, Div):
            yield from texts(part.parts)
        else:
            yield part.question
            for option in part.options:
                yield from (option.text, option.feedback or "")


def divs(parts: tuple[Part, ...], name: str) -> Iterator[Div]:
    """Those of a name, also inside others."""
    for part in parts:
        if isinstance(part, Div):
            if part.name == name:
                yield part
            yield from divs(part.parts, name)
