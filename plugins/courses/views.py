"""What the templates show of a course: plain data, in the words that a visitor reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from courses import Course, Lesson, divs
from courses.model import Law
from engine.output import View
from plugins.directory.display_names import direction
from plugins.directory.facets import BY_ID

if TYPE_CHECKING:
    from plugins.site import Site


HOME = "/courses/"
GLOSSARY = "/courses/glossary/"
FEED = "/courses/atom.xml"


def course_url(course: str) -> str:
    return f"{HOME}{course}/"


def lesson_url(lesson: Lesson) -> str:
    return f"{course_url(lesson.course)}{lesson.name}/"


def course_view(site: Site, course: Course) -> View:
    """Without anything that takes Markdown to be read, so that any page can name all courses."""
    url = course_url(course.id)
    return {
        "id": course.id,
        "title": course.title,
        "summary": course.summary,
        "url": url,
        "lang": course.lang,
        "dir": direction(course.lang),
        "level": course.level,
        "audience": labels(site, "audiences", course.audience),
        "topics": site.catalogue.index.terms("topic", course.topics),
        "minutes": course.minutes,
        "version": course.version,
        "gains": list(course.gains),
        "pass_mark": course.pass_mark,
        "to_pass": -(-course.questions * course.pass_mark // 100),
        "modified": max([course.reviewed.on, *(lesson.reviewed.on for lesson in course.lessons)]),
        "reviewed": reviewed(course),
        "lawyer": {"on": course.lawyer.on, "by": course.lawyer.by} if course.lawyer else None,
        "sample": course.sample,
        "lessons": [lesson_ref(lesson) for lesson in course.lessons],
        "questions": course.questions,
        "print_url": f"{url}print/",
        "facilitator_url": f"{url}facilitator/" if has_notes(course) else None,
        "record_url": f"{url}record/",
        "glossary_url": GLOSSARY if site.courses.glossary.words else None,
    }


def lesson_ref(lesson: Lesson) -> View:
    return {
        "id": lesson.name,
        "title": lesson.title,
        "url": lesson_url(lesson),
        "number": lesson.number,
        "minutes": lesson.minutes.total,
        "version": lesson.version,
        "questions": len(lesson.quizzes),
        "objectives": [{"id": one.id, "text": one.text} for one in lesson.objectives],
    }


def lesson_view(site: Site, course: Course, lesson: Lesson) -> View:
    """Without `html` and `quizzes`, which `plugins.courses.prose` makes."""
    place = course.lessons.index(lesson)
    around = (course.lessons[place - 1] if place else None, *course.lessons[place + 1 : place + 2], None)
    return {
        **lesson_ref(lesson),
        "lang": lesson.lang or course.lang,
        "dir": direction(lesson.lang or course.lang),
        "reading": lesson.minutes.reading,
        "activity": lesson.minutes.activity,
        "audience": labels(site, "audiences", lesson.audience or course.audience),
        "topics": site.catalogue.index.terms("topic", lesson.topics or course.topics),
        "law": law_view(site, lesson, lesson.law) if lesson.law else None,
        "content_note": lesson.content_note,
        "reviewed": reviewed(lesson),
        "sources": [
            {
                "title": one.title,
                "publisher": one.publisher,
                "url": one.url,
                "version": one.version,
                "read_on": one.read_on,
            }
            for one in lesson.sources
        ],
        "previous": lesson_ref(around[0]) if around[0] else None,
        "next": lesson_ref(around[1]) if around[1] else None,
    }


def law_view(site: Site, lesson: Lesson, law: Law) -> View:
    label = site.names.of("areas", law.jurisdiction)
    return {"label": label, "as_at": law.as_at, "sourced": bool(lesson.sources)}


def reviewed(what: Course | Lesson) -> View:
    return {"on": what.reviewed.on, "by": what.reviewed.by, "due": what.reviewed.due}


def has_notes(course: Course) -> bool:
    return any(notes_in(lesson) for lesson in course.lessons)


def notes_in(lesson: Lesson) -> bool:
    return any(True for name in ("facilitator", "discussion") for _ in divs(lesson.parts, name))


def glossary_view(site: Site) -> list[View]:
    return [
        {
            "id": one.id,
            "term": one.term,
            "short": one.short,
            "definition": one.definition,
            "source": one.source,
            "law": [site.law.view(id_) for id_ in one.law],
        }
        for one in site.courses.glossary.words.values()
    ]


def labels(site: Site, vocabulary: str, values: Iterable[str]) -> list[str]:
    return [site.names.of(vocabulary, value) for value in values]


def by_topic(site: Site, views: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """The courses on each topic, and on all topics that are broader."""
    courses_on: dict[str, list[Mapping[str, Any]]] = {}
    for view in views:
        own = (topic["id"] for topic in view["topics"])
        for value in site.catalogue.index.broader.spread(BY_ID["topic"], own):
            courses_on.setdefault(value, []).append(view)
    return courses_on
