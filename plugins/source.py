"""A Markdown file of news or pages: its metadata, and where in it something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from pathlib import Path

from pelican.contents import Content

from experts import Problem, Vocabulary
from experts.words import choose
from plugins.text import is_day, no_such_field

_PELICANS = {"category", "reader", "save_as", "url"}  # which it adds to the metadata of its own accord


class Source:
    def __init__(self, content: Content, root: Path) -> None:
        self.metadata = content.metadata
        self.file = Path(content.source_path)
        self.path = self.file.relative_to(root).as_posix()
        self.problems: list[Problem] = []

    def wrong(self, field: str, message: str, near: str = "") -> None:
        """`near` is a piece of the text; without it, the line of the field is told."""
        lines = self.file.read_text(encoding="utf-8").splitlines()
        start = f"{field}:"
        found = (
            n
            for n, line in enumerate(lines, start=1)
            if (near in line if near else line.lower().startswith(start))
        )
        self.problems.append(Problem(self.path, next(found, 1), field, message))

    def keys(self, known: Collection[str], required: Iterable[str]) -> None:
        for key in self.metadata.keys() - {*known, *_PELICANS}:
            self.wrong(key, no_such_field(key, known))
        for key in required:
            if not self.metadata.get(key):
                self.wrong(key, "is missing")

    def words(self, field: str, known: Collection[str], explain: Callable[[str], str]) -> list[str]:
        """A list of known ids, parted by commas; `explain` says what is wrong with another."""
        values = [word for part in self.text(field).split(",") if (word := part.strip())]
        for value in values:
            if value not in known:
                self.wrong(field, explain(value))
        return [value for value in dict.fromkeys(values) if value in known]

    def terms(self, field: str, vocabulary: Vocabulary) -> list[str]:
        return self.words(field, vocabulary.terms, lambda value: choose.explain(value, vocabulary))

    def day(self, field: str) -> date | None:
        text = self.text(field)
        if text and not is_day(text):
            self.wrong(field, f"'{text}' is not a day in the form 2026-07-30")
        return date.fromisoformat(text) if is_day(text) else None

    def number(self, field: str) -> int | None:
        text = self.text(field)
        if text and not text.isdecimal():
            self.wrong(field, f"'{text}' is not a whole number")
        return int(text) if text.isdecimal() else None

    def choice(self, field: str, known: Collection[str]) -> str:
        text = self.text(field).lower()
        if text and text not in known:
            self.wrong(field, f"'{text}' is not allowed; it can be {', '.join(known)}")
        return text

    def text(self, field: str) -> str:
        value = self.metadata.get(field, "")
        return " ".join(value) if isinstance(value, list) else str(value)
