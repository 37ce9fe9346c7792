"""What of courses/ no editor and no lawyer has read yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from courses.loader import Courses
from courses.model import Course, Lesson
from records import source_file
from records.dates import in_words
from records.unconfirmed import Unconfirmed

_NO_EDITOR = re.compile(r"(?i)\bno editor\b|\Athe authors?\Z")
"""What stands under `reviewed: by` while only the authors have read a text."""


def unconfirmed(courses: Courses, today: date | None = None) -> Iterator[Unconfirmed]:
    """Without a day, what does not depend on it."""
    for course in courses.courses:
        if course.sample:
            message = "is an invented course"
            yield Unconfirmed("sample", course.path, _line(courses, course, "sample"), course.id, message)
            continue
        yield from _lawyer(courses, course)
        yield from _reviewed(courses, course, today)
        for lesson in course.lessons:
            yield from _reviewed(courses, lesson, today)


def _lawyer(courses: Courses, course: Course) -> Iterator[Unconfirmed]:
    law = [lesson for lesson in course.lessons if lesson.law]
    if law and not course.lawyer:
        message = (
            f"states law in {len(law)} of its {len(course.lessons)} lessons, and no lawyer has read them"
        )
        yield Unconfirmed("course", course.path, _line(courses, course, "lawyer"), course.id, message, 0)


def _reviewed(courses: Courses, item: Course | Lesson, today: date | None) -> Iterator[Unconfirmed]:
    name = item.id if isinstance(item, Course) else item.name
    line = _line(courses, item, "reviewed")
    if _NO_EDITOR.search(item.reviewed.by):
        yield Unconfirmed("course", item.path, line, name, "no editor has read it")
    if today and item.reviewed.due < today:
        message = f"was to be read again by {in_words(item.reviewed.due)}"
        yield Unconfirmed("course", item.path, line, name, message)


def _line(courses: Courses, item: Course | Lesson, field: str) -> int:
    read = source_file.read_text if isinstance(item, Lesson) else source_file.read_yaml
    return read(courses.site, item.path).line((field,))
