"""The search: an index in small files, and the page that asks it.

Lunr's ranking, computed here by the package of that name and in the browser by lunr.js. What is typed stays
in the page: it is in no address, in no history, and is sent to nobody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.keys import digest
from plugins.output import Page, page
from plugins.search.build import build
from plugins.search.sources import documents, labels
from plugins.writing import pages

if TYPE_CHECKING:
    from plugins.site import Site

URL = "/search/"


def search(site: Site) -> Iterator[Page]:
    key = digest(
        site.base,
        [site.catalogue.key(profile) for profile in site.catalogue.listed],
        labels(site),
        [site.articles[item["url"]].view for item in site.news],
        site.resources,
    )
    site.output.write_aside("search", key, lambda: files(site))
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


def files(site: Site) -> dict[str, bytes]:
    built = build(documents(site), labels(site), cache_file(site))
    made = {f"index/{name}.json": text.encode() for name, text in built.files.items()}
    return {"search/manifest.json": built.manifest.encode(), **made, "search/lunr.json": built.standard()}


def _most(terms: list[dict[str, object]]) -> list[dict[str, object]]:
    return sorted(terms, key=lambda term: -int(str(term["count"])))[:12]


def cache_file(site: Site) -> Path:
    """One for each site root, so that two of them do not push each other out."""
    return site.cache / f"search-{hashlib.sha256(str(site.root).encode()).hexdigest()[:12]}"


def register() -> None:
    pages.connect(search)
