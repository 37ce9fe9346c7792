"""Pages at old addresses that lead to the new ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from content.redirects import targets
from engine.output import Page
from plugins.build_error import stop_build
from plugins.directory.facets import BY_ID
from plugins.writer import pages
from records.suggestions import did_you_mean

if TYPE_CHECKING:
    from plugins.site import Site

LISTED = re.compile(r"/directory/([a-z-]+)/([a-z0-9-]+)/\Z")


def answering_page(site: Site, target: str) -> str | None:
    """The page that answers: the list of all values, where nobody stands under a value at present."""
    if target in site.output.pages:
        return target
    listed = LISTED.match(target)
    facet = BY_ID.get(listed[1]) if listed else None
    if facet is None or listed is None:
        return None
    values = site.vocabularies[facet.vocabulary].terms if facet.vocabulary else facet.own
    if listed[2] not in {value.lower() for value in values}:
        return None
    return facet.url if facet.url in site.output.pages else "/directory/"


def redirects(site: Site) -> Iterator[Page]:
    new = {target: answering_page(site, target) for target in site.redirects.value.values()}
    dead = [
        site.redirects.diagnostic(
            (old,), f"there is no page {target}{did_you_mean(target, site.output.pages)}"
        )
        for old, target in site.redirects.value.items()
        if new[target] is None
    ]
    if dead:
        stop_build(dead)
    for old, target in targets(site.redirects.value).items():
        yield Page(old, "redirect.html", {"target": new[target]}, indexed=False)


def register() -> None:
    pages.connect(redirects)
