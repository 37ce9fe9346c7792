"""/atom.xml: the news, for readers of feeds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from engine.output import Page
from plugins.writer import pages

if TYPE_CHECKING:
    from plugins.site import Site

NEWEST = 20
_ADDRESS = re.compile(r'(<[a-z][^>]*\s(?:href|src)=")([/#])')


def feed(site: Site) -> Iterator[Page]:
    entries = [_entry(site, item) for item in site.news[:NEWEST]]
    updated = max((entry["updated"] for entry in entries), default=site.as_of)
    yield Page("/atom.xml", "atom.xml", {"updated": updated, "entries": entries}, indexed=False)


def _entry(site: Site, item: Mapping[str, Any]) -> dict[str, Any]:
    return {**item, "content": absolute(site.articles[item["url"]].content, site.origin, item["url"])}


def absolute(html: str, origin: str, url: str) -> str:
    """A reader of feeds has no page against which a short address could be resolved."""
    before = {"/": f"{origin}/", "#": f"{origin}{url}#"}
    return _ADDRESS.sub(lambda match: match[1] + before[match[2]], html)


def register() -> None:
    pages.connect(feed)
