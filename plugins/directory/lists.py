"""The lists of the directory: what stands on each page of each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.fingerprints import LazyList
from engine.output import Page, page
from experts import Profile
from plugins.directory.facets import BY_ID
from plugins.directory.index import Term, pair_url
from plugins.directory.listing import Slice, paginate

if TYPE_CHECKING:
    from plugins.site import Site

Crumbs = tuple[tuple[str, str], ...]

HOME = ("Directory", "/directory/")
NARROW = 12  # terms of a group beside a list; an index page has all of them
NEWS = 3


@dataclass(frozen=True, slots=True)
class List:
    """A list before it is cut into pages. `here` are the chosen terms, and where one gets without them."""

    url: str
    title: str
    profiles: Sequence[Profile]
    crumbs: Crumbs = (HOME,)
    intro: str | None = None
    facet: str | None = None
    value: str | None = None
    here: tuple[tuple[str, str], ...] = ()
    narrow: list[Term] = field(default_factory=list)
    news: Sequence[Term] = ()


def pages_of(site: Site, one: List, template: str = "list.html", **more: Any) -> Iterator[Page]:
    changed = site.catalogue.newest(one.profiles)
    for part in paginate(one.url, one.profiles):
        title = one.title if part.number == 1 else f"{one.title}, page {part.number}"
        meta = site.meta(part.url, title, _described(one, part), one.crumbs, modified=changed)
        yield page(template, meta, list=view(site, one, part), **more)


def _described(one: List, part: Slice) -> str:
    count = len(one.profiles)
    what = one.intro or "People and organisations who work against human trafficking and modern slavery."
    where = f", page {part.number} of {part.pages}" if part.number > 1 else ""
    return f"{one.title}: {count} {'entry' if count == 1 else 'entries'}{where}. {what}"


def view(site: Site, one: List, part: Slice) -> dict[str, Any]:
    """What leads away from the list stands on its first page only."""
    first = part.number == 1
    return {
        "title": one.title,
        "intro": one.intro if first else None,
        "count": len(one.profiles),
        "cards": LazyList(site.catalogue.card(profile, site.output) for profile in part.items),
        "page": part.number,
        "pages": part.pages,
        "previous": part.previous,
        "next": part.next,
        "numbers": part.numbers,
        "narrow": one.narrow if first else [],
        "here": [{"label": label, "remove_url": url} for label, url in one.here],
        "facet": one.facet,
        "value": one.value,
        "news": list(one.news[:NEWS]) if first else [],
        "courses": site.courses.on(one.facet, one.value) if first else [],
    }


def of_value(site: Site, facet_id: str, value: str) -> List:
    index, facet = site.catalogue.index, BY_ID[facet_id]
    label = index.label(facet, value)
    return List(
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


def of_pair(site: Site, key: tuple[str, str, str, str], profiles: Sequence[Profile]) -> List:
    index, (one, a, other, b) = site.catalogue.index, key
    labels = index.label(BY_ID[one], a), index.label(BY_ID[other], b)
    urls = BY_ID[one].url_of(a), BY_ID[other].url_of(b)
    return List(
        pair_url(*key),
        ": ".join(labels),
        profiles,
        (HOME, (BY_ID[one].label, BY_ID[one].url), (labels[0], urls[0])),
        here=((labels[0], urls[1]), (labels[1], urls[0])),
    )


def narrowed(site: Site, facet_id: str, value: str) -> list[Term]:
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


def most_used(terms: list[Term], most: int) -> list[Term]:
    """In the order in which they came."""
    chosen = {term["id"] for term in sorted(terms, key=lambda term: -term["count"])[:most]}
    return [term for term in terms if term["id"] in chosen]


def partners_url(facet_id: str, value: str, partner: str) -> str:
    return f"{BY_ID[facet_id].url_of(value)}{partner}/"
