"""The search: an index in small files, and the page that asks it.

Lunr's ranking, computed here by the package of that name and in the browser by lunr.js. What is typed stays
in the page: it is in no address, in no history, and is sent to nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pelican import signals
from pelican.generators import Generator

from engine.fingerprints import fingerprint
from engine.output import Page, page
from plugins.directory.facets import BY_ID
from plugins.search.build import build_index
from plugins.search.common_words import near
from plugins.search.content_documents import content_items
from plugins.search.facet_terms import FacetTerms
from plugins.search.index_cache import IndexCache
from plugins.search.lexicon import lexicon
from plugins.search.need_phrases import need
from plugins.search.site_documents import NARROWING, documents, labels
from plugins.search.split_index import ONE_FILE
from plugins.writer import pages

if TYPE_CHECKING:
    from plugins.site import Site

URL = "/search/"


def begin(generators: list[Generator]) -> None:
    """Everything is read and nothing is written yet, so the index is built while the pages are planned."""
    index(generators[0].settings["LOADED"])


def index(site: Site) -> None:
    key = fingerprint(
        site.base,
        [site.catalogue.fingerprint(profile) for profile in site.catalogue.listed],
        labels(site),
        list(content_items(site)),
        site.data.urgent_words,
        site.data.helplines,
    )
    site.output.write_in_background("search", key, lambda: files(site))


def search(site: Site) -> Iterator[Page]:
    meta = site.meta(
        URL,
        "Search",
        "Find people, organisations, courses, news and resources. What you type is not sent to anyone.",
        noindex=True,
    )
    counted = site.catalogue.index.counted
    top = {facet: _most(counted(facet)) for facet in ("topic", "country")}
    narrowing = {"kind": "Kind", **{facet: BY_ID[facet].singular for facet in NARROWING}}
    yield page("search.html", meta, top=top, narrowing=narrowing)


def files(site: Site, limit: int = ONE_FILE) -> dict[str, bytes]:
    """All files of the index by path; in one file up to so many bytes."""
    terms = FacetTerms(site)
    more = {
        "need": need(site.data.urgent_words, site.data.helplines),
        "lexicon": lexicon(site, terms),
    }
    state = IndexCache(site.remembered("search"), site.base)
    return build_index(
        documents(site, terms), labels(site), state, more, whole=site.lunr_json, known=near, limit=limit
    )


def _most(terms: list[dict[str, object]]) -> list[dict[str, object]]:
    return sorted(terms, key=lambda term: -int(str(term["count"])))[:12]


def register() -> None:
    signals.all_generators_finalized.connect(begin)
    pages.connect(search)
