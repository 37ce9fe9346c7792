"""The rules of law that a course rests on, and what changed in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from courses import Course, Part, quizzes
from courses.parts import texts
from engine.output import View
from plugins.courses.views import lesson_ref
from records.markdown_text import LAW, without_code, without_code_spans

if TYPE_CHECKING:
    from plugins.site import Site


def cited(parts: Iterable[Part]) -> list[str]:
    """The rules that the parts of a lesson cite, each once, in the order in which they come."""
    lines = (line for text in texts(parts) for line in without_code_spans(without_code(text.split("\n"))))
    return list(dict.fromkeys(id_ for line in lines for id_ in LAW.findall(line)))


def cited_in_quizzes(parts: tuple[Part, ...]) -> list[str]:
    return cited(quizzes(parts))


def changes(site: Site, course: Course) -> list[View]:
    """Newest first, each with the lessons that cite the rule."""
    lessons: dict[str, list[View]] = {}
    for lesson in course.lessons:
        for id_ in cited(lesson.parts):
            lessons.setdefault(id_, []).append(lesson_ref(lesson))
    return [
        {**change, "lessons": unique(one for claim in change["claims"] for one in lessons[claim["id"]])}
        for change in site.law.changes(lessons)
    ]


def unique(lessons: Iterable[View]) -> list[View]:
    """Each once, by its address."""
    return list({lesson["url"]: lesson for lesson in lessons}.values())
