"""The search: an index in small files, and the page that asks it.

Lunr's ranking, computed here by the package of that name and in the browser by lunr.js. What is typed stays
in the page: it is in no address, in no history, and is sent to nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from plugins.output import Page, page
from plugins.search.sources import documents, labels
from plugins.search.writing import named, write_index
from plugins.writing import pages

if TYPE_CHECKING:
    from plugins.site import Site

URL = "/search/"


def search(site: Site) -> Iterator[Page]:
    write_index(list(documents(site)), labels(site), site.output.folder, site.cache / named(site.root))
    meta = site.meta(
        URL,
        "Search",
        "Find people, organisations, news and resources. What you type stays on your device.",
        noindex=True,
    )
    index = site.catalogue.index
    yield page(
        "search.html", meta, top={facet: _most(index.counted(facet)) for facet in ("topic", "country")}
    )


def _most(terms: list[dict[str, object]]) -> list[dict[str, object]]:
    return sorted(terms, key=lambda term: -int(str(term["count"])))[:12]


def register() -> None:
    pages.connect(search)
