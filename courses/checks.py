"""Checks that look at the calendar: for a person's `check`, never for a build."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from courses.loader import Courses
from courses.model import Course, Lesson
from records.diagnostic import Diagnostic, in_order

YEAR = 366  # days


def check(courses: Courses, today: date) -> list[Diagnostic]:
    diagnostics: list[Diagnostic] = []
    for course in courses.courses:
        diagnostics += _reviewed(courses, course, today)
        for lesson in course.lessons:
            diagnostics += _reviewed(courses, lesson, today)
            diagnostics += _law(courses, lesson, today)
            diagnostics += _sources(courses, lesson, today)
        if course.lawyer and course.lawyer.on > today:
            diagnostics.append(courses.diagnostic(course, ("lawyer", "on"), _future(course.lawyer.on)))
    return in_order(diagnostics)


def _reviewed(courses: Courses, item: Course | Lesson, today: date) -> Iterator[Diagnostic]:
    if item.reviewed.on > today:
        yield courses.diagnostic(item, ("reviewed", "on"), _future(item.reviewed.on))
    if item.reviewed.due < today:
        message = f"a review was due on {item.reviewed.due}; read it again, and set both days"
        yield courses.diagnostic(item, ("reviewed", "due"), message, "warning")


def _law(courses: Courses, lesson: Lesson, today: date) -> Iterator[Diagnostic]:
    """What a lawyer or a source said more than a year ago may no longer hold."""
    if lesson.law is None:
        return
    if as_at := lesson.law.as_at:
        if as_at > today:
            yield courses.diagnostic(lesson, ("law", "as_at"), _future(as_at))
        elif (today - as_at).days > YEAR:
            message = f"states the law of {as_at}, more than a year ago; check whether it still holds"
            yield courses.diagnostic(lesson, ("law", "as_at"), message, "warning")
    days = [source.read_on for source in lesson.sources]
    if days and (today - (oldest := min(days))).days > YEAR:
        message = (
            f"was read on {oldest}, more than a year ago; read it again, and check whether the law holds"
        )
        place = ("sources", days.index(oldest), "read_on")
        yield courses.diagnostic(lesson, place, message, "warning")


def _sources(courses: Courses, lesson: Lesson, today: date) -> Iterator[Diagnostic]:
    for index, source in enumerate(lesson.sources):
        if source.read_on > today:
            yield courses.diagnostic(lesson, ("sources", index, "read_on"), _future(source.read_on))
        elif source.read_on > lesson.reviewed.on:
            message = (
                f"{source.read_on} is after the review of the lesson ({lesson.reviewed.on}); review it again"
            )
            yield courses.diagnostic(lesson, ("sources", index, "read_on"), message, "warning")


def _future(day: date) -> str:
    return f"{day} is in the future"
