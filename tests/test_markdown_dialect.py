"""What GitHub's preview shows is what the site shows, in every kind of text; what is ours comes on top."""

from __future__ import annotations

import re
import resource
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import cmarkgfm
import pytest
import yaml
from pelican.contents import Article, Page
from pelican.readers import Readers
from pelican.settings import read_settings

from content.model import Data, NewsItem
from courses import Lesson
from courses.body import Scan
from courses.model import Minutes, Objective, Reviewed
from engine import markdown
from plugins import reader as reading
from plugins.content import prose
from plugins.courses.prose import Texts, on_one_page
from plugins.directory.views import Views
from plugins.text import RESERVED
from records import source_file
from records.references import References
from tests.profile_builder import profile
from tests.site_builder import AS_OF, ROOT
from tests.test_plugins_directory import index

CASES = yaml.safe_load((ROOT / "tests/markdown_dialect.yaml").read_text("utf-8"))
WRITTEN = [case for case in CASES if "html" in case]
VOID = {"br", "hr", "img", "input"}
OURS = {"id", "rel", "translate", "aria-label"}  # attributes that GitHub's renderer does not give
WORD = SimpleNamespace(id="nrm", term="NRM", definition="A 'mechanism' & more", law=())
SITE: Any = SimpleNamespace(
    root=ROOT,
    lang="en",
    data=Data(),
    law=SimpleNamespace(claims={}, in_plain_text=str, warned=str),
    references=References(pages={"courses/example/02-next.md": "/courses/example/next/"}),
    unpublished=(),
    gone=frozenset(),
    catalogue=SimpleNamespace(named={}),
    courses=SimpleNamespace(glossary=SimpleNamespace(words={"nrm": WORD})),
    output=SimpleNamespace(
        templates=SimpleNamespace(
            render=lambda name, data, block: (
                f"<i>{data['quiz']['question_html']}"
                + "".join(f"[{one['html']}|{one['feedback_html']}]" for one in data["quiz"]["options"])
                + "</i>"
            )
        )
    ),
)


def github(text: str) -> str:
    extensions = ["table", "autolink", "strikethrough", "tagfilter", "tasklist"]
    made: str = cmarkgfm.markdown_to_html_with_extensions(
        text, cmarkgfm.Options.CMARK_OPT_FOOTNOTES, extensions
    )
    return made


# Every kind of text, on the whole way from its file to its page


def content(kind: type[Any], text: str, folder: Path) -> str:
    settings = read_settings(str(ROOT / "pelicanconf.py"))
    reading.register()
    file = folder / "2026-07-30-text.md"
    file.write_text(f"title: T\nsummary: S\n\n{text}", "utf-8")
    source = source_file.of_text(file.name, file.read_bytes())
    item = NewsItem(file.name, "text", "T", "S", source.body, date=date(2026, 7, 30))
    settings["LOADED"] = site = SimpleNamespace(**{**vars(SITE), "root": folder, "texts": {file.name: item}})
    context = {"generated_content": {}, "static_content": {}, "localsiteurl": ""}
    read = Readers(settings).read_file(str(folder), file.name, content_class=kind, context=context)
    prose.prepare_text(site, read)
    return str(read.content)


def news(text: str, folder: Path) -> str:
    return content(Article, text, folder)


def page(text: str, folder: Path) -> str:
    return content(Page, text, folder)


def lesson_of(text: str) -> Lesson:
    day = date(2026, 7, 30)
    return Lesson(
        course="example", number=1, name="first", path="courses/example/01-first.md", title="T",
        minutes=Minutes(1), objectives=(Objective("o1", "Say it"),), reviewed=Reviewed(day, "us", day),
        version="1", parts=Scan(text.split("\n"), 1).parts,
    )  # fmt: skip


def lesson(text: str, folder: Path | None = None) -> str:
    """Without the objectives, which stand first where the author did not place them."""
    return re.sub(
        r'\A<div class="objectives">.*?</div>\n?',
        "",
        Texts(SITE).of(lesson_of(text), "en").html,
        flags=re.DOTALL,
    )


def summary(text: str, folder: Path | None = None) -> str:
    views = Views(index(), date.fromisoformat(AS_OF), "e@example.org", ())
    return str(views.profile(replace(profile(), summary=text), "fresh")["summary"])


KINDS: list[Callable[[str, Path], str]] = [news, page, lesson]


# How two pieces of HTML are compared


