"""Pages that editors write: what stands above their text, and the menus in which they stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pelican.contents import Page

from plugins.prose import prepare_text
from plugins.source import Source

if TYPE_CHECKING:
    from plugins.site import Site

FIELDS = ("title", "slug", "summary", "lang", "updated", "status", "template", "sensitive", "menu", "order")
LAST = 1000


def prepare_page(site: Site, page: Page) -> Source:
    source = Source(page, site.root)
    source.keys(FIELDS, ("title", "summary"))
    source.choice("menu", ("header", "footer", "none"))
    page.order = source.number("order")
    prepare_text(site, source, page)
    page.meta = site.meta(
        f"/{page.url}",
        page.title,
        page.summary_text,
        modified=source.day("updated"),
        lang=page.lang,
        noindex=page.status == "hidden",
        sensitive=source.choice("sensitive", ("yes", "no")) == "yes",
    )
    return source


def list_menus(menus: dict[str, list[dict[str, str]]], pages: Iterable[Page]) -> None:
    """By their `order`, and then by their title."""
    for page in sorted(pages, key=lambda page: (LAST if page.order is None else page.order, page.title)):
        if page.metadata.get("menu") in menus:
            link = {"label": page.title, "url": page.meta["url"], "lang": page.lang}
            menus[page.metadata["menu"]].append(link)
