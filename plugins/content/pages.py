"""Pages that editors write, and the menus in which they stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pelican.contents import Page

from content import model
from plugins.content.prose import prepare_text
from plugins.reader import text_of

if TYPE_CHECKING:
    from plugins.site import Site

LAST = 1000


def prepare_page(site: Site, page: Page) -> None:
    text = text_of(site, page.source_path)
    assert isinstance(text, model.Page), "Pelican reads pages from content/pages only"
    page.order = LAST if text.order is None else text.order
    page.menu = text.menu
    prepare_text(site, page)
    page.meta = site.meta(
        f"/{page.url}",
        page.title,
        page.summary_text,
        modified=text.updated,
        lang=page.lang,
        noindex=page.status == "hidden",
        sensitive=text.sensitive,
    )
    page.view = {
        "title": page.title,
        "summary": page.summary_text,
        "content": page.content,
        "lang": page.lang,
    }


def list_menus(menus: dict[str, list[dict[str, str]]], pages: Iterable[Page]) -> None:
    """By their `order`, and then by their title."""
    for page in sorted(pages, key=lambda page: (page.order, page.title)):
        if page.menu in menus:
            link = {"label": page.title, "url": page.meta["url"], "lang": page.lang}
            menus[page.menu].append(link)
