"""News: what stands above the text, and the text, made into plain data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from pelican import signals
from pelican.contents import Article
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator

from content.model import NewsItem
from plugins.content.pages import list_menus, prepare_page
from plugins.content.prose import prepare_text
from plugins.directory.facets import BY_ID
from plugins.directory.structured import article_data
from plugins.reader import text_of

if TYPE_CHECKING:
    from plugins.site import Site


def prepare(generators: Sequence[Generator]) -> None:
    """Everything is read by now, and nothing is written yet."""
    settings = generators[0].settings
    site: Site = settings["LOADED"]
    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            for article in _all_articles(generator):
                prepare_article(site, article)
            list_news(site, generator.dates)
        elif isinstance(generator, PagesGenerator):
            for page in _all_pages(generator):
                prepare_page(site, page)
            list_menus(settings["JINJA_GLOBALS"]["menus"], generator.pages)
    years = {item["date"].year for item in site.news}
    settings["JINJA_GLOBALS"]["news_years"] += sorted(years, reverse=True)


def prepare_article(site: Site, article: Article) -> None:
    item = text_of(site, article.source_path)
    assert isinstance(item, NewsItem), "Pelican reads news from content/news only"
    tie_to_directory(site, article, item)
    article.updated = item.updated
    article.correction = item.correction
    prepare_text(site, article)
    article.meta = site.meta(
        f"/{article.url}",
        article.title,
        article.summary_text,
        [("News", "/news/")],
        modified=article.updated or article.date.date(),
        lang=article.lang,
        noindex=article.status == "hidden",
    )
    article.item = {
        "url": article.meta["url"],
        "title": article.title,
        "date": article.date.date(),
        "updated": article.meta["modified"],
        "summary": article.summary_text,
        "topics": article.topics,
    }
    article.view = view(site, article)


def view(site: Site, article: Article) -> dict[str, Any]:
    """What the template shows."""
    about = [term["label"] for term in (*article.topics, *article.countries)]
    return {
        **article.item,
        "updated": article.updated,
        "correction": article.correction,
        "content": article.content,
        "countries": article.countries,
        "experts": article.experts,
        "jsonld": article_data(article.meta, article.date.date(), site.about, about),
    }


def tie_to_directory(site: Site, article: Article, item: NewsItem) -> None:
    """An entry that is named but no longer listed gets no card."""
    catalogue = site.catalogue
    article.topic_ids = list(item.topics)
    article.country_ids = list(item.countries)
    article.topics = catalogue.index.terms("topic", article.topic_ids)
    article.countries = catalogue.index.terms("country", article.country_ids)
    named = (catalogue.profiles.get(slug) for slug in item.experts)
    article.experts = [catalogue.card(profile, site.output) for profile in named if profile]


def list_news(site: Site, articles: Iterable[Article]) -> None:
    """For the home page, the feed and the lists of topics and countries: newest first."""
    for article in articles:
        item = article.item
        site.news.append(item)
        site.articles[item["url"]] = article
        for facet, ids in (("topic", article.topic_ids), ("country", article.country_ids)):
            for value in site.catalogue.index.broader.spread(BY_ID[facet], ids):
                site.news_on.setdefault((facet, value), []).append(item)


def _all_articles(made: ArticlesGenerator) -> Iterable[Article]:
    return chain(made.articles, made.translations, made.hidden_articles, made.hidden_translations)


def _all_pages(made: PagesGenerator) -> Iterable[Any]:
    return chain(made.pages, made.translations, made.hidden_pages, made.hidden_translations)


def register() -> None:
    signals.all_generators_finalized.connect(prepare)
