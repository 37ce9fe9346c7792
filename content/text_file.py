"""A Markdown file of news or pages as its writer sees it: fields above a text, each on a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile
from pathlib import Path

from records import suggestions
from records.dates import is_day
from records.diagnostic import Diagnostic
from records.suggestions import no_such_field
from records.vocabulary import Vocabulary

_FIELD = re.compile(r" {0,3}([A-Za-z0-9_-]+):\s*(.*)")
_DATED_NAME = re.compile(r"\d{4}-\d{2}-\d{2}-")


@dataclass(frozen=True, slots=True)
class TextFile:
    """`body` is the text below the fields, Markdown."""

    path: str
    text: str
    body: str
    fields: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        return self.fields.get("slug") or _DATED_NAME.sub("", Path(self.path).stem)

    def diagnostic(self, field: str, message: str) -> Diagnostic:
        return Diagnostic(self.path, self.lines.get(field, 1), field, message)

    def found(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
        """Each thing of a kind that the file names, once, with its line."""
        seen: set[str] = set()
        for number, line in enumerate(self.text.splitlines(), start=1):
            for name in pattern.findall(line):
                if name not in seen:
                    seen.add(name)
                    yield number, name


def read(root: Path, file: Path) -> TextFile:
    return parse(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8-sig"))


def parse(path: str, text: str) -> TextFile:
    lines = text.split("\n")
    head = list(takewhile(bool, map(_FIELD.match, lines)))
    source = TextFile(path, text, "\n".join(lines[len(head) :]))
    for number, found in enumerate(head, start=1):
        assert found
        source.fields[found[1].lower()] = found[2].strip()
        source.lines[found[1].lower()] = number
    return source


def words(text: object) -> list[str]:
    """A list of ids, parted by commas."""
    return list(dict.fromkeys(word for part in str(text or "").split(",") if (word := part.strip())))


def day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def check_fields(source: TextFile, known: Collection[str], required: Iterable[str]) -> Iterator[Diagnostic]:
    for name in source.fields.keys() - set(known):
        yield source.diagnostic(name, no_such_field(name, known))
    for name in required:
        if not source.fields.get(name):
            yield source.diagnostic(name, "is missing")


def check_words(
    source: TextFile, name: str, known: Collection[str], explain: Callable[[str], str]
) -> Iterator[Diagnostic]:
    for word in words(source.fields.get(name)):
        if word not in known:
            yield source.diagnostic(name, explain(word))


def check_terms(source: TextFile, name: str, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    return check_words(source, name, vocabulary.terms, lambda word: suggestions.explain(word, vocabulary))


def check_day(source: TextFile, name: str) -> Iterator[Diagnostic]:
    text = source.fields.get(name)
    if text and not is_day(text):
        yield source.diagnostic(name, f"'{text}' is not a day in the form 2026-07-30")


def check_number(source: TextFile, name: str) -> Iterator[Diagnostic]:
    text = source.fields.get(name)
    if text and not text.isdecimal():
        yield source.diagnostic(name, f"'{text}' is not a whole number")


def check_choice(source: TextFile, name: str, choices: Collection[str]) -> Iterator[Diagnostic]:
    text = source.fields.get(name)
    if text and text.lower() not in choices:
        yield source.diagnostic(name, f"'{text}' is not allowed; it can be {', '.join(choices)}")
