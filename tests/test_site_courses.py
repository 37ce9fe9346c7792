"""Pages of courses as they are written: small, honest about the law, and in an order that protects."""

import brotli
import pytest

from tests.built_site import Built
from tests.html_page import Page

PLAYER = 6 * 1024
LESSON = 30 * 1024


def packed(text: str) -> int:
    return len(brotli.compress(text.encode()))


def lessons(site: Built) -> list[Page]:
    return [
        page for page in site.under("/courses/") if page.all("article", data_lesson=True) and not page.noindex
    ]


def test_the_player_is_small(site: Built) -> None:
    sizes = {
        url: packed(text) for url, text in site.texts.items() if url.startswith(f"{site.theme}/js/course")
    }
    assert len(sizes) > 3
    assert sum(sizes.values()) < PLAYER, sizes


def test_a_lesson_is_small_with_all_that_it_needs(site: Built) -> None:
    """Its page, the stylesheet and every script that is loaded before somebody searches."""
    assert lessons(site)
    scripts = ("course", "exit.", "search.")
    shared = sum(
        packed(text)
        for url, text in site.texts.items()
        if url.endswith(".css") or url.startswith(tuple(f"{site.theme}/js/{name}" for name in scripts))
    )
    sizes = {page.url: shared + packed(page.source) for page in lessons(site)}
    assert {url: size for url, size in sizes.items() if size > LESSON} == {}


def test_a_lesson_says_whose_law_it_states_and_who_looked_at_it(mini: Built) -> None:
    listen = mini.page("/courses/first-steps/listen/")
    assert "Law of England. Not reviewed by a lawyer. Each source says which version we read" in listen.text
    assert "Version: third edition, 2022. Read on 1 November 2026." in listen.text
    assert "Not reviewed by a lawyer." in mini.page("/courses/first-steps/call/").text
    reviewed = "Law of Syria as at 1 November 2026. Reviewed by a lawyer: محامية, 3 November 2026."
    assert reviewed in mini.page("/courses/khutwa/amal/").text


def test_every_page_of_a_course_without_a_lawyer_says_so(site: Built) -> None:
    for page in site.under("/courses/"):
        if page.all("div", data_course=True) and "Reviewed by a lawyer" not in page.text:
            assert "Not reviewed by a lawyer." in page.text, page


def test_the_note_on_content_comes_before_the_text(mini: Built) -> None:
    text = mini.page("/courses/first-steps/listen/").first("article").text
    order = [
        text.index(part) for part in ("Listen first", "Law of England", "Before you read", "Before you ask")
    ]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("url", "before", "after"),
    [
        ("/courses/first-steps/listen/", [], ["/courses/first-steps/call/"]),
        ("/courses/first-steps/call/", ["/courses/first-steps/listen/"], []),
    ],
)
def test_a_lesson_leads_on_and_back(mini: Built, url: str, before: list[str], after: list[str]) -> None:
    page = mini.page(url)
    assert [link.get("href") for link in page.all("a", rel="prev")] == before
    assert [link.get("href") for link in page.all("a", rel="next")] == after
    assert [link.get("href") for link in page.all("a", aria_current="page")] == [url]


def test_no_field_of_a_record_has_a_name_under_which_it_could_be_sent(site: Built) -> None:
    records = [page for page in site.under("/courses/") if page.url.endswith("/record/")]
    assert records
    for page in records:
        fields = [field for field in page.all("input") if field.get("id") != "search"]
        assert fields
        assert not [field for field in fields if "name" in field.attrs]
        assert not [field for field in fields if any(up.tag == "form" for up in field.ancestors)]


def test_no_option_and_no_reason_is_empty(site: Built) -> None:
    """Also where it begins as a field of a page would: "Nowhere: it has to be asked for"."""
    for page in site.under("/courses/"):
        lists = [one for one in page.all("ol") if {"options", "reasons"} & set(one.classes)]
        empty = [item for one in lists for item in one if item.tag in {"li", "div"} and not item.text]
        assert not empty, f"{page}: {empty}"


def test_an_option_may_begin_with_a_word_and_a_colon(mini: Built) -> None:
    assert "Nowhere: it has to be asked for" in mini.page("/courses/first-steps/call/").text
