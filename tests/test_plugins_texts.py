"""What editors write: figures with their sources, links, fields above the text, the feed."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from content import editorial_checks
from content.editorial_checks import References, check_common, check_news, check_page
from content.statistics import load
from content.text_file import parse
from engine.templates import untranslated, untranslated_plural
from plugins.content import statistics
from plugins.content.feed import absolute
from plugins.content.pages import list_menus
from plugins.content.prose import finished
from plugins.text import hide_addresses, obfuscate
from records.dates import is_day
from records.suggestions import did_you_mean, no_such_field
from tests.profile_builder import vocabularies

FIGURE = {
    "figure": "49.6 million",
    "value": 49600000,
    "unit": "people",
    "what": "People in modern slavery",
    "as_of": 2021,
    "publisher": "ILO & others",
    "title": "Global estimates",
    "url": "https://example.org/?a=1&b=2",
    "note": "An estimate.",
}
FIGURES = {"slavery": FIGURE, "other": {**FIGURE, "figure": "<b>1</b>"}}
SITE: Any = SimpleNamespace(
    figures=FIGURES, catalogue=SimpleNamespace(named={"asha-example": "", "gone-example": ""})
)
KNOWN = References(vocabularies(), FIGURES, {"asha-example", "gone-example", "left-out"})


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


def test_the_text_around_a_figure_keeps_its_markup() -> None:
    html = statistics.with_sources("<p>a &amp; <em>b</em> [stat:slavery]</p>", FIGURES)
    assert html.startswith("<p>a &amp; <em>b</em> 49.6 million<sup")


def test_a_figure_in_a_summary_is_plain_text() -> None:
    assert (
        statistics.in_plain_text("[stat:slavery] people", FIGURES)
        == "49.6 million (ILO & others, 2021) people"
    )


def test_statistics_are_checked(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/statistics.yaml").write_text("slavery:\n  figure: 49.6 million\n  valeu: 1\n")
    told = [str(diagnostic) for diagnostic in load(tmp_path)[1]]
    assert "content/statistics.yaml:3: slavery.valeu: there is no such field; did you mean 'value'?" in told
    assert "content/statistics.yaml:1: slavery.title: is missing" in told


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
        (
            '<a href="mailto:a@b.c">a@b.c</a>',
            f'<a href="{obfuscate("mailto:a@b.c")}" translate="no">{obfuscate("a@b.c")}</a>',
        ),
        ('<a href="mailto:a@b.c">us</a>', f'<a href="{obfuscate("mailto:a@b.c")}">us</a>'),
    ],
)
def test_links_in_a_text(html: str, shown: str) -> None:
    assert finished(SITE, html) == shown


SOUND = {"title": "T", "date": "2026-07-30", "summary": "S"}


@pytest.mark.parametrize(
    ("check", "fields", "said"),
    [
        (check_news, {}, []),
        (check_news, {"topics": "nrm, housing", "countries": "VN", "experts": "asha-example"}, []),
        (check_news, {"summary": ""}, ["3: summary: is missing"]),
        (check_news, {"date": "30. Juli"}, ["2: date: '30. Juli' is not a day in the form 2026-07-30"]),
        (check_news, {"topcis": "nrm"}, ["4: topcis: there is no such field; did you mean 'topics'?"]),
        (check_news, {"countries": "UK"}, ["4: countries: write 'GB' for 'UK' (United Kingdom)"]),
        (
            check_news,
            {"experts": "asha-exmaple"},
            ["4: experts: there is no entry 'asha-exmaple' in the directory; did you mean 'asha-example'?"],
        ),
        (
            lambda one, known: check_page(one),
            {"date": None, "menu": "Footer", "order": "2", "sensitive": "yes"},
            [],
        ),
        (
            lambda one, known: check_page(one),
            {"menu": "left", "order": "first", "sensitive": "maybe"},
            [
                "2: date: there is no such field; there are lang, menu, order, sensitive, slug, status, "
                "summary, template, title, updated",
                "4: menu: 'left' is not allowed; it can be header, footer, none",
                "5: order: 'first' is not a whole number",
                "6: sensitive: 'maybe' is not allowed; it can be yes, no",
            ],
        ),
        (check_common, {"updated": "soon"}, ["4: updated: 'soon' is not a day in the form 2026-07-30"]),
        (
            check_common,
            {"status": "dratf"},
            ["4: status: 'dratf' is not allowed; it can be published, hidden, draft"],
        ),
    ],
)
def test_fields_above_a_text(check: Any, fields: dict[str, str | None], said: list[str]) -> None:
    head = [
        f"{name.capitalize()}: {value}" for name, value in {**SOUND, **fields}.items() if value is not None
    ]
    diagnostics = check(parse("a.md", "\n".join(head) + "\n\nThe text: not a field.\n"), KNOWN)
    assert sorted(str(diagnostic).removeprefix("a.md:") for diagnostic in diagnostics) == said


def test_what_a_text_names_in_vain_is_told_once_with_its_line() -> None:
    text = "Summary: [stat:slavry]\n\n[Asha](/experts/asha-exmaple/#x)\n\n[stat:slavry] and [stat:slavery]"
    assert [str(diagnostic) for diagnostic in check_common(parse("a.md", text), KNOWN)] == [
        "a.md:1: there is no figure 'slavry' in content/statistics.yaml; did you mean 'slavery'?",
        "a.md:3: there is no entry 'asha-exmaple' in the directory; did you mean 'asha-example'?",
    ]


def test_two_texts_at_one_address_are_told(tmp_path: Path) -> None:
    news = tmp_path / "content/news"
    news.mkdir(parents=True)
    head = "Title: T\nDate: 2026-07-30\nSummary: S\n"
    (news / "2026-07-30-day.md").write_text(f"{head}\nText")
    (news / "b.md").write_text(f"{head}Slug: day\n\nText")
    (news / "c.md").write_text(f"{head}Slug: day\nLang: ar\n\nA translation")
    (diagnostic,) = editorial_checks.check(tmp_path, KNOWN)
    assert (
        str(diagnostic)
        == "content/news/b.md:4: slug: 'day' is the slug of content/news/2026-07-30-day.md as well"
    )


def test_menus_are_in_the_order_that_the_pages_ask_for() -> None:
    def page(title: str, menu: str | None, order: int) -> Any:
        return SimpleNamespace(
            title=title, order=order, lang="en", meta={"url": f"/{title}/"}, metadata={"menu": menu}
        )

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
    assert "mailto" not in hide_addresses('<a href="mailto:a@b.org">')


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