class Tokens(HTMLParser):
    """Tags with their attributes, and text: as a browser takes them, white space between blocks left out."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[Any] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.found.append((f"/{tag}", {}))

    def handle_data(self, data: str) -> None:
        if data.strip():
            before = self.found.pop() if self.found and isinstance(self.found[-1], str) else ""
            self.found.append(before + data)


def tokens(text: str) -> list[Any]:
    return [squeezed(one) if isinstance(one, str) else own(*one) for one in Tokens(text).found]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def own(tag: str, attrs: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Without what is ours: ids of headings, the relation of links, a box's words, a class for a side."""
    ids = {"id"} if tag in {"h1", "h2", "h3", "h4", "h5", "h6"} else set()
    kept = {name: value for name, value in attrs.items() if name not in OURS - {"id"} | ids}
    if kept.get("class", "").startswith("align-"):
        kept["align"] = kept.pop("class").removeprefix("align-")
    return tag, kept


def in_summary(found: list[Any]) -> Iterator[Any]:
    """What a summary keeps: no picture, no link without a full address, headings at a level of its own."""
    dead = False
    for one in found:
        if isinstance(one, str):
            yield one
            continue
        tag, attrs = one
        if tag == "a":
            dead = not re.match("https?:|mailto:|tel:|#fn", attrs.get("href", ""))
        if tag != "img" and not (dead and tag in {"a", "/a"}):
            names = {"href", "start", "type", "checked", "disabled", "align", "id"}
            yield re.sub(r"h[1-6]$", "h", tag), {name: attrs[name] for name in attrs.keys() & names}


def joined(found: Iterator[Any]) -> str:
    """As one text, so that it does not matter where a text that stood beside a dropped tag was cut."""
    return squeezed(" ".join(one if isinstance(one, str) else str(one) for one in found))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_each_kind_of_text_shows_what_github_shows(case: Any, kind: Any, tmp_path: Path) -> None:
    assert tokens(kind(case["text"], tmp_path)) == tokens(github(case["text"]))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_summary_shows_what_github_shows(case: Any) -> None:
    shown, wanted = tokens(summary(case["text"])), tokens(github(case["text"]))
    assert joined(in_summary(shown)) == joined(in_summary(wanted))


@pytest.mark.parametrize("kind", [*KINDS, summary])
@pytest.mark.parametrize("case", WRITTEN, ids=lambda case: case["case"])
def test_it_is_what_a_person_expects(case: Any, kind: Any, tmp_path: Path) -> None:
    """The same renderer on both sides would agree on anything."""
    assert tokens(kind(case["text"], tmp_path)) == tokens(case["html"])


