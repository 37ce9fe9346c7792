"""A course as the rest of the code sees it: typed, immutable, with absent lists as ().

Written by `make bless` from courses/schema.json: change that, not this file.
"""

from __future__ import annotations

from datetime import date

from courses.parts import Part
from courses.totals import CourseTotals, LessonTotals, MinutesTotal
from records.record import record


@record
class Minutes(MinutesTotal):
    """How long it takes to read, and to do what the lesson asks."""

    reading: int
    activity: int = 0


@record
class Objective:
    """One thing that a learner can do afterwards."""

    id: str
    text: str


@record
class Law:
    """Whose law the lesson states and, only where a lawyer has reviewed the course, as at which day."""

    jurisdiction: str
    as_at: date | None = None


@record
class Reviewed:
    """Who last read all of it with care, when, and until when it must be read again."""

    on: date
    by: str
    due: date


@record
class Citation:
    """One publication."""

    title: str
    publisher: str
    url: str
    read_on: date
    version: str | None = None


@record
class Lesson(LessonTotals):
    """The lines between the two lines of dashes at the top of a lesson."""

    course: str
    number: int
    name: str
    path: str
    parts: tuple[Part, ...]
    title: str
    minutes: Minutes
    objectives: tuple[Objective, ...]
    reviewed: Reviewed
    version: str
    audience: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    law: Law | None = None
    content_note: str | None = None
    lang: str | None = None
    survivors: bool = False
    sources: tuple[Citation, ...] = ()


@record
class Lawyer:
    """The lawyer who reviewed it, and the day."""

    on: date
    by: str


@record
class Course(CourseTotals):
    """A course: the file course.yaml in its folder."""

    id: str
    path: str
    lessons: tuple[Lesson, ...]
    title: str
    summary: str
    audience: tuple[str, ...]
    topics: tuple[str, ...]
    level: str
    gains: tuple[str, ...]
    version: str
    reviewed: Reviewed
    lang: str = "en"
    pass_mark: int = 80
    lawyer: Lawyer | None = None
    sample: bool = False


@record
class GlossaryEntry:
    """A word of the glossary."""

    id: str
    term: str
    definition: str
    short: str | None = None
    source: str | None = None
    law: tuple[str, ...] = ()
