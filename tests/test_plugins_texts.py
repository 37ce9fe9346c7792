"""What becomes of what editors write: figures with their sources, links, menus, the feed."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from content.model import Data, Statistic
from engine.templates import untranslated, untranslated_plural
from plugins.content import statistics
from plugins.content.feed import absolute
from plugins.content.pages import list_menus
from plugins.content.prose import finished, linked
from plugins.text import hide_addresses, obfuscate
from records.dates import is_day
from records.references import References
from records.suggestions import did_you_mean, no_such_field

FIGURE = Statistic(
    figure="49.6 million",
    value=49600000,
    unit="people",
    what="People in modern slavery",
    as_of=2021,
    publisher="ILO & others",
    title="Global estimates",
    url="https://example.org/?a=1&b=2",
    note="An estimate.",
)
FIGURES = {"slavery": FIGURE, "other": replace(FIGURE, figure="<b>1</b>")}
REFERENCES = References(
    pages={
        "content/news/a.md": "/news/2026/a/",
        "content/pages/about.md": "/about/",
        "content/news/later.md": "",
    },
    pictures={"content/images/door.jpg": "/images/door.jpg"},
)
SITE: Any = SimpleNamespace(
    data=Data(statistics=FIGURES),
    catalogue=SimpleNamespace(named={"asha-example": "", "gone-example": ""}),
    references=REFERENCES,
    unpublished={"/news/2027/later/"},
    gone=frozenset(),
)


def test_a_figure_leads_to_its_source_below() -> None:
    html = statistics.with_sources("<p>[stat:slavery] and [stat:other], [stat:slavery] again</p>", FIGURES)
    assert html.count('href="#source-slavery"') == 2
    assert html.count('<li id="source-slavery">') == 1
    assert html.index('id="source-slavery"') < html.index('id="source-other"')
    assert "&lt;b&gt;1&lt;/b&gt;" in html
    assert "https://example.org/?a=1&amp;b=2" in html
    assert "ILO &amp; others" in html


def test_a_text_without_figures_is_left_alone() -> None:
    assert statistics.with_sources("<p>No figure & no source</p>", FIGURES) == "<p>No figure & no source</p>"


def test_code_cites_no_figure() -> None:
    html = "<pre><code>[stat:none]\n</code></pre><code>[stat:slavery]</code>"
    assert statistics.with_sources(html, FIGURES) == html


def test_the_text_around_a_figure_keeps_its_markup() -> None:
    html = statistics.with_sources("<p>a &amp; <em>b</em> [stat:slavery]</p>", FIGURES)
    assert html.startswith("<p>a &amp; <em>b</em> 49.6 million<sup")


def test_a_figure_in_a_summary_is_plain_text() -> None:
    assert (
        statistics.in_plain_text("[stat:slavery] people", FIGURES)
        == "49.6 million (ILO & others, 2021) people"
    )


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<a href="/experts/asha-example/">Asha</a>', '<a href="/experts/asha-example/">Asha</a>'),
        ('<a href="/experts/gone-example/#x">Gone</a>', '<a href="/experts/gone-example/#x">Gone</a>'),
        ('By <a href="/experts/left-out/">L. <em>O.</em></a>.', "By L. <em>O.</em>."),
        (
            '<a href="https://example.org/">x</a>',
            '<a rel="noopener noreferrer" href="https://example.org/">x</a>',
        ),
        ('<a href="/about/">x</a>', '<a href="/about/">x</a>'),
    ],
)
def test_links_in_a_text(html: str, shown: str) -> None:
    assert finished(SITE, html) == shown


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<a href="a.md">x</a>', '<a href="/news/2026/a/">x</a>'),
        ('<a href="../pages/about.md#figures">x</a>', '<a href="/about/#figures">x</a>'),
        ('<a class="b" href="%7Bfilename%7D/pages/about.md">x</a>', '<a class="b" href="/about/">x</a>'),
        ('<a href="later.md">a <em>link</em></a>', "a <em>link</em>"),
        ('<a href="/news/2027/later/">x</a>', "x"),
        ('<a href="glossary:nrm">x</a>', '<a href="/courses/glossary/#nrm">x</a>'),
        (
            '<a href="https://example.org/?a=1&amp;b=2">x</a>',
            '<a href="https://example.org/?a=1&amp;b=2">x</a>',
        ),
        ('<img alt="x" src="../images/door.jpg">', '<img alt="x" src="/images/door.jpg">'),
        ('<img alt="x" src="/images/door.jpg">', '<img alt="x" src="/images/door.jpg">'),
    ],
)
def test_files_that_a_text_names_become_addresses(html: str, shown: str) -> None:
    assert linked(SITE, "content/news/b.md", html) == shown


def test_menus_are_in_the_order_that_the_pages_ask_for() -> None:
    def page(title: str, menu: str | None, order: int) -> Any:
        return SimpleNamespace(title=title, order=order, lang="en", meta={"url": f"/{title}/"}, menu=menu)

    menus: dict[str, list[dict[str, str]]] = {"header": [], "footer": []}
    pages = [
        page("b", "footer", 9),
        page("c", "footer", 2),
        page("a", "footer", 9),
        page("d", "none", 1),
    ]
    list_menus(menus, pages)
    assert [link["label"] for link in menus["footer"]] == ["c", "a", "b"]
    assert menus["header"] == []


@pytest.mark.parametrize(
    ("html", "made"),
    [
        ('<a href="/about/">x</a>', '<a href="https://x.example/about/">x</a>'),
        (
            '<a class="a" href="#source-1">x</a>',
            '<a class="a" href="https://x.example/news/a/#source-1">x</a>',
        ),
        ('<img alt="" src="/images/a.png">', '<img alt="" src="https://x.example/images/a.png">'),
        ('<a href="https://example.org/">x</a>', '<a href="https://example.org/">x</a>'),
        ('say href="/x"', 'say href="/x"'),
    ],
)
def test_links_in_the_feed_are_absolute(html: str, made: str) -> None:
    assert absolute(html, "https://x.example", "/news/a/") == made


def test_addresses_are_hidden_from_harvesters() -> None:
    assert str(obfuscate("a@b")) == "&#97;&#64;&#98;"
    assert hide_addresses("<p>x a@b.org y</p>") == "<p>x &#97;&#64;&#98;&#46;&#111;&#114;&#103; y</p>"


@pytest.mark.parametrize(("wrong", "said"), [("topcis", "; did you mean 'topics'?"), ("qqq", "")])
def test_did_you_mean(wrong: str, said: str) -> None:
    assert did_you_mean(wrong, ["topics", "title"]) == said


def test_where_nothing_is_near_all_fields_are_named() -> None:
    assert no_such_field("qqq", ["b", "a"]) == "there is no such field; there are a, b"


@pytest.mark.parametrize(
    ("text", "sound"), [("2026-07-30", True), ("20260730", False), ("2026-02-30", False), ("", False)]
)
def test_what_is_a_day(text: str, sound: bool) -> None:
    assert is_day(text) == sound


def test_texts_without_a_translation() -> None:
    assert untranslated("100 %") == "100 %"
    assert untranslated("News of %(year)s", year=2026) == "News of 2026"
    assert [untranslated_plural("one", "%(n)s", n, n=n) for n in (0, 1, 2)] == ["0", "one", "2"]
