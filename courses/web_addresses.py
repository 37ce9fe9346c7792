"""The pages elsewhere that courses name as sources, and courses without links to some of them."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace

from courses.glossary import Glossary
from courses.loader import Courses
from courses.model import Course, Lesson


def addresses(courses: Courses) -> Iterator[str]:
    for course in courses.courses:
        yield from (source.url for lesson in course.lessons for source in lesson.sources)
    yield from (word.source for word in courses.glossary.words.values() if word.source)


def without(courses: Courses, gone: Container[str]) -> Courses:
    """The titles stay, with "" for the address."""
    words = {
        id_: replace(word, source=None) if word.source in gone else word
        for id_, word in courses.glossary.words.items()
    }
    own = tuple(_course(course, gone) for course in courses.courses)
    return replace(courses, courses=own, glossary=Glossary(words))


def _course(course: Course, gone: Container[str]) -> Course:
    return replace(course, lessons=tuple(_lesson(lesson, gone) for lesson in course.lessons))


def _lesson(lesson: Lesson, gone: Container[str]) -> Lesson:
    sources = tuple(replace(one, url="") if one.url in gone else one for one in lesson.sources)
    return replace(lesson, sources=sources)
