"""The pages that lead to the lists: the home of the directory, the values of a facet, A to Z."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.output import Page, View, page
from experts import Profile
from plugins.directory.facets import BY_ID, FACETS, Facet
from plugins.directory.list_pages import HOME, NARROW, Crumbs, ProfileList, most_used, pages_of, partners_url
from plugins.directory.sort_order import letter
from records.text import fold

if TYPE_CHECKING:
    from plugins.site import Site

A_TO_Z = ("A to Z", "/directory/a-z/")
BROWSE = 8  # terms of each facet on the home of the directory
ALPHABETICAL = ("country", "serves", "language")
BY_LETTER = 30  # more names of countries or languages than this are grouped by their first letter


def home(site: Site, letters: list[View]) -> Iterator[Page]:
    everybody = ProfileList(
        HOME[1],
        "Directory of experts",
        site.catalogue.listed,
        (),
        "People and organisations who work against human trafficking and modern slavery.",
    )
    for list_page in pages_of(site, everybody):
        if list_page.url == HOME[1]:
            list_page = replace(
                list_page,
                template="directory.html",
                data={**list_page.data, "browse": browse(site), "letters": letters},
            )
        yield list_page


def browse(site: Site) -> list[dict[str, Any]]:
    facets = []
    for facet in FACETS:
        terms = site.catalogue.index.counted(facet.id)
        if terms:
            top = most_used(terms, BROWSE)
            facets.append(
                {
                    "id": facet.id,
                    "label": facet.label,
                    "url": facet.url,
                    "terms": top,
                    "more": len(terms) - len(top),
                }
            )
    return facets


def values(site: Site, facet: Facet) -> Iterator[Page]:
    """All values of a facet."""
    terms = site.catalogue.index.tree(facet.id)
    if terms:
        description = f"{facet.label}: everything that entries name, with the number of entries."
        yield _overview(site, (facet.url, facet.label, description, (HOME,)), facet.id, terms)


def partners(site: Site, facet: Facet, value: str) -> Iterator[Page]:
    """All values with which one can be combined, if they are too many to be shown beside its list."""
    index = site.catalogue.index
    label = index.label(facet, value)
    crumbs = (HOME, (facet.label, facet.url), (label, facet.url_of(value)))
    for partner, terms in index.partners(facet.id, value).items():
        if len(terms) > NARROW:
            title = f"{label}: {BY_ID[partner].label.lower()}"
            description = f"{title}. All combinations, with the number of entries."
            head = (partners_url(facet.id, value, partner), title, description, crumbs)
            yield _overview(site, head, partner, terms)


def _overview(site: Site, head: tuple[str, str, str, Crumbs], facet_id: str, terms: list[View]) -> Page:
    many = facet_id in ALPHABETICAL and len(terms) > BY_LETTER
    facet = {
        "id": facet_id,
        "label": head[1],
        "description": None,
        "groups": by_letter(terms) if many else [{"label": None, "terms": terms}],
    }
    return page("facet.html", site.meta(*head, modified=site.catalogue.modified), facet=facet)


def by_letter(terms: Iterable[View]) -> list[dict[str, Any]]:
    groups: dict[str, list[View]] = {}
    for term in terms:
        groups.setdefault(fold(term["label"])[0].upper(), []).append(term)
    return [{"label": first, "terms": own} for first, own in groups.items()]


def letters_of(profiles: Iterable[Profile]) -> dict[str, list[Profile]]:
    """The Latin letters first, then the scripts, then the rest."""
    by_initial: dict[str, list[Profile]] = {}
    for profile in profiles:
        by_initial.setdefault(letter(profile), []).append(profile)
    return {
        key: by_initial[key]
        for key in sorted(by_initial, key=lambda key: (len(key) > 1, key == "other", key))
    }


def letter_terms(by_initial: dict[str, list[Profile]]) -> list[View]:
    return [
        {"key": key, "label": letter_label(key), "url": f"{A_TO_Z[1]}{key}/", "count": len(own)}
        for key, own in by_initial.items()
    ]


def letter_label(key: str) -> str:
    return SCRIPTS.get(key) or (key.upper() if len(key) == 1 else key.capitalize())


SCRIPTS = {"cjk": "Chinese characters", "other": "Numbers and others"}


def a_to_z(site: Site, by_initial: dict[str, list[Profile]], letters: list[View]) -> Iterator[Page]:
    description = "Every entry of the directory by name."
    changed = site.catalogue.modified
    meta = site.meta(A_TO_Z[1], "The directory from A to Z", description, (HOME,), modified=changed)
    yield page("a-z.html", meta, letters=letters, list=None)
    for term in letters:
        listing = ProfileList(
            term["url"],
            f"The directory from A to Z: {term['label']}",
            by_initial[term["key"]],
            (HOME, A_TO_Z),
        )
        yield from pages_of(site, listing, "a-z.html", letters=letters)
