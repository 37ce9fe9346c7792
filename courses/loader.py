"""All courses of a site, with everything that is wrong with them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from courses import bless, glossary, lesson, schema
from courses.factory import make_course
from courses.glossary import Glossary
from courses.model import Course, Lesson
from records import source_file
from records.diagnostic import DataPath, Diagnostic, in_order
from records.files import Listing, list_files, read_file
from records.references import CLAIMS, ENTRIES, FIGURES, References
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
        read = source_file.read_text if isinstance(what, Lesson) else source_file.read_yaml
        return read(self.site, what.path).diagnostic(place, message, severity)


def load(
    site: Path,
    vocabularies: Mapping[str, Vocabulary] | None = None,
    references: Callable[[], References] | None = None,
) -> Courses:
    """Reads every course. Bad data end up in `diagnostics`, never in an exception.

    `references` gives what lessons may refer to; without it, what the files of experts/ and courses/ tell.
    """
    site = Path(site)
    folders, diagnostics = _folders(site)
    if not folders and not diagnostics and not os.path.lexists(site / glossary.PATH):
        return Courses(site)
    if out_of_date := tuple(bless.check()):
        return Courses(site, diagnostics=out_of_date)
    known = references or partial(own_references, site)
    reader = _Reader(site, folders, vocabularies or load_vocabularies(), known())
    reader.diagnostics += diagnostics
    courses = tuple(course for folder in folders if (course := reader.course(folder)))
    return Courses(site, courses, reader.glossary, tuple(in_order(reader.diagnostics)))


def own_references(site: Path) -> References:
    entries = list_files(site, ENTRIES, (".yaml",)).names
    return References(
        words=words(site),
        figures=source_file.ids(site, FIGURES),
        claims=source_file.ids(site, CLAIMS),
        entries=frozenset(name.removesuffix(".yaml") for name in entries),
        pages=addresses(site),
        pictures=dict.fromkeys(pictures_of(site), ""),
        anchors=lambda path: source_file.anchors(site, path),
    )


def words(site: Path) -> frozenset[str]:
    """The ids of the glossary."""
    return source_file.ids(site, glossary.PATH)


def addresses(site: Path) -> dict[str, str]:
    """The file of each lesson, whether sound or not, and the address of its page."""
    return {
        f"{FOLDER}/{folder}/{file}": f"/courses/{folder}/{re.sub('^[0-9]+-', '', file.removesuffix('.md'))}/"
        for folder, listing in _folders(site)[0].items()
        for file in _lessons(listing)
    }


def overviews(site: Path) -> frozenset[str]:
    """The addresses of the courses themselves."""
    return frozenset({"/courses/", "/courses/glossary/", *(f"/courses/{one}/" for one in _folders(site)[0])})


def picture_folders(site: Path) -> list[str]:
    folders, _ = _folders(site)
    return [
        f"{FOLDER}/{folder}/{PICTURES}" for folder, listing in folders.items() if PICTURES in listing.others
    ]


def pictures_of(site: Path) -> list[str]:
    """The files of all pictures in courses."""
    listings = {folder: list_files(site, folder, SUFFIXES_OF_PICTURES) for folder in picture_folders(site)}
    return [f"{folder}/{name}" for folder, one in listings.items() for name in (*one.names, *one.others)]


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
        folder: listing
        for folder, listing in listings.items()
        if listing.diagnostics or any(map(_ours, listing.names))
    }
    return ours, [*home.diagnostics, *(one for listing in ours.values() for one in listing.diagnostics)]


def _ours(name: str) -> bool:
    return name == COURSE or name.endswith(".md")


def _lessons(listing: Listing) -> list[str]:
    return [name for name in listing.names if name.endswith(".md")]


class _Reader:
    def __init__(
        self,
        site: Path,
        folders: Mapping[str, Listing],
        vocabularies: Mapping[str, Vocabulary],
        references: References,
    ) -> None:
        self.site = site
        self.folders = folders
        self.vocabularies = vocabularies
        self.references = references
        self.glossary, self.diagnostics = glossary.read(site, vocabularies, references)
        for folder in picture_folders(site):
            self.diagnostics += list_files(site, folder, SUFFIXES_OF_PICTURES).diagnostics

    def course(self, folder: str) -> Course | None:
        before = len(self.diagnostics)
        if words := _odd_course(folder):
            self.diagnostics.append(Diagnostic(f"{FOLDER}/{folder}", 1, "", words))
        self.diagnostics += _strangers(folder, self.folders[folder])
        read = self._course_file(folder)
        lessons = list(self._lessons(folder, read.data if read and read.sound else None))
        if not _lessons(self.folders[folder]):
            path = f"{FOLDER}/{folder}/course.yaml"
            self.diagnostics.append(
                Diagnostic(path, 1, "", "the course has no lesson; add one, such as 01-first-contact.md")
            )
        if any(diagnostic.severity == "error" for diagnostic in self.diagnostics[before:]) or read is None:
            return None
        in_turn = tuple(sorted(lessons, key=lambda one: one.number))
        return make_course(folder, read.path, in_turn, read.data)

    def _course_file(self, folder: str) -> source_file.SourceFile | None:
        path = f"{FOLDER}/{folder}/course.yaml"
        if any(diagnostic.path == path for diagnostic in self.folders[folder].diagnostics):
            return None
        if COURSE not in self.folders[folder].names:
            self.diagnostics.append(
                Diagnostic(path, 1, "", "is missing: it says what the course is called, and for whom")
            )
            return None
        read = source_file.read_yaml(self.site, path)
        if read.data is not None and read.sound:
            for finding in schema.diagnostics("course", read.data, lambda: read.places, self.vocabularies):
                read.report(finding)
            for finding in lesson.days(read.data):
                read.report(finding)
        self.diagnostics += read.diagnostics
        return read

    def _lessons(self, folder: str, course: Mapping[str, Any] | None) -> Iterator[Lesson]:
        numbers: dict[int, str] = {}
        names: dict[str, str] = {}
        for file in _lessons(self.folders[folder]):
            path = f"{FOLDER}/{folder}/{file}"
            odd = _odd_lesson(file, numbers, names)
            if odd:
                self.diagnostics.append(Diagnostic(path, 1, "", odd))
            source = read_file(self.site, path, source_file.LARGEST)
            if isinstance(source, Diagnostic):
                self.diagnostics.append(source)
                continue
            made, diagnostics = lesson.examine(path, source, self.references, self.vocabularies, course)
            self.diagnostics += diagnostics
            if made and not odd:
                yield made
        if missing := [n for n in range(1, max(numbers, default=0)) if n not in numbers]:
            path = f"{FOLDER}/{folder}/{numbers[min(n for n in numbers if n > missing[0])]}"
            said = f"there is no lesson {missing[0]:02} before it; were the numbers meant so?"
            self.diagnostics.append(Diagnostic(path, 1, "", said, "warning"))


def _strangers(folder: str, listing: Listing) -> Iterator[Diagnostic]:
    for name in sorted([*listing.names, *listing.others]):
        if not _ours(name) and name != PICTURES:
            message = "only course.yaml, lessons that end in .md, and a folder pictures belong in a course"
            yield Diagnostic(f"{FOLDER}/{folder}/{name}", 1, "", message)


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
