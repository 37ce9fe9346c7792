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
    if lesson.law is None:
        return
    if lesson.law.as_at > today:
        yield courses.diagnostic(lesson, ("law", "as_at"), _future(lesson.law.as_at))
    elif (today - lesson.law.as_at).days > YEAR:
        message = f"states the law of {lesson.law.as_at}, more than a year ago; check whether it still holds"
        yield courses.diagnostic(lesson, ("law", "as_at"), message, "warning")


def _sources(courses: Courses, lesson: Lesson, today: date) -> Iterator[Diagnostic]:
    for index, source in enumerate(lesson.sources):
        if source.checked_on > today:
            yield courses.diagnostic(lesson, ("sources", index, "checked_on"), _future(source.checked_on))


def _future(day: date) -> str:
    return f"{day} is in the future"
