"""What the site's pages show of our documents, as small pages with the same facets, for Pagefind to read.

Synonyms are on no page: our index has them from the vocabularies.
"""

import html
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from experts import Profile
from plugins.directory.facets import BY_ID
from plugins.search.content_documents import content_items, document
from plugins.search.document import Document
from plugins.search.facet_terms import FacetTerms
from plugins.search.site_documents import NARROWING, entry
from plugins.site import Site


class Labels(FacetTerms):
    """Of the names of a value the one that a page shows, once."""

    def _of(self, facet: str, value: str, times: int) -> str:
        return self.names(facet, value)[0]


def pages(site: Site, out: Path) -> dict[str, object]:
    """What is a part of a page, or has its address elsewhere, gets a page that tells it."""
    shown = list(documents(site, Labels(site)))
    for place, one in enumerate(shown):
        is_page = one.url.startswith("/") and "#" not in one.url
        path = one.url if is_page else f"/elsewhere/{place}/"
        write(out / path.strip("/") / "index.html", page(one, path).encode())
    return {"documents": len(shown)}


def documents(site: Site, terms: FacetTerms) -> Iterator[Document]:
    for profile in site.catalogue.listed:
        one = entry(site, terms, profile)
        yield replace(one, texts={**one.texts, "facts": " ".join(facts(site, terms, profile))})
    for item in content_items(site):
        yield document(terms, item)


def facts(site: Site, terms: FacetTerms, profile: Profile) -> Iterator[str]:
    label = site.names.of
    if profile.witness:
        yield terms.joined("forum", profile.witness.forums)
        yield from (label("declarations", id_) for id_ in profile.witness.declarations)
    for facet in ("accepting", "legal-aid"):
        yield terms.joined(facet, BY_ID[facet].values(profile, site.vocabularies))
    for service in profile.services:
        yield from (label("modes", mode) for mode in service.mode)
        fees = service.fees
        yield "Pro bono" if fees and fees.pro_bono in ("yes", "case-by-case") else ""
    for contact in profile.contact:
        yield label("contact-kinds", contact.kind)
        yield from filter(None, (contact.label, contact.dial, contact.address, *contact.lines))
    for number in profile.identifiers:
        yield f"{label('identifiers', number.scheme)} {number.value}"


def page(one: Document, path: str) -> str:
    texts = {name: html.escape(text) for name, text in one.texts.items()}
    facets = "".join(
        f'<span data-pagefind-filter="{facet}">{html.escape(value)}</span>'
        for facet in ("kind", *NARROWING)
        for value in one.facets.get(facet, ())
    )
    heading = texts.pop("name", "") or texts["title"]
    body = "".join(f"<p>{text}</p>" for text in texts.values())
    address = "" if one.url == path else f' data-pagefind-meta="address:{html.escape(one.url)}"'
    return (
        f'<!doctype html><html lang="en"><head><title>{heading}</title></head>'
        f"<body><main data-pagefind-body{address}>"
        f"<h1>{heading}</h1>{body}<p>{facets}</p></main></body></html>"
    )


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
