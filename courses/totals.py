"""What a course's records add up to: the base classes of the generated ones in courses/model.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courses.parts import Part, Quiz, quizzes

if TYPE_CHECKING:
    from courses.model import Lesson


class MinutesTotal:
    __slots__ = ()
    reading: int
    activity: int

    @property
    def total(self) -> int:
        return self.reading + self.activity


class LessonTotals:
    __slots__ = ()
    parts: tuple[Part, ...]

    @property
    def quizzes(self) -> tuple[Quiz, ...]:
        return tuple(quizzes(self.parts))


class CourseTotals:
    __slots__ = ()
    lessons: tuple[Lesson, ...]

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes.total for lesson in self.lessons)

    @property
    def questions(self) -> int:
        return sum(len(lesson.quizzes) for lesson in self.lessons)
