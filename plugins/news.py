"""News and pages: what stands above their text is checked against the directory and made into plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pelican import signals
from pelican.contents import Article, Content, Page
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator

from experts import Problem, in_order
from plugins import statistics
from plugins.directory.facets import BY_ID
from plugins.directory.structured import article_data
from plugins.problems import stop
from plugins.prose import check_figures, finished
from plugins.source import Source
from plugins.text import did_you_mean

if TYPE_CHECKING:
    from plugins.site import Site

COMMON = ("title", "slug", "summary", "lang", "updated", "status")
ARTICLE = (*COMMON, "date", "topics", "countries", "experts", "correction")
PAGE = (*COMMON, "template", "sensitive", "menu", "order")
REQUIRED = ("title", "summary")


def prepare(generators: Sequence[Generator]) -> None:
    """Everything is read by now, and nothing is written yet."""
    site: Site = generators[0].settings["LOADED"]
    problems: list[Problem] = []
    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            sources = [prepare_article(site, article) for article in _articles(generator)]
            list_news(site, generator)
        elif isinstance(generator, PagesGenerator):
            sources = [prepare_page(site, one) for one in _pages(generator)]
            list_menus(generator)
        else:
            continue
        problems += [problem for source in sources for problem in source.problems]
    if problems:
        stop(in_order(problems))


def prepare_article(site: Site, article: Article) -> Source:
    source = Source(article, site.root)
    source.keys(ARTICLE, REQUIRED)
    index = site.catalogue.index
    known = site.catalogue.known
    article.topic_ids = source.terms("topics", site.vocabularies["topics"])
    article.country_ids = source.terms("countries", site.vocabularies["countries"])
    slugs = source.words(
        "experts", known, lambda slug: f"there is no entry '{slug}'{did_you_mean(slug, known)}"
    )
    article.topics = index.terms("topic", article.topic_ids)
    article.countries = index.terms("country", article.country_ids)
    article.experts = [
        site.catalogue.card(site.catalogue.profiles[s], site.output)
        for s in slugs
        if s in site.catalogue.profiles
    ]
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
    )
    about = [term["label"] for term in (*article.topics, *article.countries)]
    article.jsonld = article_data(article.meta, article.date.date(), site.about, about)
    return source


def prepare_page(site: Site, page: Page) -> Source:
    source = Source(page, site.root)
    source.keys(PAGE, REQUIRED)
    sensitive = source.choice("sensitive", ("yes", "no")) == "yes"
    source.choice("menu", ("header", "footer", "none"))
    if not source.text("order").isdecimal() and source.text("order"):
        source.wrong("order", "should be a whole number")
    prepare_text(site, source, page)
    page.meta = site.meta(
        f"/{page.url}",
        page.title,
        page.summary_text,
        modified=source.day("updated"),
        lang=page.lang,
        sensitive=sensitive,
    )
    return source


def prepare_text(site: Site, source: Source, content: Content) -> None:
    content._content = finished(site, source, content._content)
    summary = source.text("summary")
    check_figures(site, source, summary)
    if not source.problems:
        summary = statistics.in_plain_text(summary, site.figures)
    content.summary_text = content.metadata["summary"] = summary


def list_news(site: Site, generator: ArticlesGenerator) -> None:
    """For the home page, the feed and the lists of topics and countries: newest first."""
    for article in generator.dates:
        item = {
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
    years: list[int] = generator.settings["JINJA_GLOBALS"]["news_years"]
    years.extend(sorted({item["date"].year for item in site.news}, reverse=True))


def list_menus(generator: PagesGenerator) -> None:
    """The pages that want to stand in a menu, by their `order` and then their title."""
    menus: dict[str, list[dict[str, str]]] = generator.settings["JINJA_GLOBALS"]["menus"]
    for one in sorted(generator.pages, key=lambda one: (_order(one), one.title)):
        if one.metadata.get("menu") in menus:
            menus[one.metadata["menu"]].append({"label": one.title, "url": one.meta["url"], "lang": one.lang})


def _order(page: Page) -> int:
    order = str(page.metadata.get("order", ""))
    return int(order) if order.isdecimal() else 1000


def _articles(generator: ArticlesGenerator) -> Iterator[Article]:
    for group in (
        "articles",
        "translations",
        "hidden_articles",
        "hidden_translations",
        "drafts",
        "drafts_translations",
    ):
        yield from getattr(generator, group)


def _pages(generator: PagesGenerator) -> Iterator[Page]:
    for group in (
        "pages",
        "translations",
        "hidden_pages",
        "hidden_translations",
        "draft_pages",
        "draft_translations",
    ):
        yield from getattr(generator, group)


def register() -> None:
    signals.all_generators_finalized.connect(prepare)
