"""What editors write: figures with their sources, links, fields above the text, the feed."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from plugins import statistics
from plugins.feed import absolute
from plugins.pages import list_menus
from plugins.prose import prepare_text
from plugins.source import Source
from plugins.text import did_you_mean, heading_id, hide_addresses, is_day, no_such_field, obfuscate
from plugins.writing import untranslated, untranslated_plural
from tests.profiles import vocabularies

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
    figures=FIGURES,
    catalogue=SimpleNamespace(
        known={"asha-example", "gone-example", "left-out"}, named={"asha-example": "", "gone-example": ""}
    ),
)


def source(tmp_path: Path, text: str, html: str = "", **metadata: Any) -> tuple[Source, Any]:
    file = tmp_path / "content/news/item.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    content = SimpleNamespace(source_path=str(file), metadata=metadata, _content=html)
    return Source(content, tmp_path), content


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
    told = [str(problem) for problem in statistics.load(tmp_path)[1]]
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
    ],
)
def test_links_in_a_text(tmp_path: Path, html: str, shown: str) -> None:
    made, content = source(tmp_path, "", html)
    prepare_text(SITE, made, content)
    assert (content._content, made.problems) == (shown, [])


def test_what_a_text_names_in_vain_is_told_with_its_line(tmp_path: Path) -> None:
    text = "Summary: [stat:slavry]\n\n[Asha](/experts/asha-exmaple/)\n\n[stat:slavry]"
    html = '<p><a href="/experts/asha-exmaple/">Asha</a></p>'
    made, content = source(tmp_path, text, html, summary="[stat:slavry]")
    prepare_text(SITE, made, content)
    assert [str(problem).removeprefix("content/news/item.md:") for problem in made.problems] == [
        "1: there is no figure 'slavry' in content/statistics.yaml; did you mean 'slavery'?",
        "3: there is no entry 'asha-exmaple' in the directory; did you mean 'asha-example'?",
    ]


def test_fields_above_a_text(tmp_path: Path) -> None:
    """All that is wrong at once, each with its line."""
    text = (
        "Title: T\nTopcis: nrm\nTopics: nrm, victim support\nUpdated: last week\nOrder: first\nMenu: left\n"
    )
    fields = {line.split(": ")[0].lower(): line.split(": ")[1] for line in text.splitlines()}
    made, _ = source(tmp_path, text, **fields)
    made.keys(("title", "topics", "updated", "order", "menu", "summary"), ("title", "summary"))
    assert made.terms("topics", vocabularies()["topics"]) == ["nrm"]
    assert made.day("updated") is None
    assert made.number("order") is None
    made.choice("menu", ("header", "footer"))
    told = [str(problem).removeprefix("content/news/item.md:") for problem in made.problems]
    assert told[0] == "2: topcis: there is no such field; did you mean 'topics'?"
    assert told[1] == "1: summary: is missing"
    assert told[2].startswith("3: topics: ")
    assert "'victim support'" in told[2]
    assert told[3] == "4: updated: 'last week' is not a day in the form 2026-07-30"
    assert told[4] == "5: order: 'first' is not a whole number"
    assert told[5] == "6: menu: 'left' is not allowed; it can be header, footer"


def test_menus_are_in_the_order_that_the_pages_ask_for() -> None:
    def page(title: str, menu: str | None, order: int | None) -> Any:
        return SimpleNamespace(
            title=title, order=order, lang="en", meta={"url": f"/{title}/"}, metadata={"menu": menu}
        )

    menus: dict[str, list[dict[str, str]]] = {"header": [], "footer": []}
    pages = [
        page("b", "footer", None),
        page("c", "footer", 2),
        page("a", "footer", None),
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


@pytest.mark.parametrize(
    ("text", "id_"),
    [("How we check", "how-we-check"), ("ماذا يمكنك", "ماذا-يمكنك"), ("Helplines", "helplines-section")],
)
def test_the_id_of_a_heading(text: str, id_: str) -> None:
    assert heading_id(text, "-") == id_


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
