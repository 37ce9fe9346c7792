"""/sitemap.xml: every page that a search engine may show, and when it really changed; and /robots.txt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from plugins.output import Page
from plugins.writing import pages

if TYPE_CHECKING:
    from plugins.site import Site


def sitemap(site: Site) -> Iterator[Page]:
    found = sorted((page for page in site.output.pages.values() if page.indexed), key=lambda page: page.url)
    urls = [{"url": page.url, "modified": page.modified} for page in found]
    yield Page("/sitemap.xml", "sitemap.xml", {"urls": urls}, indexed=False)
    yield Page("/robots.txt", "robots.txt", {}, indexed=False)
    meta = site.meta("/404.html", "Page not found", "There is no page at this address.", noindex=True)
    yield Page("/404.html", "404.html", {"meta": meta}, indexed=False)


def register() -> None:
    pages.connect(sitemap)
