"""What the miniature's entries become: who is listed where, what is marked, what is kept back."""

import json
import re

import pytest

import experts
from plugins.directory.views import takes_reports
from tests.built_site import Built
from tests.html_page import Element, Page
from tests.link_checks import internal
from tests.site_builder import MINI

SAMPLES = {
    "asha-example",
    "nguyen-thi-vi-du",
    "laila-mithal",
    "iryna-pryklad",
    "selam-abnet",
    "harbour-example",
    "hidden-example",
    "hostile-text",
    "long-words",
}
REAL = {"li-shili", "bare-minimum"}
OVERDUE = {"iryna-pryklad", "harbour-example"}
HIDDEN = "hidden-example"
TOMBSTONES = {"gone-example", "moved-example"}
LISTED = (SAMPLES | REAL) - {HIDDEN}


def cards(page: Page) -> list[Element]:
    return page.with_class("card")


def slug(card: Element) -> str:
    link = next(e for e in card if e.tag == "a")
    return link.get("href").removeprefix("/experts/").strip("/")


def lists(site: Built) -> list[Page]:
    return site.under("/directory/")


def test_every_entry_keeps_its_address(mini: Built) -> None:
    built = {page.url.split("/")[2] for page in mini.under("/experts/")}
    assert built == LISTED | {HIDDEN} | TOMBSTONES


def test_the_directory_lists_each_entry_once(mini: Built) -> None:
    slugs = [slug(card) for card in cards(mini.page("/directory/"))]
    assert sorted(slugs) == sorted(LISTED)


def test_overdue_entries_stand_last_in_every_list(site: Built) -> None:
    for page in lists(site):
        late = ["state-overdue" in json.dumps([e.classes for e in card]) for card in cards(page)]
        assert late == sorted(late), page


def test_the_overdue_are_the_ones_we_know(mini: Built) -> None:
    page = mini.page("/directory/")
    late = {slug(c) for c in cards(page) if any("state-overdue" in e.classes for e in c)}
    assert late == OVERDUE


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("asha-example", "fresh"),
        ("nguyen-thi-vi-du", "fresh"),  # the last day
        ("laila-mithal", "due"),  # the first day
        ("iryna-pryklad", "overdue"),  # the first day
        ("harbour-example", "overdue"),  # the last day
    ],
)
def test_an_entry_says_when_it_was_checked(mini: Built, name: str, state: str) -> None:
    assert mini.page(f"/experts/{name}/").with_class(f"state-{state}")


def test_a_hidden_entry_is_in_no_list_feed_or_map(mini: Built) -> None:
    naming = [url for url, text in mini.texts.items() if HIDDEN in text]
    assert naming == [f"/experts/{HIDDEN}/"] or naming == [], naming


def test_a_hidden_entry_shows_no_contact_data(mini: Built) -> None:
    source = mini.read(f"/experts/{HIDDEN}/")
    for secret in ("7946 0999", "79460999", "hidden.example.org", "HIDDEN-SUMMARY", "hidden@"):
        assert not [url for url, text in mini.texts.items() if secret in text], secret
    page = mini.page(f"/experts/{HIDDEN}/")
    assert page.noindex
    assert "22 November 2024" in page.text
    assert "ld+json" not in source


@pytest.mark.parametrize("value", ["topic/women", "exploitation/surrogacy", "forum/ecthr", "country/is"])
def test_a_value_that_only_a_hidden_entry_has_gets_no_page(mini: Built, value: str) -> None:
    assert f"/directory/{value}/" not in mini.files


def test_no_list_is_empty(site: Built) -> None:
    """A page under /directory/ shows cards, or links to pages that do."""
    empty = [
        page.url
        for page in lists(site)
        if not cards(page) and not any(e.get("href").startswith("/directory/") for e in page.first("main"))
    ]
    assert not empty


def test_counts_tell_the_truth(site: Built) -> None:
    """The number beside a value is the number of entries behind it."""
    for page in lists(site):
        for link in page.first("main"):
            number = _count_beside(link)
            target = site.everything.get(link.get("href"))
            if number is None or target is None or target.with_class("pager"):
                continue
            shown = len({slug(card) for card in cards(target)})
            assert shown == number, f"{page} says {number} at {target}, which shows {shown}"


def _count_beside(link: Element) -> int | None:
    if link.tag != "a" or link.parent is None:
        return None
    beside = [e for e in link.parent.children if isinstance(e, Element) and "count" in e.classes]
    return int(beside[0].text) if len(beside) == 1 and beside[0].text.isdigit() else None


def test_lists_are_paged_without_loss(site: Built) -> None:
    """Going through the pages of the directory shows each entry exactly once."""
    url, seen = "/directory/", []
    while url:
        page = site.page(url)
        assert len(cards(page)) <= 25
        seen += [slug(card) for card in cards(page)]
        onward = page.all("a", rel="next")
        url = onward[0].get("href") if onward else ""
    assert len(seen) == len(set(seen)) >= len(LISTED)


