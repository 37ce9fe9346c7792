"""The Markdown of lessons, made into HTML: once for each lesson, however many pages show it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from markdown import Markdown
from markupsafe import Markup

from courses import Course, Div, Lesson, Option, Part, Quiz, divs
from plugins.content import prose, statistics
from plugins.courses.blocks import Blocks
from plugins.courses.pictures import Pictures
from plugins.courses.views import GLOSSARY, course_url
from plugins.text import heading_id
from records.references import WORD

if TYPE_CHECKING:
    from plugins.site import Site

View = dict[str, Any]
RESERVED = frozenset(
    (
        "about-course contents elsewhere experts gains glossary how key lesson-sources lessons news progress"
        " progress-title read record record-date record-name record-of record-right resources result search"
        " title"
    ).split()
)
"""Ids of the pages around a lesson, which no heading in it can have."""
NEWS = "/news/"  # where a link to an item leads that is not published yet
NOTES = ("facilitator", "discussion")
_NAMED = re.compile(r'\b(id|for|aria-labelledby|aria-describedby|href)="([^"]*)"')
_HEADING = re.compile(r"<(/?)h([2-5])\b")


@dataclass(frozen=True, slots=True)
class Text:
    """A lesson as HTML, with its questions in the order in which they stand."""

    html: Markup
    quizzes: list[View]
    notes: Markup | None


class Texts:
    """Reads with the extensions that pages have, and those of courses."""

    def __init__(self, site: Site, settings: Mapping[str, Any]) -> None:
        self.site = site
        self.pictures = Pictures(site.root)
        self._lesson: Lesson | None = None
        self._quizzes: list[View] = []
        self._blocks = Blocks(self._quiz, self._address)
        self._whole = _markdown(settings, self._blocks)
        # A quiz is met in the middle of a lesson, so its pieces need a reader of their own.
        self._piece = _markdown(settings, Blocks(self._quiz, self._address))

    def of(self, lesson: Lesson) -> Text:
        self._lesson, self._quizzes = lesson, []
        parts = tuple(_without(lesson.parts, "facilitator"))
        if not any(divs(parts, "objectives")):
            parts = (Div(1, "objectives", None, None, ()), *parts)
        html, quizzes = self._converted(lesson, parts), self._quizzes
        notes = tuple(_notes(lesson.parts))
        return Text(html, quizzes, self._converted(lesson, notes) if notes else None)

    def _converted(self, lesson: Lesson, parts: tuple[Part, ...]) -> Markup:
        self._whole.reset()
        html = self._whole.convert(self._blocks.source(parts, lesson.objectives))
        return Markup(prose.finished(self.site, html))  # noqa: S704  (courses/ refuses HTML in a lesson)

    def _quiz(self, quiz: Quiz) -> str:
        assert self._lesson is not None
        view = self._quiz_view(quiz, len(self._quizzes) + 1)
        self._quizzes.append(view)
        return rendered(self.site, view)

    def _quiz_view(self, quiz: Quiz, number: int) -> View:
        options = [self._option(quiz, option, place) for place, option in enumerate(quiz.options)]
        return {
            "id": quiz.id,
            "key": quiz.id,
            "number": number,
            "objective": quiz.objective,
            "kind": quiz.kind,
            "question_html": self._html(quiz.question),
            "options": options,
        }

    def _option(self, quiz: Quiz, option: Option, place: int) -> View:
        letter = chr(ord("a") + place)
        return {
            "id": f"{quiz.id}-{letter}",
            "letter": letter,
            "html": self._html(option.text),
            "right": option.right,
            "feedback_html": self._html(option.feedback) if option.feedback else None,
        }

    def _html(self, text: str) -> Markup:
        """A figure in a quiz names its source in brackets: a note below the lesson would be far away."""
        plain = statistics.in_plain_text(text, self.site.data.statistics)
        self._piece.reset()
        return Markup(prose.finished(self.site, self._piece.convert(plain)))  # noqa: S704  (see above)

    def _address(self, target: str) -> Mapping[str, str] | None:
        assert self._lesson is not None
        if target.startswith(WORD):
            word = self.site.courses.glossary.words[target.removeprefix(WORD)]
            definition = f"{word.term}: {word.definition}"
            return {"href": f"{GLOSSARY}#{word.id}", "class": "term", "data-definition": definition}
        if picture := self.pictures.named(self._lesson.path, target):
            return picture
        url = self.site.references.url(self._lesson.path, target)
        return {"href": url or NEWS} if url != target else None


def rendered(site: Site, quiz: View) -> str:
    data = {"quiz": quiz, "number": quiz["number"]}
    return site.output.templates.render("course/quiz.html", data, "quiz")


def on_one_page(html: str, course: Course, lesson: Lesson) -> Markup:
    """As a part of the whole course: ids with the lesson's name before them, headings a level lower."""
    home = course_url(course.id)
    names = {f"{home}{one.name}/": one.name for one in course.lessons}

    def named(found: re.Match[str]) -> str:
        key, value = found.groups()
        if key != "href":
            return f'{key}="{" ".join(f"{lesson.name}-{id_}" for id_ in value.split())}"'
        page, _, place = value.partition("#")
        name = names.get(page) if page else lesson.name
        return f'href="#{name}{"-" if place else ""}{place}"' if name else found[0]

    lower = _HEADING.sub(lambda found: f"<{found[1]}h{int(found[2]) + 1}", _NAMED.sub(named, html))
    return Markup(lower)  # noqa: S704  (it was HTML before)


def _markdown(settings: Mapping[str, Any], blocks: Blocks) -> Markdown:
    # Pelican adds `meta`, which would swallow a text that begins "Nothing: ..." as a field of a page.
    extensions = [name for name in settings["extensions"] if name != "markdown.extensions.meta"]
    return Markdown(
        extensions=[*extensions, blocks],
        extension_configs={
            **settings["extension_configs"],
            "markdown.extensions.toc": {"slugify": _heading_id},
        },
        output_format=settings["output_format"],
    )


def _heading_id(text: str, separator: str) -> str:
    slug = heading_id(text, separator)
    return f"{slug}{separator}section" if slug in RESERVED else slug


def _without(parts: tuple[Part, ...], name: str) -> Iterator[Part]:
    for part in parts:
        if not isinstance(part, Div):
            yield part
        elif part.name != name:
            yield replace(part, parts=tuple(_without(part.parts, name)))


def _notes(parts: tuple[Part, ...]) -> Iterator[Part]:
    for part in parts:
        if isinstance(part, Div) and part.name in NOTES:
            yield replace(part, parts=tuple(_without(part.parts, "quiz")))
        elif isinstance(part, Div):
            yield from _notes(part.parts)
