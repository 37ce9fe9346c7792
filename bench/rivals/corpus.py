"""What the other generators are given: our corpus, with all worked out that they cannot work out easily.

The values that a broader one takes in, the pairs, the order, the related entries and every label are
written out for them, which is in their favour. They read, make HTML of the Markdown, render and write.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from bench.kinds import kind_of
from bench.rivals import markup
from bench.search_sides import load
from experts import Profile
from plugins.site import Site
from plugins.text import obfuscate

Record = dict[str, Any]
LASTMOD = re.compile(r"<loc>https?://[^/]*(/[^<]*)</loc><lastmod>([^<]*)<")
HIDDEN = ("editors", "address")  # values of a contact that are written in character references


@dataclass(frozen=True, slots=True)
class Corpus:
    """Records for templates, and the parts of a page that all of them share."""

    built: Path
    origin: str
    name: str
    frame: dict[str, str]
    entries: list[Record]
    notices: list[Record]
    lists: list[Record]
    overviews: list[Record]
    articles: list[Record]
    plain: list[Record]
    letters: list[Record]
    modified: dict[str, str]
    """When a page last changed, by its address."""


def read(root: Path, built: Path) -> Corpus:
    """From a site root, and from what our own build made of it."""
    site = load(root, built)
    entries = [entry(site, built, profile, rank) for rank, profile in enumerate(site.catalogue.listed, 1)]
    urls = [url for url in markup.urls(built) if not re.search(r"/page/\d+/$", url)]
    by_kind: dict[str, list[str]] = {}
    for url in urls:
        by_kind.setdefault(kind_of(url), []).append(url)
    lists = [
        page for kind in ("list", "pair", "A to Z") for url in by_kind[kind] if (page := list_of(built, url))
    ]
    listed = {slug for one in lists for slug in one["slugs"]}
    articles = [article(built, path) for path in sorted((root / "content/news").glob("*.md"))]
    listed = {one["url"] for one in (*lists, *articles)}
    others = [url for url in urls if url not in listed and kind_of(url) in ("plain", "A to Z")]
    return Corpus(
        built,
        site.origin,
        site.about["name"],
        markup.frame(markup.page_of(built, entries[0]["url"])),
        entries,
        [plain(built, url) for url in by_kind["entry"] if url.split("/")[2] not in listed],
        lists,
        [overview(built, url) for url in by_kind["overview"]],
        articles,
        [plain(built, url) for url in others],
        markup.letters(markup.page_of(built, "/directory/a-z/")),
        dict(LASTMOD.findall((built / "sitemap.xml").read_text("utf-8"))),
    )


def entry(site: Site, built: Path, profile: Profile, rank: int) -> Record:
    catalogue = site.catalogue
    state = catalogue.state(profile)
    text = markup.page_of(built, f"/experts/{profile.slug}/")
    view = in_words(site, catalogue.views.profile(profile, state))
    for contact in view["contact"]:
        if contact["holds"] in HIDDEN:
            contact["value"], contact["href"] = (str(obfuscate(contact[key])) for key in ("value", "href"))
    related = markup.between(text, '<section class="related', "</section>")
    return {
        **markup.head(text),
        **view,
        "summary": profile.summary or "",
        "card": in_words(site, catalogue.views.card(profile, state)),
        "related": markup.CARD.findall(related),
        "rank": rank,
    }


def in_words(site: Site, value: Any) -> Any:
    """Days as a visitor reads them."""
    if isinstance(value, dict):
        return {key: in_words(site, one) for key, one in value.items()}
    if isinstance(value, list):
        return [in_words(site, one) for one in value]
    return site.names.date(value) if isinstance(value, date) else value


def list_of(built: Path, url: str) -> Record | None:
    """None for a page that has no cards."""
    text = markup.page_of(built, url)
    slugs = [slug for page in pages_of(built, url, text) for slug in cards(page)]
    if not slugs:
        return None
    record = {"url": url, "key": url.strip("/").replace("/", "--"), **markup.listing(text), "slugs": slugs}
    record["about"] = re.sub(r"^.*?: \d+ (?:entry|entries)\. ", "", record["description"])
    record["letters"] = kind_of(url) == "A to Z"
    extra = markup.between(markup.main(text), '<form class="search search-large"', '<div class="browse">')
    return {**record, "extra": extra}


def pages_of(built: Path, url: str, first: str) -> Iterator[str]:
    yield first
    for number in count(2):
        page = f"{url}page/{number}/"
        if not (built / page.strip("/")).is_dir():
            return
        yield markup.page_of(built, page)


def cards(text: str) -> Iterable[str]:
    cards_html: list[str] = markup.CARD.findall(markup.main(text))
    return cards_html


def overview(built: Path, url: str) -> Record:
    text = markup.page_of(built, url)
    body = markup.main(text)
    return {
        "url": url,
        **markup.head(text),
        "heading": markup.inner(body, r"<h1>(.*?)</h1>"),
        "intro": markup.inner(body, r'<p class="lead">(.*?)</p>'),
        "groups": markup.groups(body),
    }


def article(built: Path, path: Path) -> Record:
    above, body = path.read_text("utf-8").split("\n\n", 1)
    meta = dict(line.split(": ", 1) for line in above.splitlines())
    url = f"/news/{meta['Date'][:4]}/{meta['Slug']}/"
    text = markup.page_of(built, url)
    body = markup.main(text)
    terms = markup.between(body, '<p class="article-terms">', "</article>")
    return {
        "url": url,
        **markup.head(text),
        "slug": meta["Slug"],
        "day": meta["Date"],
        "date": markup.inner(body, r'<time datetime="[^"]*">(.*?)</time>'),
        "summary": meta["Summary"],
        "terms": [
            {"url": to, "label": html.unescape(label)}
            for to, label in re.findall(r'<li>(?:<a href="([^"]*)">)?([^<]*)', terms)
        ],
        "experts": list(cards(text)),
        "body": body,
    }


def plain(built: Path, url: str) -> Record:
    """A page of which there is one: its own part is taken over as it is."""
    text = markup.page_of(built, url)
    return {"url": url, **markup.head(text), "main": markup.main(text)}