@pytest.mark.parametrize("letter", ["b", "e", "h", "n", "r", "arabic", "cyrillic", "ethiopic", "cjk"])
def test_a_to_z_has_a_page_for_every_script(mini: Built, letter: str) -> None:
    assert cards(mini.page(f"/directory/a-z/{letter}/"))


@pytest.mark.parametrize("pair", ["role/medical/country/vn", "topic/country-evidence/country/ua"])
def test_useful_pairs_have_pages(mini: Built, pair: str) -> None:
    assert cards(mini.page(f"/directory/{pair}/"))


def test_accepting_lists_only_who_is_open(mini: Built) -> None:
    slugs = {slug(c) for c in cards(mini.page("/directory/accepting/referrals/"))}
    assert slugs == {"asha-example", "iryna-pryklad"}
    assert {slug(c) for c in cards(mini.page("/directory/accepting/reports/"))} == {"long-words"}


def test_a_broader_topic_holds_what_its_narrower_ones_hold(mini: Built) -> None:
    narrow = {slug(c) for c in cards(mini.page("/directory/topic/housing/"))}
    broad = {slug(c) for c in cards(mini.page("/directory/topic/support/"))}
    assert narrow <= broad


def test_samples_are_marked_wherever_they_are_shown(mini: Built) -> None:
    for page in mini.pages:
        for card in cards(page) if page.url != "/patterns/" else []:
            marked = any("sample" in e.classes and e.text == "Sample" for e in card)
            assert marked == (slug(card) in SAMPLES), f"{page}: {slug(card)}"


def test_the_page_of_a_sample_says_so(mini: Built) -> None:
    for name in SAMPLES:
        page = mini.page(f"/experts/{name}/")
        assert page.with_class("notice-sample"), page
    for name in REAL:
        page = mini.page(f"/experts/{name}/")
        assert not page.with_class("notice-sample"), page


def test_every_page_that_shows_a_sample_carries_the_notice(site: Built) -> None:
    unsaid = [
        page.url for page in site.pages if page.with_class("sample") and not page.with_class("sample-note")
    ]
    assert not unsaid


def test_a_removed_entry_says_since_when_and_where_to(mini: Built) -> None:
    gone, moved = (mini.page(f"/experts/{name}/") for name in ("gone-example", "moved-example"))
    assert gone.noindex
    assert moved.noindex
    assert "1 March 2026" in gone.text
    assert "30 April 2026" in moved.text
    assert moved.all("a", href="/experts/harbour-example/")
    told = [url for url, text in mini.texts.items() if "/experts/gone-example/" in text]
    assert told == ["/_redirects"], "the host alone: it is to answer 410"


def test_a_notice_shows_until_its_last_day(mini: Built) -> None:
    assert "On leave until the new year" in mini.page("/experts/asha-example/").text
    assert "moves to another street" not in mini.page("/experts/harbour-example/").text


def test_every_way_to_get_in_touch_is_a_link_that_works(mini: Built) -> None:
    addresses = {e.get("href") for e in mini.page("/experts/asha-example/").first("main")}
    assert {
        "tel:+442079460123",
        "tel:+441632960042",
        "sms:+447700900123",
        "mailto:asha@mail.example.org",
        "https://asha.example.org/contact?form=1&lang=en",
    } <= addresses
    assert any(address.startswith("mailto:editors@") for address in addresses)
    short = mini.page("/experts/li-shili/").first("main")
    assert "tel:10042" in {e.get("href") for e in short}  # a short number is dialled as it is


@pytest.mark.parametrize(
    "text",
    [
        '<b>Hostile</b> & "Quoted" {{ 7*7 }}',
        '<script>alert(1)</script> {% include "base.html" %} \'"><img src=x onerror=alert(2)>',
        "</script><script>alert(5)</script>",
        '" onmouseover="alert(6)',
        '"><svg onload=alert(7)>',
        "<i>1</i> & Co.",
        "<u>by hand</u>",
        "<em>Not</em> emphasised",
    ],
)
def test_hostile_text_stays_text(mini: Built, text: str) -> None:
    assert text in mini.page("/experts/hostile-text/").text


def test_hostile_text_makes_no_elements(mini: Built) -> None:
    page = mini.page("/experts/hostile-text/")
    main = list(page.first("main"))
    assert not [e for e in main if e.tag in {"script", "img", "u", "i", "iframe"}]
    assert not [e for e in page.elements if e.get("href").startswith(("javascript:", "data:"))]
    assert "tracker.example.net" not in page.source
    assert "49 " not in page.text[:400]
    block = page.first("script", type="application/ld+json")
    assert "Hostile" in json.loads("".join(map(str, block.children)))["name"]


