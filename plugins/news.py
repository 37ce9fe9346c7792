"""News: what stands above the text is checked against the directory, and made into plain data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from pelican import signals
from pelican.contents import Article
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator

from experts import in_order
from plugins.directory.facets import BY_ID
from plugins.directory.structured import article_data
from plugins.pages import list_menus, prepare_page
from plugins.problems import stop
from plugins.prose import prepare_text
from plugins.source import Source
from plugins.text import did_you_mean

if TYPE_CHECKING:
    from plugins.site import Site

FIELDS = (
    *("title", "slug", "summary", "lang", "updated", "status"),
    *("date", "topics", "countries", "experts", "correction"),
)


def prepare(generators: Sequence[Generator]) -> None:
    """Everything is read by now, and nothing is written yet."""
    settings = generators[0].settings
    site: Site = settings["LOADED"]
    sources: list[Source] = []
    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            sources += [prepare_article(site, article) for article in _all_articles(generator)]
            list_news(site, generator.dates)
        elif isinstance(generator, PagesGenerator):
            sources += [prepare_page(site, page) for page in _all_pages(generator)]
            list_menus(settings["JINJA_GLOBALS"]["menus"], generator.pages)
    if problems := [problem for source in sources for problem in source.problems]:
        stop(in_order(problems))
    years = {item["date"].year for item in site.news}
    settings["JINJA_GLOBALS"]["news_years"] += sorted(years, reverse=True)


def prepare_article(site: Site, article: Article) -> Source:
    source = Source(article, site.root)
    source.keys(FIELDS, ("title", "summary"))
    tie_to_directory(site, source, article)
    article.updated = source.day("updated")
    article.correction = source.text("correction") or None
    prepare_text(site, source, article)
    article.meta = site.meta(
        f"/{article.url}",
        article.title,
        article.summary_text,
        [("News", "/news/")],
        modified=article.updated or article.date.date(),
        lang=article.lang,
        noindex=article.status == "hidden",
    )
    about = [term["label"] for term in (*article.topics, *article.countries)]
    article.jsonld = article_data(article.meta, article.date.date(), site.about, about)
    return source


def tie_to_directory(site: Site, source: Source, article: Article) -> None:
    """An entry that is named but no longer listed gets no card."""
    catalogue = site.catalogue

    def unknown(slug: str) -> str:
        return f"there is no entry '{slug}' in the directory{did_you_mean(slug, catalogue.known)}"

    article.topic_ids = source.terms("topics", site.vocabularies["topics"])
    article.country_ids = source.terms("countries", site.vocabularies["countries"])
    article.topics = catalogue.index.terms("topic", article.topic_ids)
    article.countries = catalogue.index.terms("country", article.country_ids)
    named = source.words("experts", catalogue.known, unknown)
    listed = [catalogue.profiles[slug] for slug in named if slug in catalogue.profiles]
    article.experts = [catalogue.card(profile, site.output) for profile in listed]


def list_news(site: Site, articles: Iterable[Article]) -> None:
    """For the home page, the feed and the lists of topics and countries: newest first."""
    for article in articles:
        item: dict[str, Any] = {
            "url": f"/{article.url}",
            "title": article.title,
            "date": article.date.date(),
            "updated": article.meta["modified"],
            "summary": article.summary_text,
            "topics": article.topics,
        }
        site.news.append(item)
        site.articles[item["url"]] = article
        for facet, ids in (("topic", article.topic_ids), ("country", article.country_ids)):
            for value in site.catalogue.index.broader.spread(BY_ID[facet], ids):
                site.news_on.setdefault((facet, value), []).append(item)


def _all_articles(made: ArticlesGenerator) -> Iterable[Article]:
    hidden = chain(made.hidden_articles, made.hidden_translations)
    return chain(made.articles, made.translations, hidden, made.drafts, made.drafts_translations)


def _all_pages(made: PagesGenerator) -> Iterable[Any]:
    hidden = chain(made.hidden_pages, made.hidden_translations)
    return chain(made.pages, made.translations, hidden, made.draft_pages, made.draft_translations)


def register() -> None:
    signals.all_generators_finalized.connect(prepare)
