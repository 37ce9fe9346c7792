"""Pages at old addresses that lead to the new ones; and the links in texts that only a build can follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from content.data_files import REDIRECTS
from content.redirects import targets
from engine.host_headers import moved
from engine.output import Page
from plugins.build_error import stop_build
from plugins.directory.facets import BY_ID
from plugins.writer import pages
from records.diagnostic import Diagnostic, in_order
from records.references import did_you_mean

if TYPE_CHECKING:
    from plugins.site import Site

LISTED = re.compile(r"/directory/([a-z-]+)/(?:([a-z0-9-]+)/)?\Z")


def answering_page(site: Site, target: str) -> str | None:
    """The page that answers: the next wider list, where nobody stands under a value or any at present."""
    if target in site.output.pages:
        return target
    listed = LISTED.match(target)
    facet = BY_ID.get(listed[1]) if listed else None
    if facet is None or listed is None:
        return None
    values = {value.lower() for value in facet.terms(site.vocabularies)}
    if listed[2] and listed[2] not in values:
        return None
    return facet.url if facet.url in site.output.pages else "/directory/"


def redirects(site: Site) -> Iterator[Page]:
    """Also from lists of the directory that a text links to and that are empty at present."""
    linked = {address: answering_page(site, address) for _, address, _ in _linked(site)}
    new = {one.new: answering_page(site, one.new) for one in site.data.redirects}
    if dead := [*_dead_redirects(site, new), *_dead_links(site, linked)]:
        stop_build(in_order(dead))
    elsewhere = {old: target for old, target in linked.items() if target != old}
    elsewhere |= {old: new[target] for old, target in targets(site.data.redirects).items()}
    for old, page in elsewhere.items():
        yield Page(old, "redirect.html", {"target": page}, indexed=False, answer=moved(str(page)))


def _linked(site: Site) -> Iterator[tuple[str, str, int]]:
    """Addresses in texts that the files alone do not tell of: the file, the address and the line of each."""
    for path, link in site.links:
        address = re.split(r"[#?]", link.address)[0]
        first = address.strip("/").partition("/")[0]
        if not ("." in first or first in ("experts", "images") or site.references.known(address)):
            yield path, address, link.line


def _dead_redirects(site: Site, new: dict[str, str | None]) -> Iterator[Diagnostic]:
    for one in site.data.redirects:
        if new[one.new] is None:
            near = did_you_mean(one.new, site.output.pages)
            yield Diagnostic(REDIRECTS, one.line, one.old, f"there is no page {one.new}{near}")


def _dead_links(site: Site, linked: dict[str, str | None]) -> Iterator[Diagnostic]:
    for path, address, line in _linked(site):
        if linked[address] is None:
            near = did_you_mean(address, site.output.pages)
            yield Diagnostic(path, line, "", f"there is no page '{address}'{near}")


def register() -> None:
    pages.connect(redirects)