def test_names_keep_their_script_and_direction(mini: Built) -> None:
    for name, shown in {
        "laila-mithal": "ليلى مثال",
        "iryna-pryklad": "Ірина Приклад",
        "selam-abnet": "ሰላም አብነት",
        "li-shili": "李示例",
        "nguyen-thi-vi-du": "Nguyễn Thị Ví Dụ",
    }.items():
        heading = mini.page(f"/experts/{name}/").first("h1")
        assert heading.text == shown
        assert heading.get("translate") == "no"
        assert any(e.tag == "bdi" or e.get("dir") == "auto" for e in [heading, *heading])


def test_an_item_of_news_names_its_experts_and_corrections(mini: Built) -> None:
    page = mini.page("/news/2025/first-item/")
    assert {slug(card) for card in cards(page)} == {"asha-example", "harbour-example"}
    assert "The first version gave the wrong year." in page.text
    assert "49.6 million" in page.text
    assert page.all("a", href="/directory/topic/nrm/")


def test_a_figure_names_its_source(mini: Built) -> None:
    page = mini.page("/about/")
    assert "49.6 million" in page.text
    assert page.all("a", href="https://figures.example.org/2022")
    assert "[stat:" not in page.text


def test_help_pages_have_a_neutral_title(mini: Built) -> None:
    page = mini.page("/get-help/")
    assert page.noindex
    assert not re.search(r"traffick|slaver|directory|miniature", page.title, re.IGNORECASE)


def helpline(site: Built, name: str) -> str:
    [item] = site.page("/get-help/").all("li", id=f"helpline-{name}")
    return " ".join(item.text.split())


SHOWN = [
    # which helpline, and what a caller reads with its number
    ("emergency", "Free to call. We do not know if it shows on the bill."),
    ("emergency", "Open: Day and night Languages: English; interpreters by phone"),
    ("emergency", "Run by: The police, ambulance and fire services"),
    ("emergency", "When they would tell others: always; they send help."),
    ("emergency", "Not confirmed yet: languages About this number"),
    ("emergency", "Number: Emergency numbers, read on 1 November 2026"),
    ("emergency", "Hours, languages: Emergency hours, read on 3 November 2026"),
    ("emergency", "When they would tell others: What happens when you call, read on 4 November 2026"),
    ("emergency", "Number: confirmed by us on 2 November 2026"),
    ("example-line", "Free to call. It does not show on the phone bill."),
    ("example-line", "Languages: not known"),
    ("example-line", "Ask first: “When would you tell others?”"),
    ("example-line", "Number, hours, phone bill, who it is for: Example Helpline, read on 1 October 2026"),
    ("example-line", "Not confirmed yet About this number"),
]


@pytest.mark.parametrize(("name", "text"), SHOWN)
def test_a_helpline_says_what_is_known_and_what_is_not(mini: Built, name: str, text: str) -> None:
    assert text in helpline(mini, name)


def test_helplines_stand_under_the_nations_that_they_are_for(mini: Built) -> None:
    [section] = mini.page("/get-help/").all("section", id="all-helplines")
    headings = ("h3", "h4")
    titles = [element.text for element in section if element.tag in headings or "place" in element.classes]
    assert titles == [
        "Anywhere in the United Kingdom",
        "Emergency services",
        "In one part of the United Kingdom",
        "Scotland and Northern Ireland",
        "Example Helpline",
    ]


def test_the_block_on_every_page_says_what_is_free_not_on_the_bill_and_not_confirmed(mini: Built) -> None:
    [block] = mini.page("/about/").all(id="helplines")
    assert "Day and night · free to call Example Helpline" in " ".join(block.text.split())
    assert "Monday to Friday, 9 to 5 · free to call · not on the phone bill" in block.text
    assert "nobody has called all of them yet" in block.text


def test_nothing_leads_to_an_entry_that_is_not_listed(site: Built) -> None:
    unlisted = {page.url for page in site.under("/experts/") if page.noindex}
    leading = [
        f"{page} -> {path}"
        for page in site.pages
        for path, _ in internal(page)
        if path in unlisted - {page.url}
    ]
    assert not leading


def test_an_expert_is_instructed_from_every_entry_that_takes_reports(mini: Built) -> None:
    """The form begins with the entry; without one from the home page and the directory."""
    for url in ("/", "/directory/"):
        assert mini.page(url).all("a", href="/forms/enquiry/"), url
    takes = {profile.slug for profile in experts.load(MINI).profiles if takes_reports(profile)}
    offers = {page.url.split("/")[2] for page in mini.under("/experts/") if "Instruct an expert" in page.text}
    assert takes
    assert offers == takes
    for slug in takes:
        assert mini.page(f"/experts/{slug}/").all("a", href=f"/send/enquiry?profile={slug}")
