"""What is there to be read: news, what others publish, courses and lessons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from content.model import Resource
from plugins.search.card import card
from plugins.search.document import Document
from plugins.search.words import Words

if TYPE_CHECKING:
    from plugins.site import Site

KINDS = {"news": "News", "resource": "Resources", "course": "Courses", "lesson": "Lessons"}
_ENOUGH = 1500  # characters of a text: more than the terms that count


@dataclass(frozen=True, slots=True)
class Reading:
    """`line` and `shown` are for the card."""

    url: str
    kind: str
    title: str
    text: str
    since: date
    topics: Iterable[str]
    countries: Iterable[str] = ()
    line: str = ""
    shown: Iterable[str] = ()
    sample: bool = False


def document(words: Words, one: Reading) -> Document:
    texts = {
        "title": one.title,
        "topics": words.every("topic", one.topics),
        "places": words.every("country", one.countries),
        "groups": KINDS[one.kind],
        "text": one.text,
    }
    facets = {
        "kind": [one.kind],
        "topic": words.spread("topic", one.topics),
        "country": words.spread("country", one.countries),
    }
    shown = card(one.url, one.kind, one.title, one.line, one.shown, sample=one.sample)
    return Document(one.url, one.since, texts, shown, facets)


def readings(site: Site) -> Iterator[Reading]:
    yield from (news(site, item) for item in site.news)
    yield from map(resource, site.data.resources)
    shelf = getattr(site, "courses", None)
    for one in shelf.courses if shelf else ():
        yield course(one)
        yield from (lesson(one, each) for each in one.lessons)


def news(site: Site, item: dict[str, Any]) -> Reading:
    article = site.articles[item["url"]]
    text = f"{item['summary']} {Markup(article.content[:_ENOUGH]).striptags()}"  # noqa: S704  (only its words are used)
    return Reading(
        item["url"],
        "news",
        item["title"],
        text,
        item["date"],
        article.topic_ids,
        article.country_ids,
        line=item["summary"],
        shown=[site.names.date(item["date"])],
    )


def resource(one: Resource) -> Reading:
    note = one.note or ""
    return Reading(
        one.url,
        "resource",
        one.title,
        f"{one.publisher} {one.type} {note}",
        one.read_on or date(one.year, 12, 31),
        one.topics,
        one.countries,
        line=note,
        shown=[one.publisher, str(one.year)],
    )


def course(one: Any) -> Reading:
    count = len(one.lessons)
    return Reading(
        f"/courses/{one.id}/",
        "course",
        one.title,
        " ".join([one.summary, *one.gains]),
        one.reviewed.on,
        one.topics,
        line=one.summary,
        shown=[f"{count} lesson{'' if count == 1 else 's'}", minutes(one.minutes)],
        sample=one.sample,
    )


def lesson(course: Any, one: Any) -> Reading:
    aims = [objective.text for objective in one.objectives]
    return Reading(
        f"/courses/{one.course}/{one.name}/",
        "lesson",
        one.title,
        " ".join([*aims, *prose(one.parts)]),
        one.reviewed.on,
        one.topics or course.topics,
        line=next(iter(aims), ""),
        shown=[course.title, minutes(one.minutes.total)],
        sample=course.sample,
    )


def minutes(count: int) -> str:
    return f"{count} minute{'' if count == 1 else 's'}"


def prose(parts: Iterable[Any], most: int = _ENOUGH) -> Iterator[str]:
    """What a lesson says to all, outside its questions, from the beginning, until it is enough."""
    for part in parts:
        if most <= 0:
            return
        if getattr(part, "name", "") == "facilitator":
            continue
        text = " ".join(prose(part.parts, most)) if hasattr(part, "parts") else getattr(part, "text", "")
        most -= len(text)
        yield text
