"""The documents of what is read: news, resources, courses and lessons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from content.model import Helpline, Resource
from plugins.search.document import Document
from plugins.search.facet_terms import FacetTerms
from plugins.search.result_card import card
from plugins.search.result_kinds import KINDS
from records.contact_terms import number_terms
from records.markdown_text import CITATION

if TYPE_CHECKING:
    from plugins.site import Site

_ENOUGH = 6000  # characters of a text: its beginning counts as text, and all of it as body


_CITED = re.compile(r'<sup class="cite">.*?</sup>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class ContentItem:
    """`line` and `shown` are for the card; `facts` are numbers under which it is found."""

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
    facts: Iterable[str] = ()


def document(terms: FacetTerms, item: ContentItem) -> Document:
    texts = {
        "title": item.title,
        "topics": terms.joined("topic", item.topics),
        "places": terms.joined("country", item.countries),
        "groups": KINDS[item.kind].several,
        "facts": " ".join(item.facts),
        "text": item.text,
        "body": item.text,
    }
    facets = {
        "kind": [item.kind],
        "topic": terms.spread("topic", item.topics),
        "country": terms.spread("country", item.countries),
    }
    shown = card(item.url, item.kind, item.title, item.line, item.shown, sample=item.sample)
    return Document(item.url, item.since, texts, shown, facets)


def content_items(site: Site) -> Iterator[ContentItem]:
    yield from (news(site, item) for item in site.news)
    yield from map(resource, site.data.resources)
    yield from map(helpline, site.data.helplines)
    courses = getattr(site, "courses", None)
    for one in courses.courses if courses else ():
        yield course(one)
        yield from (lesson(one, each) for each in one.lessons)


def news(site: Site, item: dict[str, Any]) -> ContentItem:
    article = site.articles[item["url"]]
    content = _CITED.sub("", article.content)
    text = f"{item['summary']} {Markup(content[:_ENOUGH]).striptags()}"  # noqa: S704  (only its words are used)
    return ContentItem(
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


def resource(one: Resource) -> ContentItem:
    note = one.note or ""
    return ContentItem(
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


def helpline(one: Helpline) -> ContentItem:
    numbers = [one.dial, *filter(None, [one.text])]
    terms = [term for number in numbers for term in number_terms(number, one.country)]
    return ContentItem(
        f"/get-help/#helpline-{one.id}",
        "helpline",
        one.name,
        " ".join(filter(None, [one.for_, one.operator, one.hours, one.languages, one.note])),
        one.confirmed.number or one.source.read_on or date.min,
        (),
        one.nations or [one.country],
        line=one.for_,
        shown=[" / ".join(numbers), *filter(None, [one.hours])],
        facts=["helpline hotline", *terms],
    )


def course(one: Any) -> ContentItem:
    count = len(one.lessons)
    return ContentItem(
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


def lesson(course: Any, one: Any) -> ContentItem:
    aims = [objective.text for objective in one.objectives]
    return ContentItem(
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
        text = CITATION.sub("", text)
        most -= len(text)
        yield text