def test_the_table_is_long_enough() -> None:
    assert len(CASES) > 60
    assert len(WRITTEN) > 35
    assert len({case["case"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("kind", [*KINDS, summary])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_no_html_of_a_text_reaches_a_page(case: Any, kind: Any, tmp_path: Path) -> None:
    made = kind(case["text"], tmp_path)
    assert not re.search(
        r"<(?:b|div|script|iframe|style|!--)[ >]|<[^>]*(?:onclick|onerror|javascript:)", made
    )


# What is ours, on top


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("## How we check", ["how-we-check"]),
        ("## ماذا يمكنك", ["ماذا-يمكنك"]),
        ("## Helplines", ["helplines-section"]),
        ("## A & *b* `c`?", ["a-b-c"]),
        ("## One\n\n## One\n\n### One", ["one", "one_1", "one_2"]),
        ("## One_1\n\n## One\n\n## One", ["one_1", "one", "one_2"]),
        ("## ?\n\n## !", ["_1", "_2"]),
        ("## Fn-1[^1]\n\n[^1]: x", ["fn-1_1"]),
    ],
)
def test_the_ids_of_headings(text: str, made: list[str]) -> None:
    html = markdown.with_heading_ids(markdown.to_html(text), RESERVED)
    assert re.findall(r'<h\d id="([^"]*)"', html) == made


def test_the_id_of_a_heading_is_not_that_of_a_block_or_a_question() -> None:
    quiz = "::: quiz {#q1 objective=o1}\nWhich?\n\n- [x] A\n- [ ] B\n    > No.\n:::\n"
    html = lesson(f"## Danger\n\n## Q1\n\n## Record\n\n::: callout {{#danger}}\nCall.\n:::\n\n{quiz}")
    assert re.findall(r'<h2 id="([^"]*)"', html) == ["danger_1", "q1_1", "record-section"]


def test_a_column_has_its_side_by_a_class_and_not_by_a_style() -> None:
    html = markdown.to_html("| a | b |\n|:-:|--:|\n| 1 | 2 |")
    assert re.findall(r"<th[^>]*>", html) == [
        "<thead>",
        '<th class="align-center">',
        '<th class="align-right">',
    ]


def test_a_box_says_whether_the_task_is_done() -> None:
    html = markdown.to_html("- [x] a\n- [ ] b")
    assert re.findall(r'aria-label="([^"]*)"', html) == ["done", "to do"]


@pytest.mark.parametrize("kind", [*KINDS, summary])
def test_addresses_of_mail_are_hidden_and_not_translated(kind: Any, tmp_path: Path) -> None:
    made = kind("Write to office@example.org or [us](mailto:desk@example.org).", tmp_path)
    assert "@" not in made
    assert "mailto:" not in made
    assert made.count('translate="no"') == (kind is not summary)


def test_notes_and_addresses_reach_across_blocks_and_into_questions() -> None:
    """As in the preview, where the lesson is one text."""
    html = lesson(
        "One[^1].\n\n::: callout\nTwo[^2], [x][a].\n:::\n\n"
        "::: quiz {#q1 objective=o1}\nThree[^1], [x][a]?\n\n"
        "- [x] *A*\n\n      code\n- [ ] B\n    > [x][a]\n:::\n\n"
        "[^1]: first\n[^2]: second\n\n[a]: https://example.org/\n"
    )
    assert html.count('href="https://example.org/"') == 3
    assert len(re.findall(r'id="fnref-[^"]*"', html)) == 3
    assert re.search(
        r"<i><p>Three<sup .*</p>\[<p><em>A</em></p>\n<pre><code>code\n</code></pre>\|None\]", html
    )


def test_a_question_is_read_as_github_reads_it() -> None:
    """Behind a box stand words, whatever they look like, and below it a quotation."""
    html = lesson(
        "::: quiz {#q1 objective=o1}\nWhich?\n\n- [x] # 5\n- [ ] 1. x\n    > - a\n    > - b\n"
        '- [ ] **"A"**\n    > ```\n    > code\n:::\n\nText.'
    )
    assert "[<p># 5</p>|None]" in html
    assert "[<p>1. x</p>|<ul>\n<li>a</li>\n<li>b</li>\n</ul>]" in html
    assert '[<p><strong>"A"</strong></p>|<pre><code>code\n</code></pre>]</i>\n<p>Text.</p>' in html


def test_notes_for_facilitators_have_their_footnotes_with_them() -> None:
    text = Texts(SITE).of(
        lesson_of(
            "A[^1].\n\n::: facilitator\nB[^2], [x][a].\n:::\n\n[^1]: one\n[^2]: two\n\n    more\n\n[a]: https://example.org/"
        ),
        "en",
    )
    assert "two" not in text.html
    assert text.notes is not None
    assert "one" not in text.notes
    assert re.search(r"<p>two</p>\s*<p>more", text.notes)
    assert 'href="https://example.org/"' in text.notes


def test_lessons_on_one_page_have_notes_of_their_own() -> None:
    first = lesson_of("A[^1].\n\n[^1]: one")
    course: Any = SimpleNamespace(id="example", lessons=(first,))
    html = on_one_page(lesson("A[^1].\n\n[^1]: one"), course, first)
    assert {'id="first-fn-1"', 'href="#first-fn-1"', 'id="first-fnref-1"', 'href="#first-fnref-1"'} <= set(
        re.findall(r'(?:id|href)="[^"]*"', html)
    )


def test_a_word_of_the_glossary_says_what_it_means() -> None:
    assert lesson("[NRM](glossary:nrm) [b](02-next.md#الأرقام)") == (
        '<p><a class="term" data-definition="NRM: A \'mechanism\' &amp; more" '
        'href="/courses/glossary/#nrm">NRM</a> '
        '<a href="/courses/example/next/#الأرقام">b</a></p>'
    )


def test_rendering_keeps_no_memory() -> None:
    text = "Some *words* and [links](https://example.org/).\n\n- one\n- two\n\n" * 20
    markdown.to_html(text)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(1000):
        markdown.to_html(text)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 20 * 1024, "KB: about 5,000 for the texts themselves, 60,000 with their trees"
