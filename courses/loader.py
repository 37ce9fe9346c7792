"""All courses of a site, with everything that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from courses import bless, glossary, lesson, references, schema
from courses.factory import make_course
from courses.glossary import Glossary
from courses.model import Course, Lesson
from courses.references import References
from records import source_file, yaml_events
from records.diagnostic import DataPath, Diagnostic, field_name, in_order
from records.files import Listing, list_files, read_file
from records.text import is_slug, slugify
from records.vocabulary import Vocabulary
from records.vocabulary_reader import load_vocabularies

FOLDER = "courses"
COURSE = "course.yaml"
SUFFIXES = (".md", ".yaml")
PICTURES = "pictures"
SUFFIXES_OF_PICTURES = (".jpg", ".jpeg", ".png", ".webp")
RESERVED_COURSES = ("glossary",)
RESERVED_LESSONS = ("print", "facilitator", "record", PICTURES)


@dataclass(frozen=True, slots=True)
class Courses:
    """Sound courses in the order of their folders; what is wrong with the others in `problems`."""

    site: Path
    courses: tuple[Course, ...] = ()
    glossary: Glossary = field(default_factory=Glossary)
    diagnostics: tuple[Diagnostic, ...] = ()

    def diagnostic(
        self, what: Course | Lesson, place: DataPath, message: str, severity: Any = "error"
    ) -> Diagnostic:
        content = (self.site / what.path).read_bytes()
        read = source_file.of_lesson if isinstance(what, Lesson) else source_file.of_yaml
        return Diagnostic(
            what.path, read(what.path, content).line(place), field_name(place), message, severity
        )


def load(site: Path, vocabularies: Mapping[str, Vocabulary] | None = None) -> Courses:
    """Reads every course. Bad data end up in `problems`, never in an exception."""
    site = Path(site)
    folders, diagnostics = _folders(site)
    if not folders and not diagnostics and not (site / glossary.PATH).is_file():
        return Courses(site)
    if out_of_date := tuple(bless.check()):
        return Courses(site, diagnostics=out_of_date)
    reader = _Reader(site, folders, vocabularies or load_vocabularies())
    reader.diagnostics += diagnostics
    courses = tuple(course for folder in folders if (course := reader.course(folder)))
    return Courses(site, courses, reader.glossary, tuple(in_order(reader.diagnostics)))


def _folders(site: Path) -> tuple[dict[str, Listing], list[Diagnostic]]:
    """Folders with a course.yaml or a lesson; those of Python and of editors hold neither."""
    if not (site / FOLDER).exists():
        return {}, []
    home = list_files(site, FOLDER, (".yaml",))
    listings = {
        folder: list_files(site, f"{FOLDER}/{folder}", SUFFIXES)
        for folder in home.others
        if not folder.startswith("_") and (site / FOLDER / folder).is_dir()
    }
    ours = {
        folder: found
        for folder, found in listings.items()
        if found.diagnostics or any(map(_ours, found.names))
    }
    return ours, [*home.diagnostics, *(one for found in ours.values() for one in found.diagnostics)]


def _ours(name: str) -> bool:
    return name == COURSE or name.endswith(".md")


class _Reader:
    def __init__(
        self, site: Path, folders: Mapping[str, Listing], vocabularies: Mapping[str, Vocabulary]
    ) -> None:
        self.site = site
        self.folders = folders
        self.vocabularies = vocabularies
        self.glossary, words, self.diagnostics = glossary.read(site, vocabularies)
        self.known = References(
            frozenset(words),
            references.figures(site),
            references.entries(site),
            {folder: frozenset(self._files(folder)) for folder in folders},
            {folder: frozenset(self._pictures(folder)) for folder in folders},
        )

    def _files(self, folder: str) -> list[str]:
        return [name for name in self.folders[folder].names if name.endswith(".md")]

    def _pictures(self, folder: str) -> list[str]:
        if PICTURES not in self.folders[folder].others:
            return []
        pictures = list_files(self.site, f"{FOLDER}/{folder}/{PICTURES}", SUFFIXES_OF_PICTURES)
        self.diagnostics += pictures.diagnostics
        return [*pictures.names, *pictures.others]

    def course(self, folder: str) -> Course | None:
        before = len(self.diagnostics)
        if words := _odd_course(folder):
            self.diagnostics.append(Diagnostic(f"{FOLDER}/{folder}", 1, "", words))
        self.diagnostics += _strangers(folder, self.folders[folder])
        read = self._course_file(folder)
        lessons = list(self._lessons(folder))
        if not self._files(folder):
            path = f"{FOLDER}/{folder}/course.yaml"
            self.diagnostics.append(
                Diagnostic(path, 1, "", "the course has no lesson; add one, such as 01-first-contact.md")
            )
        if any(diagnostic.severity == "error" for diagnostic in self.diagnostics[before:]) or read is None:
            return None
        in_order = tuple(sorted(lessons, key=lambda one: one.number))
        return make_course(folder, read.path, in_order, read.data)

    def _course_file(self, folder: str) -> source_file.SourceFile | None:
        path = f"{FOLDER}/{folder}/{COURSE}"
        if any(diagnostic.path == path for diagnostic in self.folders[folder].diagnostics):
            return None
        if COURSE not in self.folders[folder].names:
            self.diagnostics.append(
                Diagnostic(path, 1, "", "is missing: it says what the course is called, and for whom")
            )
            return None
        source = read_file(self.site, path, yaml_events.MAX_BYTES)
        if isinstance(source, Diagnostic):
            self.diagnostics.append(source)
            return None
        read = source_file.of_yaml(path, source)
        if read.data is not None and read.sound:
            for finding in schema.findings("course", read.data, lambda: read.places, self.vocabularies):
                read.tell(finding)
            for finding in lesson.days(read.data):
                read.tell(finding)
        self.diagnostics += read.diagnostics
        return read

    def _lessons(self, folder: str) -> Iterator[Lesson]:
        numbers: dict[int, str] = {}
        names: dict[str, str] = {}
        for name in self._files(folder):
            path = f"{FOLDER}/{folder}/{name}"
            if words := _odd_lesson(name, numbers, names):
                self.diagnostics.append(Diagnostic(path, 1, "", words))
            source = read_file(self.site, path, source_file.LARGEST)
            if isinstance(source, Diagnostic):
                self.diagnostics.append(source)
                continue
            made, diagnostics = lesson.examine(path, source, self.known, self.vocabularies)
            self.diagnostics += diagnostics
            if made and not words:
                yield made
        if missing := [n for n in range(1, max(numbers, default=0)) if n not in numbers]:
            path = f"{FOLDER}/{folder}/{numbers[min(n for n in numbers if n > missing[0])]}"
            said = f"there is no lesson {missing[0]:02} before it; were the numbers meant so?"
            self.diagnostics.append(Diagnostic(path, 1, "", said, "warning"))


def _strangers(folder: str, listing: Listing) -> Iterator[Diagnostic]:
    for name in sorted([*listing.names, *listing.others]):
        if not _ours(name) and name != PICTURES:
            words = "only course.yaml, lessons that end in .md, and a folder pictures stand in a course"
            yield Diagnostic(f"{FOLDER}/{folder}/{name}", 1, "", words)


def _odd_course(name: str) -> str | None:
    if name in RESERVED_COURSES:
        return f"a course cannot be called '{name}': that is the address of another page"
    if is_slug(name):
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
