"""All courses of a site, with everything that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from courses import known, lesson, schema, source
from courses.known import Known
from courses.making import make_course, make_word
from courses.model import Course, Glossary, Lesson
from experts import Problem, Vocabulary, fold, in_order, load_vocabularies, slugify
from experts.problem import Finding, Path, field_name

FOLDER = "courses"
GLOSSARY = f"{FOLDER}/glossary.yaml"
PICTURES = "pictures"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
RESERVED_COURSES = ("glossary",)
RESERVED_LESSONS = ("print", "facilitator", "record", PICTURES)


@dataclass(frozen=True, slots=True)
class Courses:
    """Sound courses in the order of their folders; what is wrong with the others in `problems`."""

    site: FilePath
    courses: tuple[Course, ...] = ()
    glossary: Glossary = field(default_factory=Glossary)
    problems: tuple[Problem, ...] = ()

    def problem(self, what: Course | Lesson, place: Path, message: str, severity: Any = "error") -> Problem:
        content = (self.site / what.path).read_bytes()
        read = source.of_lesson if isinstance(what, Lesson) else source.of_yaml
        return Problem(what.path, read(what.path, content).line(place), field_name(place), message, severity)


def load(site: FilePath, vocabularies: Mapping[str, Vocabulary] | None = None) -> Courses:
    """Reads every course. Bad data end up in `problems`, never in an exception."""
    site = FilePath(site)
    folders = list(_folders(site))
    if not folders and not (site / GLOSSARY).is_file():
        return Courses(site)
    reader = _Reader(site, folders, vocabularies or load_vocabularies())
    courses = tuple(course for folder in folders if (course := reader.course(folder)))
    return Courses(site, courses, reader.glossary, tuple(in_order(reader.problems)))


def _folders(site: FilePath) -> Iterator[str]:
    """Folders with a course.yaml or a lesson; those of Python and of editors hold neither."""
    home = site / FOLDER
    for folder in sorted(home.iterdir()) if home.is_dir() else []:
        if folder.is_dir() and not folder.name.startswith((".", "_")) and any(map(_ours, folder.iterdir())):
            yield folder.name


def _ours(file: FilePath) -> bool:
    return file.name == "course.yaml" or file.suffix == ".md"


class _Reader:
    def __init__(self, site: FilePath, folders: list[str], vocabularies: Mapping[str, Vocabulary]) -> None:
        self.site = site
        self.vocabularies = vocabularies
        self.problems: list[Problem] = []
        self.glossary = Glossary()
        words = self._glossary()
        self.known = Known(
            frozenset(words),
            known.figures(site),
            known.entries(site),
            {folder: frozenset(file.name for file in self._files(folder)) for folder in folders},
            {folder: frozenset(self._pictures(folder)) for folder in folders},
        )

    def _files(self, folder: str) -> list[FilePath]:
        return sorted(file for file in (self.site / FOLDER / folder).iterdir() if file.suffix == ".md")

    def _pictures(self, folder: str) -> Iterator[str]:
        place = self.site / FOLDER / folder / PICTURES
        yield from (file.name for file in place.iterdir()) if place.is_dir() else ()

    def _glossary(self) -> list[str]:
        """The ids of all words, also of those that are not sound."""
        file = self.site / GLOSSARY
        if not file.is_file():
            return []
        read = source.of_yaml(GLOSSARY, file.read_bytes())
        if not read.sound:
            self.problems += read.problems
            return []
        for finding in schema.findings("glossary", read.data, lambda: read.places, self.vocabularies):
            read.tell(finding)
        data = read.data if isinstance(read.data, dict) else {}
        for id_, word in data.items():
            if not _SLUG.match(id_):
                better = slugify(id_) or "nrm"
                said = f"a name holds small letters, digits and hyphens only, as in '{better}'"
                read.tell(Finding((id_,), said))
            for finding in schema.findings("word", word, lambda: read.places, self.vocabularies, (id_,)):
                read.tell(finding)
        _same_words(read, data)
        self.problems += read.problems
        if read.sound:
            made = sorted(
                (make_word(*item) for item in data.items()), key=lambda word: (fold(word.term), word.id)
            )
            self.glossary = Glossary({word.id: word for word in made})
        return list(data)

    def course(self, folder: str) -> Course | None:
        before = len(self.problems)
        if words := _odd_course(folder):
            self.problems.append(Problem(f"{FOLDER}/{folder}", 1, "", words))
        read = self._course_file(folder)
        lessons = list(self._lessons(folder))
        if not self._files(folder):
            path = f"{FOLDER}/{folder}/course.yaml"
            self.problems.append(
                Problem(path, 1, "", "the course has no lesson; add one, such as 01-first-contact.md")
            )
        if any(problem.severity == "error" for problem in self.problems[before:]) or read is None:
            return None
        return make_course(folder, read.path, read.data, tuple(sorted(lessons, key=lambda one: one.number)))

    def _course_file(self, folder: str) -> source.Source | None:
        path = f"{FOLDER}/{folder}/course.yaml"
        file = self.site / path
        if not file.is_file():
            self.problems.append(
                Problem(path, 1, "", "is missing: it says what the course is called, and for whom")
            )
            return None
        read = source.of_yaml(path, file.read_bytes())
        if read.data is not None and read.sound:
            for finding in schema.findings("course", read.data, lambda: read.places, self.vocabularies):
                read.tell(finding)
            for finding in lesson.days(read.data):
                read.tell(finding)
        self.problems += read.problems
        return read

    def _lessons(self, folder: str) -> Iterator[Lesson]:
        numbers: dict[int, str] = {}
        names: dict[str, str] = {}
        for file in self._files(folder):
            path = f"{FOLDER}/{folder}/{file.name}"
            if words := _odd_lesson(file.name, numbers, names):
                self.problems.append(Problem(path, 1, "", words))
            made, problems = lesson.examine(path, file.read_bytes(), self.known, self.vocabularies)
            self.problems += problems
            if made and not words:
                yield made
        if missing := [n for n in range(1, max(numbers, default=0)) if n not in numbers]:
            path = f"{FOLDER}/{folder}/{numbers[min(n for n in numbers if n > missing[0])]}"
            said = f"there is no lesson {missing[0]:02} before it; were the numbers meant so?"
            self.problems.append(Problem(path, 1, "", said, "warning"))


def _same_words(read: source.Source, data: Mapping[str, Any]) -> None:
    first: dict[str, str] = {}
    for id_, word in data.items():
        term = word.get("term") if isinstance(word, dict) else None
        other = first.setdefault(fold(term), id_) if isinstance(term, str) else id_
        if other != id_:
            read.tell(Finding((id_, "term"), f"'{term}' stands under '{other}' as well; keep one"))


def _odd_course(name: str) -> str | None:
    if name in RESERVED_COURSES:
        return f"a course cannot be called '{name}': that is the address of another page"
    if _SLUG.match(name):
        return None
    return (
        "the name of the folder can hold small letters a-z, digits and single hyphens, "
        f"as in '{slugify(name) or 'first-contact'}'"
    )


def _odd_lesson(file: str, numbers: dict[int, str], names: dict[str, str]) -> str | None:
    found = lesson.FILE_NAME.match(file)
    if not found:
        better = slugify(re.sub(r"^\d+", "", file.removesuffix(".md"))) or "first-contact"
        return (
            f"the file name must be two digits, a hyphen and a name in small letters, as in '01-{better}.md'"
        )
    number, name = int(found[1]), found[2]
    if (other := numbers.setdefault(number, file)) != file:
        return f"{other} has the number {number:02} as well; give each lesson its own"
    if (other := names.setdefault(name, file)) != file:
        return f"{other} has the name '{name}' as well, and so the same address; give each lesson its own"
    if name in RESERVED_LESSONS:
        return f"a lesson cannot be called '{name}': that is the address of another page"
    return None
