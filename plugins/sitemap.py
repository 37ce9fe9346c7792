"""/sitemap.xml: every page that a search engine may show, and when it really changed; and /robots.txt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from engine.output import Page
from plugins.writer import pages

if TYPE_CHECKING:
    from plugins.site import Site


MOST = 50_000
"""Addresses that search engines read in one map."""


def sitemap(site: Site) -> Iterator[Page]:
    indexed = sorted((page for page in site.output.pages.values() if page.indexed), key=lambda page: page.url)
    yield from maps([{"url": page.url, "modified": page.modified} for page in indexed])
    yield Page("/robots.txt", "robots.txt", {}, indexed=False)
    meta = site.meta("/404.html", "Page not found", "There is no page at this address.", noindex=True)
    yield Page("/404.html", "404.html", {"meta": meta}, indexed=False)


def maps(urls: list[dict[str, Any]], most: int = MOST) -> Iterator[Page]:
    """One map; or several, and one of them all."""
    parts = [urls[start : start + most] for start in range(0, len(urls), most)] or [[]]
    if len(parts) == 1:
        yield Page("/sitemap.xml", "sitemap.xml", {"urls": urls}, indexed=False)
        return
    names = [f"/sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield Page(name, "sitemap.xml", {"urls": part}, indexed=False)
    yield Page("/sitemap.xml", "sitemap-index.xml", {"maps": names}, indexed=False)


def register() -> None:
    pages.connect(sitemap)
