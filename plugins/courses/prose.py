"""The Markdown of lessons, made into HTML: once for each lesson, however many pages show it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markupsafe import Markup

from courses import Course, Div, Lesson, Option, Part, Prose, Quiz, divs
from engine import markdown
from engine.output import View
from plugins import text as pages
from plugins.build_error import stop_build
from plugins.content import prose, statistics
from plugins.content.law import place_of, with_law
from plugins.courses import blocks
from plugins.courses.law import cited, cited_in_quizzes
from plugins.courses.pictures import Pictures
from plugins.courses.views import GLOSSARY, course_url
from records.diagnostic import Diagnostic
from records.references import WORD

if TYPE_CHECKING:
    from plugins.site import Site

RESERVED = frozenset(
    (
        "about-course contents elsewhere experts gains glossary how key law-changes lesson-sources lessons"
        " news progress progress-title read record record-date record-name record-of record-right resources"
        " result search title"
    ).split()
)
"""Ids of the pages around a lesson, which no heading in it can have."""
NEWS = "/news/"  # where a link to an item leads that is not published yet
NOTES = ("facilitator", "discussion")
_NAMED = re.compile(r'\b(id|for|aria-labelledby|aria-describedby|href)="([^"]*)"')
_HEADING = re.compile(r"<(/?)h([2-5])\b")
_TARGET = re.compile(r'<(a|img) (?:href|src)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Text:
    """A lesson as HTML, with its questions in the order in which they stand."""

    html: Markup
    quizzes: list[View]
    notes: Markup | None


class Texts:
    """Reads the Markdown that pages have, and the blocks and links of courses."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.pictures = Pictures(site.root)

    def of(self, lesson: Lesson, lang: str) -> Text:
        parts = tuple(_without(lesson.parts, "facilitator"))
        if not any(divs(parts, "objectives")):
            parts = (Div(1, "objectives", None, None, ()), *parts)
        quizzes: list[View] = []
        html = self._converted(lesson, parts, tuple(divs(lesson.parts, "facilitator")), quizzes, lang)
        notes = tuple(_notes(lesson.parts))
        return Text(html, quizzes, self._converted(lesson, notes, lesson.parts, [], lang) if notes else None)

    def _converted(
        self,
        lesson: Lesson,
        parts: tuple[Part, ...],
        elsewhere: tuple[Part, ...],
        quizzes: list[View],
        lang: str,
    ) -> Markup:
        """`elsewhere` are parts that are not shown here, but may define footnotes and addresses."""

        def show(quiz: Quiz, pieces: Sequence[str]) -> str:
            quizzes.append(_quiz_view(quiz, len(quizzes) + 1, [Markup(piece) for piece in pieces]))  # noqa: S704
            return rendered(self.site, quizzes[-1])

        source = f"{blocks.source(self._cited(parts))}\n\n{blocks.definitions(elsewhere)}"
        html = markdown.with_heading_ids(
            markdown.to_html(source), RESERVED | pages.RESERVED, _ids(lesson.parts)
        )
        html = prose.finished(self.site, _TARGET.sub(partial(self._linked, lesson.path), html))
        html = with_law(self.site, html, lang, cited_in_quizzes(parts))
        try:
            whole = blocks.shown(html, parts, lesson.objectives, show)
        except ValueError as error:
            stop_build([Diagnostic(lesson.path, 1, "", str(error))])
        return Markup(whole)  # noqa: S704  (HTML in a text is dropped)

    def _cited(self, parts: Iterable[Part]) -> tuple[Part, ...]:
        """In a quiz a figure names its source, and a rule itself, in brackets: the lists are far away."""
        return tuple(self._with_figures(part) for part in parts)

    def _with_figures(self, part: Part) -> Part:
        if isinstance(part, Div):
            return replace(part, parts=self._cited(part.parts))
        if isinstance(part, Prose):
            return part
        options = [
            replace(one, text=self._plain(one.text), feedback=self._plain(one.feedback or "") or None)
            for one in part.options
        ]
        return replace(part, question=self._plain(part.question), options=tuple(options))

    def _plain(self, text: str) -> str:
        return self.site.law.in_plain_text(statistics.in_plain_text(text, self.site.data.statistics))

    def _linked(self, path: str, found: re.Match[str]) -> str:
        """Words of the glossary, other lessons, pictures: to where they stand on the page that is made."""
        tag, target = found.groups()
        attributes = self._attributes(path, unquote(unescape(target)))
        written = (f'{name}="{_attribute(value)}"' for name, value in sorted((attributes or {}).items()))
        return f"<{tag} {' '.join(written)}" if attributes else found[0]

    def _attributes(self, path: str, target: str) -> Mapping[str, str] | None:
        if target.startswith(WORD):
            word = self.site.courses.glossary.words[target.removeprefix(WORD)]
            warned = map(self.site.law.warned, word.law)
            definition = " ".join([f"{word.term}: {word.definition}", *filter(None, warned)])
            return {"href": f"{GLOSSARY}#{word.id}", "class": "term", "data-definition": definition}
        if picture := self.pictures.named(path, target):
            return picture
        url = self.site.references.url(path, target)
        return {"href": url or NEWS} if url != target else None


def _quiz_view(quiz: Quiz, number: int, pieces: Sequence[Markup]) -> View:
    """`pieces` as in `blocks.shown`."""
    options = zip(quiz.options, pieces[1::2], pieces[2::2], strict=True)
    return {
        "id": quiz.id,
        "key": quiz.id,
        "number": number,
        "objective": quiz.objective,
        "kind": quiz.kind,
        "question_html": pieces[0],
        "options": [_option(quiz, place, *option) for place, option in enumerate(options)],
    }


def _option(quiz: Quiz, place: int, option: Option, text: Markup, feedback: Markup) -> View:
    letter = chr(ord("a") + place)
    return {
        "id": f"{quiz.id}-{letter}",
        "letter": letter,
        "html": text,
        "right": option.right,
        "feedback_html": feedback if option.feedback else None,
    }


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


def _ids(parts: Iterable[Part]) -> Iterator[str]:
    """Of the blocks, of what stands in the page of a quiz, and of the rules of law below."""
    yield from map(place_of, cited(parts))
    for part in parts:
        if isinstance(part, Quiz):
            yield from (f"{part.id}{end}" for end in ("", "-title", "-question", "-hint"))
        elif isinstance(part, Div):
            yield from [part.id] if part.id else ()
            yield from _ids(part.parts)


def _attribute(text: str) -> str:
    return escape(text, quote=False).replace('"', "&quot;")


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
