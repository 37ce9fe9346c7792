"""The rules of law that texts cite: beside the sentence, below the text, on their own page, in a feed."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest

from content.data_files import CLAIMS
from content.factory import make_claim
from courses.parts import Div, Option, Prose, Quiz
from plugins.content.law import Law, with_law
from plugins.content.law_examples import RULES
from plugins.content.law_examples import law as examples
from plugins.courses.law import cited
from plugins.directory.display_names import DisplayNames
from records.vocabulary_reader import load_vocabularies
from tests.built_site import Built
from tests.site_builder import AS_OF, MINI, build_or_fail

ATOM = "{http://www.w3.org/2005/Atom}"
DAY = date(2026, 11, 22)
NAMES = DisplayNames("en", load_vocabularies())
RULE: dict[str, Any] = {
    "statement": "A rule.",
    "jurisdictions": ["GB"],
    "instrument": "Rules *of* <court> [1]",
    "version": {"name": "as made", "date": "2026-01-01"},
    "in_force": None,
    "source": {"title": "Rules", "url": "https://law.example.org/", "read_on": "2026-11-01"},
    "reread_by": "2026-11-21",
    "checked_on": None,
    "status": "stands",
}
LAW = Law({"rule": make_claim(RULE)}, NAMES, DAY)
OVERDUE = "Nobody has read this again since 1 November 2026. Look at the source before you rely on it."


def fake_site() -> Any:
    """A site whose templates show which data they are given."""

    def render(name: str, data: dict[str, Any], url: str) -> str:
        ids = [data["claim"]["id"]] if "claim" in data else [one["id"] for one in data["claims"]]
        return f"<{name} {data.get('number', '')} {' '.join(ids)}{' foreign' * data['foreign']}>"

    templates = SimpleNamespace(render=render)
    return SimpleNamespace(lang="en", law=LAW, output=SimpleNamespace(templates=templates))


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>None.</p>", "<p>None.</p>"),
        ("<p>A.[law:rule] B.[law:rule]</p>", "<p>A.<law-mark.html 1 rule> B.<law-mark.html 1 rule></p>"),
        ("A.[law:rule] <code>[law:rule]</code>", "A.<law-mark.html 1 rule> <code>[law:rule]</code>"),
        ('<p title="[law:rule]">A.[law:rule]</p>', '<p title="[law:rule]">A.<law-mark.html 1 rule></p>'),
    ],
)  # fmt: skip
def test_a_citation_becomes_a_mark_outside_of_code_and_tags(html: str, shown: str) -> None:
    below = "\n<law-cited.html  rule>" if "mark" in shown else ""
    assert with_law(fake_site(), html, "en") == shown + below


def test_a_text_in_another_language_says_so_of_its_rules() -> None:
    assert with_law(fake_site(), "[law:rule]", "ar").count(" foreign>") == 2


@pytest.mark.parametrize("text", ["<pre><code>[law:none]\n</code></pre>", "<code>[law:rule]</code>"])
def test_code_cites_nothing(text: str) -> None:
    assert with_law(fake_site(), text, "en") == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Yes. [law:rule]", rf"Yes. (Rules \*of\* \<court\> \[1\]. {OVERDUE})"),
        ("Yes.[law:rule]", rf"Yes. (Rules \*of\* \<court\> \[1\]. {OVERDUE})"),
        ("`[law:rule]`\n\n```\n[law:none]\n```", "`[law:rule]`\n\n```\n[law:none]\n```"),
    ],
)
def test_in_a_question_a_rule_is_named_in_brackets(text: str, shown: str) -> None:
    assert LAW.in_plain_text(text) == shown


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("stands", ""),
        ("amended", "This rule changed on 15 July 2026: What changed."),
        ("replaced", "This rule was replaced on 15 July 2026: What changed."),
        ("unsure", "We are not sure of this: what is not known."),
        ("future", "This rule is not in force yet. It begins on 1 January 2027."),
        (
            "overdue",
            "Nobody has read this again since 1 July 2026. Look at the source before you rely on it.",
        ),
    ],
)
def test_a_rule_that_may_not_hold_says_why(state: str, text: str) -> None:
    assert examples(NAMES, date(2026, 7, 30), "/law/").warned(state) == text
    assert state in RULES


@pytest.mark.parametrize(
    ("change", "day", "count"),
    [
        ({"reread_by": "2026-11-22"}, DAY, 0),
        ({"reread_by": "2026-11-22"}, date(2026, 11, 23), 1),
        ({"reread_by": "2027-01-01", "in_force": "2026-11-22"}, DAY, 0),
        ({"reread_by": "2027-01-01", "in_force": "2026-11-23"}, DAY, 1),
        ({"status": "amended", "changes": [{"on": "2026-11-02", "what": "It grew."}]}, DAY, 2),
    ],
)
def test_a_day_counts_from_its_beginning_to_its_end(change: dict[str, Any], day: date, count: int) -> None:
    rule = make_claim({**RULE, **change})
    assert len(Law({"rule": rule}, NAMES, day).warnings("rule")) == count


# The miniature site, in which each state is cited somewhere


CITED = ("standing", "changed", "old", "coming", "doubtful", "overdue")
SAID = [
    ("/about/", "amended", "This rule changed on 20 October 2026: The decision has no *fixed* time"),
    ("/about/", "unsure", "We are not sure of this: We saw only its first page."),
    ("/news/2025/first-item/", "future", "This rule is not in force yet. It begins on 1 April 2027."),
    ("/news/2025/first-item/", "replaced", "This rule was replaced on 1 November 2026: Rule 3 takes"),
    ("/news/2025/first-item/", "overdue", "Nobody has read this again since 1 September 2025."),
    ("/courses/glossary/", "amended", "This rule changed on 20 October 2026:"),
    ("/courses/khutwa/amal/", "unsure", "We are not sure of this: We saw only its first page."),
    ("/courses/first-steps/facilitator/", "unsure", "We are not sure of this: We saw only its first page."),
    ("/courses/first-steps/print/", "amended", "(Example guidance, paragraph 7. This rule changed on"),
]  # fmt: skip


@pytest.mark.parametrize(("url", "state", "text"), SAID)
def test_a_page_warns_beside_the_sentence(mini: Built, url: str, state: str, text: str) -> None:
    assert text in mini.page(url).text, state


def test_a_page_lists_each_rule_once_with_its_version_and_source(mini: Built) -> None:
    page = mini.page("/about/")
    listed = [item.get("id") for item in page.all("li") if item.get("id").startswith("law-")]
    assert listed == ["law-standing", "law-changed", "law-doubtful"]
    for part in (
        "An Example Act 2015, section 1 (England and Wales).",
        "Version read: as enacted, 26 March 2015.",
        "In force from 31 July 2015.",
        "Source: An Example Act 2015, read on 1 November 2026; Notes on the Act, read on 2 November 2026.",
        "To be read again by 1 November 2027. Checked by an editor on 3 November 2026.",
        "In force from: not known.",
        "Not yet checked by an editor.",
    ):
        assert part in page.text
    assert "[law:standing]" in page.first("code").text


def test_each_citation_leads_to_its_rule(mini: Built) -> None:
    for page in mini.pages:
        for link in page.all("a"):
            address, _, place = link.get("href").partition("#")
            if place.startswith("law-") or "-law-" in place:
                assert place in (mini.page(address) if address else page).ids, (page.url, place)


def test_no_visitor_sees_a_raw_citation(mini: Built) -> None:
    for url, file in mini.files.items():
        content = file.read_bytes().replace(b"<code>[law:standing]</code>", b"")
        content = content.replace(b"&lt;code&gt;[law:standing]&lt;/code&gt;", b"")
        assert b"[law:" not in content, url


def test_html_in_a_rule_is_text(mini: Built) -> None:
    source = mini.page("/law/").source
    assert "&lt;b&gt;ask&lt;/b&gt;" in source
    assert "<i>a copy</i>" not in source


def test_the_page_of_law_lists_all_rules_by_place(mini: Built) -> None:
    page = mini.page("/law/")
    assert [heading.text for heading in page.all("h2")][:4] == [
        "What changed in the law", "England and Wales", "Syria", "United Kingdom",
    ]  # fmt: skip
    assert {
        f"law-{id_}" for id_ in ("standing", "changed", "old", "coming", "doubtful", "overdue")
    } <= page.ids
    assert page.all("a", href="/law/#law-coming")
    for url in ("/courses/", "/resources/", "/courses/first-steps/", "/about/"):
        assert mini.page(url).all("a", href="/law/"), url


def test_the_feed_tells_what_changed_newest_first(mini: Built) -> None:
    feed = ElementTree.fromstring(mini.read("/law/atom.xml"))
    entries = feed.findall(f"{ATOM}entry")
    days = [entry.findtext(f"{ATOM}updated", "")[:10] for entry in entries]
    assert days == ["2026-11-01", "2026-10-20", "2024-01-30"]
    assert feed.findtext(f"{ATOM}updated") == "2026-11-01T00:00:00Z"
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    assert entries[1].findtext(f"{ATOM}summary") == "The decision has no *fixed* time any more."


def test_a_course_tells_what_changed_in_the_law_that_it_cites(mini: Built) -> None:
    changed = mini.page("/courses/first-steps/").first("section", aria_labelledby="law-changes").text
    assert changed.index("20 October 2026") < changed.index("30 January 2024")
    assert "Rule 3 takes its place." not in changed
    assert "Cited in: Listen first" in changed
    assert not mini.page("/courses/khutwa/").all("section", aria_labelledby="law-changes")


def test_a_site_without_rules_has_no_page_of_law(tmp_path: Path) -> None:
    site = Path(shutil.copytree(MINI, tmp_path / "site"))
    (site / CLAIMS).unlink()
    for file in sorted(site.rglob("*.md")):
        text = file.read_text("utf-8")
        for id_ in CITED:
            text = text.replace(f"[law:{id_}]", "")
        file.write_text(text, "utf-8")
    glossary = site / "courses/glossary.yaml"
    glossary.write_text(glossary.read_text("utf-8").replace("  law: [standing, changed]\n", ""), "utf-8")
    build_or_fail(site, tmp_path / "out", AS_OF=AS_OF)
    built = Built("none", tmp_path / "out")
    assert "/law/" not in built.files
    assert not [page.url for page in built.pages if page.all("a", href="/law/")]


def test_only_the_pages_that_cite_a_rule_are_written_again(tmp_path: Path) -> None:
    """When it changes, and when the day comes by which it was to be read again."""
    site, output = Path(shutil.copytree(MINI, tmp_path / "site")), tmp_path / "out"
    claims = site / CLAIMS
    text = claims.read_text("utf-8")
    cites = {"/about/", "/courses/khutwa/amal/", "/courses/khutwa/print/", "/law/"}
    cites |= {"/courses/first-steps/facilitator/"}

    def built(as_of: str) -> set[str]:
        before = Built("before", output).texts if output.exists() else {}
        build_or_fail(site, output, AS_OF=as_of)
        after = Built("after", output).texts
        return {url for url in before if url.endswith("/") and before[url] != after.get(url)}

    head, doubtful = text.split("\ndoubtful:\n")
    doubtful = doubtful.replace("reread_by: 2027-05-01", "reread_by: 2026-11-23", 1)
    claims.write_text(f"{head}\ndoubtful:\n{doubtful}", "utf-8")
    assert built("2026-11-23") == set()
    assert built("2026-11-24") == cites
    doubtful = doubtful.replace("A witness may", "Any witness may", 1)
    claims.write_text(f"{head}\ndoubtful:\n{doubtful}", "utf-8")
    assert built("2026-11-24") == cites


def test_a_lesson_cites_in_every_part() -> None:
    """Also in notes for facilitators and in questions; code is no citation."""
    quiz = Quiz(1, "q1", "o1", "Q [law:b]", (Option(2, True, "A [law:c]", "F [law:a]"),))
    parts = (Prose(1, "A.[law:a] `[law:x]`\n\n```\n[law:y]\n```"), Div(1, "facilitator", None, None, (quiz,)))
    assert cited(parts) == ["a", "b", "c"]
