"""The lists of the directory: what each page of each of them shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.fingerprints import LazyList
from engine.output import Page, View, page
from experts import Profile
from plugins.directory.facet_index import pair_url
from plugins.directory.facets import BY_ID
from plugins.directory.pagination import ListPage, paginate

if TYPE_CHECKING:
    from plugins.site import Site

Crumbs = tuple[tuple[str, str], ...]

HOME = ("Directory", "/directory/")
NARROW = 12  # terms of a group beside a list; an index page has all of them
NEWS = 3


@dataclass(frozen=True, slots=True)
class ProfileList:
    """A list before it is cut into pages. `here` are the chosen terms, each with the list without it."""

    url: str
    title: str
    profiles: Sequence[Profile]
    crumbs: Crumbs = (HOME,)
    intro: str | None = None
    facet: str | None = None
    value: str | None = None
    here: tuple[tuple[str, str], ...] = ()
    narrow: list[View] = field(default_factory=list)
    news: Sequence[View] = ()


def pages_of(site: Site, listing: ProfileList, template: str = "list.html", **more: Any) -> Iterator[Page]:
    changed = site.catalogue.newest(listing.profiles)
    for part in paginate(listing.url, listing.profiles):
        title = listing.title if part.number == 1 else f"{listing.title}, page {part.number}"
        meta = site.meta(part.url, title, _described(listing, part), listing.crumbs, modified=changed)
        yield page(template, meta, list=view(site, listing, part), **more)


def _described(listing: ProfileList, part: ListPage) -> str:
    count = len(listing.profiles)
    what = listing.intro or "People and organisations who work against human trafficking and modern slavery."
    where = f", page {part.number} of {part.pages}" if part.number > 1 else ""
    return f"{listing.title}: {count} {'entry' if count == 1 else 'entries'}{where}. {what}"


def view(site: Site, listing: ProfileList, part: ListPage) -> dict[str, Any]:
    """Only the first page shows what leads away from the list."""
    first = part.number == 1
    return {
        "title": listing.title,
        "intro": listing.intro if first else None,
        "count": len(listing.profiles),
        "cards": LazyList(site.catalogue.card(profile, site.output) for profile in part.items),
        "page": part.number,
        "pages": part.pages,
        "previous": part.previous,
        "next": part.next,
        "numbers": part.numbers,
        "narrow": listing.narrow if first else [],
        "here": [{"label": label, "remove_url": url} for label, url in listing.here],
        "facet": listing.facet,
        "value": listing.value,
        "news": list(listing.news[:NEWS]) if first else [],
        "courses": site.courses.on(listing.facet, listing.value) if first else [],
    }


def of_value(site: Site, facet_id: str, value: str) -> ProfileList:
    index, facet = site.catalogue.index, BY_ID[facet_id]
    label = index.label(facet, value)
    return ProfileList(
        facet.url_of(value),
        facet.title.format(label),
        index.entries[facet_id][value],
        (HOME, (facet.label, facet.url)),
        index.description(facet, value),
        facet_id,
        value,
        ((label, HOME[1]),),
        narrowed(site, facet_id, value),
        site.news_on.get((facet_id, value), ()),
    )


def of_pair(site: Site, key: tuple[str, str, str, str], profiles: Sequence[Profile]) -> ProfileList:
    index, (facet, a, partner, b) = site.catalogue.index, key
    labels = index.label(BY_ID[facet], a), index.label(BY_ID[partner], b)
    urls = BY_ID[facet].url_of(a), BY_ID[partner].url_of(b)
    return ProfileList(
        pair_url(*key),
        ": ".join(labels),
        profiles,
        (HOME, (BY_ID[facet].label, BY_ID[facet].url), (labels[0], urls[0])),
        here=((labels[0], urls[1]), (labels[1], urls[0])),
    )


def narrowed(site: Site, facet_id: str, value: str) -> list[View]:
    """What a list can be narrowed by: the narrower terms, and the facets with which this one makes a pair."""
    index = site.catalogue.index
    children = index.children(facet_id, value)
    groups = [{"label": "Narrower", "all_url": None, "terms": children}] if children else []
    for partner, terms in index.partners(facet_id, value).items():
        full = len(terms) > NARROW
        groups.append(
            {
                "label": BY_ID[partner].label,
                "all_url": partners_url(facet_id, value, partner) if full else None,
                "terms": most_used(terms, NARROW),
            }
        )
    return groups


def most_used(terms: list[View], most: int) -> list[View]:
    """In the order in which they came."""
    chosen = {term["id"] for term in sorted(terms, key=lambda term: -term["count"])[:most]}
    return [term for term in terms if term["id"] in chosen]


def partners_url(facet_id: str, value: str, partner: str) -> str:
    return f"{BY_ID[facet_id].url_of(value)}{partner}/"
