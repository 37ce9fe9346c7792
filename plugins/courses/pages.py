"""All pages of the courses, one after the other, and their feed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from courses import Course, Lesson
from engine.output import Page, View, page
from plugins.courses.law import changes
from plugins.courses.prose import Text, on_one_page
from plugins.courses.related import related
from plugins.courses.structured import course_data, lesson_data
from plugins.courses.views import FEED, GLOSSARY, HOME, glossary_view, lesson_view
from plugins.writer import pages

if TYPE_CHECKING:
    from plugins.site import Site

TITLE = "Courses"
CRUMB = (TITLE, HOME)
LONGEST = 200  # characters of a description


@dataclass
class Shown:
    """A course with its view and what its lessons say."""

    course: Course
    view: Mapping[str, Any]
    texts: dict[str, Text] = field(default_factory=dict)

    @property
    def crumbs(self) -> tuple[tuple[str, str], ...]:
        return CRUMB, (self.view["title"], self.view["url"])

    def lesson(self, site: Site, lesson: Lesson) -> View:
        text = self.texts[lesson.name]
        return {**lesson_view(site, self.course, lesson), "html": text.html, "quizzes": text.quizzes}


def courses(site: Site) -> Iterator[Page]:
    if not site.courses.courses:
        return
    shown = [read(site, place) for place in range(len(site.courses.courses))]
    yield all_courses(site, shown)
    for one in shown:
        yield course_page(site, one)
        for lesson in one.course.lessons:
            yield lesson_page(site, one, lesson)
        yield whole(site, one)
        yield record(site, one)
        if one.view["facilitator_url"]:
            yield facilitator(site, one)
    if site.courses.glossary.words:
        yield glossary(site)
    yield feed(shown)
    for path, content in site.courses.texts.pictures.files.items():
        site.output.write_file(path, content)


def read(site: Site, place: int) -> Shown:
    course = site.courses.courses[place]
    of = site.courses.texts.of
    texts = {lesson.name: of(lesson, lesson.lang or course.lang) for lesson in course.lessons}
    return Shown(course, site.courses.views[place], texts)


def all_courses(site: Site, shown: list[Shown]) -> Page:
    summary = "Short courses on human trafficking and modern slavery, free and without an account."
    changed = max(one.view["modified"] for one in shown)
    meta = site.meta(HOME, TITLE, summary, modified=changed)
    return page("course/courses.html", meta, courses=[one.view for one in shown])


def course_page(site: Site, one: Shown) -> Page:
    view = one.view
    meta = site.meta(
        view["url"], view["title"], view["summary"], (CRUMB,), modified=view["modified"], lang=view["lang"]
    )
    about = related(site, one.course.topics)
    return page(
        "course/course.html",
        meta,
        course=view,
        changes=changes(site, one.course),
        jsonld=course_data(view, site.about),
        **about,
    )


def lesson_page(site: Site, one: Shown, lesson: Lesson) -> Page:
    view = one.lesson(site, lesson)
    meta = site.meta(
        view["url"],
        f"{view['title']}: {one.view['title']}",
        described(view),
        one.crumbs,
        modified=lesson.reviewed.on,
        lang=view["lang"],
    )
    jsonld = lesson_data(one.view, view, site.about)
    about = related(site, lesson.topics or one.course.topics)
    return page("course/lesson.html", meta, course=one.view, lesson=view, jsonld=jsonld, **about)


def described(lesson: View) -> str:
    """Its objectives, as many as fit."""
    text = f"{lesson['title']}. {lesson['number']}: "
    for objective in lesson["objectives"]:
        if len(text) + len(objective["text"]) > LONGEST and not text.endswith(": "):
            break
        text += f"{objective['text']}. "
    return text.strip()


def whole(site: Site, one: Shown) -> Page:
    title = f"{one.view['title']}: the whole course"
    meta = site.meta(
        one.view["print_url"], title, one.view["summary"], one.crumbs, lang=one.view["lang"], noindex=True
    )
    return page("course/print.html", meta, course=one.view, lessons=list(one_page(site, one)))


def one_page(site: Site, one: Shown) -> Iterator[View]:
    for lesson in one.course.lessons:
        view = one.lesson(site, lesson)
        yield {**view, "html": on_one_page(view["html"], one.course, lesson)}


def facilitator(site: Site, one: Shown) -> Page:
    title = f"{one.view['title']}: notes for facilitators"
    summary = (
        f"How to take a group through the course {one.view['title']}: activities and questions to discuss."
    )
    meta = site.meta(
        one.view["facilitator_url"],
        title,
        summary,
        one.crumbs,
        modified=one.view["modified"],
        lang=one.view["lang"],
    )
    lessons = [
        {**ref, "notes": on_one_page(notes, one.course, lesson)}
        for ref, lesson in zip(one.view["lessons"], one.course.lessons, strict=True)
        if (notes := one.texts[lesson.name].notes)
    ]
    return page("course/facilitator.html", meta, course=one.view, lessons=lessons)


def record(site: Site, one: Shown) -> Page:
    title = f"{one.view['title']}: record of learning"
    summary = "A record of learning, made on your own device and sent to nobody."
    meta = site.meta(one.view["record_url"], title, summary, one.crumbs, lang=one.view["lang"], noindex=True)
    return page("course/record.html", meta, course=one.view)


def glossary(site: Site) -> Page:
    summary = "Words of law, procedure and support that the courses use, in one or two plain sentences each."
    meta = site.meta(GLOSSARY, "Glossary", summary, (CRUMB,))
    return page("course/glossary.html", meta, terms=glossary_view(site))


def feed(shown: list[Shown]) -> Page:
    newest = sorted(shown, key=lambda one: (one.view["modified"], one.view["id"]), reverse=True)
    entries = [{**one.view, "updated": one.view["modified"]} for one in newest]
    updated: date = entries[0]["updated"]
    return Page(FEED, "course/feed.xml", {"updated": updated, "entries": entries}, indexed=False)


def register() -> None:
    pages.connect(courses)
