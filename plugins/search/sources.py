"""What of the site can be found: entries, news, resources, and the lists of a subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from experts import Profile
from plugins.data import day
from plugins.directory import offers
from plugins.directory.endonyms import endonyms
from plugins.directory.facets import BY_ID
from plugins.directory.own_names import own_names
from plugins.directory.views import url_of
from plugins.search.document import START, Document, Source, ready
from plugins.search.text import words

if TYPE_CHECKING:
    from plugins.site import Site

KIND = ("person", "organisation", "news", "resource", "subject")
STATE = ("", "open", "waitlist", "closed", "unknown")
KINDS = {"person": "People", "organisation": "Organisations", "news": "News", "resource": "Resources"}
SUBJECTS = ("role", "country", "topic", "exploitation", "language", "service")
"""A list of one of these is offered above the results when its name is what was typed."""
NARROWING = ("role", "country", "topic", "language", "accepting")
NAMED_OTHERWISE = ("countries", "languages")
"""Entries are also found by what else people call these; a topic's many other words lead to its list."""
SHOWN = 3  # countries on a card
_TARGET = re.compile(r"\]\([^)]*\)")
_ENOUGH = 1500  # characters of an article: more than the terms that count


def documents(site: Site) -> Iterator[Source]:
    """Entries, which are many, are made where they have changed; the others always."""
    words = Words(site)
    for profile in site.catalogue.listed:
        url, since = url_of(profile.slug), profile.consent.public_listing
        yield Source(url, since, site.catalogue.key(profile), partial(entry, site, words, profile))
    yield from map(ready, subjects(site))
    for item in site.news:
        yield ready(news(site, words, item))
    for record in site.resources:
        yield ready(resource(site, words, record))


def labels(site: Site) -> dict[str, dict[str, str]]:
    """What the values of each facet are called."""
    index = site.catalogue.index
    return {
        "kind": KINDS,
        **{
            facet: {value: index.label(BY_ID[facet], value) for value in index.entries[facet]}
            for facet in NARROWING
        },
    }


class Words:
    """The words under which the values of a facet are found: their names, and those of what is broader."""

    def __init__(self, site: Site) -> None:
        self.index = site.catalogue.index
        self.vocabularies = site.vocabularies
        self.of = lru_cache(maxsize=None)(self._of)
        self._spread = lru_cache(maxsize=None)(self._spread_once)

    def every(self, facet: str, values: Iterable[str]) -> str:
        return " ".join([self.of(facet, value) for value in self.spread(facet, values)])

    def spread(self, facet: str, values: Iterable[str]) -> tuple[str, ...]:
        return self._spread(facet, tuple(values))

    def _spread_once(self, facet: str, values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.index.broader.spread(BY_ID[facet], values))

    def _of(self, facet: str, value: str) -> str:
        own = BY_ID[facet]
        term = (
            self.vocabularies[own.vocabulary].terms.get(value) if own.vocabulary in NAMED_OTHERWISE else None
        )
        return " ".join([self.index.label(own, value), *(term.aliases if term else ())])


def entry(site: Site, words: Words, profile: Profile) -> Document:
    values = {facet: words.spread(facet, BY_ID[facet].values(profile)) for facet in NARROWING}
    countries = profile.countries
    services = [service.type for service in profile.services]
    roles = site.vocabularies["roles"].terms
    places = countries.expertise or countries.serves
    groups = [roles[role].one or roles[role].label for role in profile.roles]
    named = site.names.of
    texts = {
        "name": " ".join([profile.name, *profile.alternate_names]),
        "title": profile.headline,
        "topics": words.every("topic", profile.topics)
        + f" {words.every('exploitation', profile.exploitation)} {words.every('service', services)}",
        "places": f"{words.every('country', countries.expertise)} {words.every('serves', countries.serves)}",
        "languages": words.every("language", [language.tag for language in profile.languages]),
        "groups": " ".join([*groups, *(one.organisation for one in profile.affiliations)]),
        "text": _TARGET.sub("]", profile.summary or ""),
    }
    shown = [" / ".join(groups), ", ".join(named("areas", place) for place in places[:SHOWN])]
    state = offers.overall(offers.availability(profile.accepting, site.catalogue.index))["state"]
    return Document(
        url=url_of(profile.slug),
        since=profile.consent.public_listing,
        texts=texts,
        card=card(
            url_of(profile.slug), profile.kind, profile.name, profile.headline, shown, state, profile.sample
        ),
        facets={"kind": [profile.kind], **values},
        late=site.catalogue.state(profile) == "overdue",
    )


def news(site: Site, words: Words, item: dict[str, Any]) -> Document:
    article = site.articles[item["url"]]
    text = f"{item['summary']} {Markup(article.content[:_ENOUGH]).striptags()}"  # noqa: S704  (only its words are used)
    return _reading(
        words, item["url"], "news", item["title"], text, item["date"], article.topic_ids, article.country_ids,
        line=item["summary"], shown=[site.names.date(item["date"])],
    )  # fmt: skip


def resource(site: Site, words: Words, record: dict[str, Any]) -> Document:
    note = record.get("note") or ""
    return _reading(
        words, record["url"], "resource", record["title"], f"{record['publisher']} {record['type']} {note}",
        day(record.get("read_on")) or date(record["year"], 12, 31),
        record["topics"], record.get("countries", ()),
        line=note, shown=[record["publisher"], str(record["year"])],
    )  # fmt: skip


def _reading(
    words: Words, url: str, kind: str, title: str, text: str, since: date, topics: Iterable[str],
    countries: Iterable[str], *, line: str, shown: Iterable[str],
) -> Document:  # fmt: skip
    values = {"topic": words.spread("topic", topics), "country": words.spread("country", countries)}
    texts = {
        "title": title,
        "topics": words.every("topic", topics),
        "places": words.every("country", countries),
        "groups": KINDS[kind],
        "text": text,
    }
    facets = {"kind": [kind], **values}
    return Document(url, since, texts, card(url, kind, title, line, shown), facets)


def subjects(site: Site) -> Iterator[Document]:
    """The list of each value, under its name, in other words, and in the languages of a country."""
    index = site.catalogue.index
    for facet in map(BY_ID.__getitem__, SUBJECTS):
        for value, profiles in index.entries[facet.id].items():
            label, url = index.label(facet, value), facet.url_of(value)
            term = site.vocabularies[facet.vocabulary].terms.get(value)
            names = [label, *(term.aliases if term else ()), *native(facet.vocabulary, value)]
            title = facet.title.format(label)
            texts = {"name": " ".join(dict.fromkeys(names)), "groups": facet.label}
            yield Document(url, START, texts, card(url, "subject", title, facet.label, [str(len(profiles))]))


def native(vocabulary: str, value: str) -> list[str]:
    """What a language, or a country in its official languages, is called there."""
    if vocabulary == "languages":
        return [endonyms().get(value, "")]
    return own_names().get(value, []) if vocabulary == "countries" else []


def card(
    url: str, kind: str, title: str, line: str, shown: Iterable[str], state: str = "", sample: bool = False
) -> list[Any]:
    """As theme/static/js/search-index.js reads it: short, as ten of them are fetched for an answer.

    0 for an address that follows from the title; what is empty at the end is left out.
    """
    place = 0 if url == f"/experts/{'-'.join(words(title))}/" else url
    found: list[Any] = [place, KIND.index(kind), title, line, " · ".join(filter(None, shown))]
    found += [STATE.index(state), int(sample)]
    while not found[-1]:
        found.pop()
    return found
