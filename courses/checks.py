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


def _reviewed(courses: Courses, what: Course | Lesson, today: date) -> Iterator[Diagnostic]:
    if what.reviewed.on > today:
        yield courses.diagnostic(what, ("reviewed", "on"), _future(what.reviewed.on))
    if what.reviewed.due < today:
        words = f"a review was due on {what.reviewed.due}; read it again, and set both days"
        yield courses.diagnostic(what, ("reviewed", "due"), words, "warning")


def _law(courses: Courses, lesson: Lesson, today: date) -> Iterator[Diagnostic]:
    if lesson.law is None:
        return
    if lesson.law.as_at > today:
        yield courses.diagnostic(lesson, ("law", "as_at"), _future(lesson.law.as_at))
    elif (today - lesson.law.as_at).days > YEAR:
        words = f"states the law of {lesson.law.as_at}, more than a year ago; check whether it still holds"
        yield courses.diagnostic(lesson, ("law", "as_at"), words, "warning")


def _sources(courses: Courses, lesson: Lesson, today: date) -> Iterator[Diagnostic]:
    for place, one in enumerate(lesson.sources):
        if one.checked_on > today:
            yield courses.diagnostic(lesson, ("sources", place, "checked_on"), _future(one.checked_on))


def _future(day: date) -> str:
    return f"{day} is in the future"
