"""The documents that the search knows: entries, news, resources, and the lists of a subject."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from experts import Profile
from plugins.directory import service_views
from plugins.directory.facets import BY_ID
from plugins.directory.views import url_of
from plugins.search import content_documents
from plugins.search.document import START, Document, LazyDocument, already_built
from plugins.search.facet_terms import FacetTerms
from plugins.search.facts import facts
from plugins.search.result_card import card
from plugins.search.result_kinds import KINDS

if TYPE_CHECKING:
    from plugins.site import Site

SUBJECTS = ("role", "country", "topic", "exploitation", "language", "service")
"""A list of one of these is offered above the results when its name is what was typed."""
NARROWING = ("role", "accepting", "country", "topic", "language", "regulated")
SHOWN = 3  # countries on a card
_TARGET = re.compile(r"\]\([^)]*\)")


def documents(site: Site, terms: FacetTerms | None = None) -> Iterator[LazyDocument]:
    """Entries, which are many, are built only if they have changed; the others always."""
    terms = terms or FacetTerms(site)
    for profile in site.catalogue.listed:
        url, since = url_of(profile.slug), profile.consent.public_listing
        yield LazyDocument(
            url, since, site.catalogue.fingerprint(profile), partial(entry, site, terms, profile)
        )
    yield from map(already_built, subjects(site, terms))
    yield from (
        already_built(content_documents.document(terms, item))
        for item in content_documents.content_items(site)
    )


def labels(site: Site) -> dict[str, dict[str, str]]:
    """What the values of each facet are called."""
    index = site.catalogue.index
    return {
        "kind": {id_: kind.several for id_, kind in KINDS.items() if kind.several},
        **{
            facet: {value: index.label(BY_ID[facet], value) for value in index.entries[facet]}
            for facet in NARROWING
        },
    }


def entry(site: Site, terms: FacetTerms, profile: Profile) -> Document:
    values = {
        facet: terms.spread(facet, BY_ID[facet].values(profile, site.vocabularies)) for facet in NARROWING
    }
    countries = profile.countries
    services = [service.type for service in profile.services]
    roles = site.vocabularies["roles"].terms
    places = countries.expertise or countries.serves
    groups = [roles[role].one or roles[role].label for role in profile.roles]
    named = site.names.of
    texts = {
        "name": " ".join([profile.name, *profile.alternate_names]),
        "title": profile.headline,
        "topics": terms.joined("topic", profile.topics)
        + f" {terms.joined('exploitation', profile.exploitation)}",
        "places": " ".join(
            [
                terms.joined("country", countries.expertise),
                terms.joined("serves", countries.serves, times=1),
                terms.joined("country", [countries.based] if countries.based else [], times=1),
            ]
        ),
        "languages": terms.joined("language", [language.tag for language in profile.languages]),
        "groups": " ".join(
            [
                terms.joined("role", profile.roles),
                terms.joined("service", services),
                KINDS[profile.kind].one,
                *(one.organisation for one in profile.affiliations),
            ]
        ),
        "facts": facts(site, terms, profile),
        "text": _TARGET.sub("]", profile.summary or ""),
    }
    shown = [" / ".join(groups), ", ".join(named("areas", place) for place in places[:SHOWN])]
    state = service_views.overall(service_views.availability(profile.accepting, site.catalogue.index))[
        "state"
    ]
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


def subjects(site: Site, terms: FacetTerms) -> Iterator[Document]:
    """The list of each value, under its name, in other words, and in the languages of a country."""
    index = site.catalogue.index
    for facet in map(BY_ID.__getitem__, SUBJECTS):
        for value, profiles in index.entries[facet.id].items():
            label, url = index.label(facet, value), facet.url_of(value)
            title = facet.title.format(label)
            texts = {"name": " ".join(terms.names(facet.id, value)), "groups": facet.label}
            yield Document(url, START, texts, card(url, "subject", title, facet.label, [str(len(profiles))]))
