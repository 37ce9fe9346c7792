"""The search as a visitor meets it: typed into, walked through, read aloud, and without a trace."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests.browser_checks import AXE, ask, violations
from tests.conftest import once, skip_or_fail
from tests.search.answers import TITLE, answered
from tests.server import serve
from tests.site_builder import AS_OF, MINI, build_or_fail

pytestmark = pytest.mark.browser

BOX = "#search-main"
BOX_NAME = "Name, place, topic or language"
PROFILE = {
    "kind": "person",
    "sample": True,
    "roles": ["country"],
    "contact": [{"kind": "relay"}],
    "verification": {"level": "self-declared", "on": "2026-11-01"},
    "consent": {"public_listing": "2026-11-01"},
}


def with_people(folder: Path) -> None:
    site = folder.with_name(f"{folder.name}-root")
    shutil.copytree(MINI, site)
    for person in yaml.safe_load(Path(__file__).with_name("people.yaml").read_text("utf-8")):
        profile = PROFILE | {
            "name": person["name"],
            "headline": person["headline"],
            "countries": {"expertise": person["expertise"]},
            "languages": [{"tag": tag, "level": "native"} for tag in person["languages"]],
        }
        text = yaml.safe_dump(profile, allow_unicode=True).replace("'2026-11-01'", "2026-11-01")
        file = site / "experts/profiles" / f"{person['slug']}.yaml"
        file.write_text(text.replace("- NO", '- "NO"'), "utf-8")
    build_or_fail(site, folder, AS_OF=AS_OF)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """In the place of the miniature: a copy with more people in it."""
    with serve(once(tmp_path_factory.getbasetemp(), "people", with_people).root) as url:
        yield url


def asked(page: Page, text: str) -> list[str]:
    """The titles of what is found on the search's own page."""
    page.fill(BOX, "")
    expect(page.locator("[data-search-view]")).to_be_hidden()
    page.fill(BOX, text)
    answered(page)
    return [title.removesuffix(" Sample") for title in page.locator(".found h4").all_inner_texts()]


@pytest.fixture
def searching(page: Page) -> Page:
    page.goto("/search/")
    return page


FOUND = [
    ("Turkey", "José Ejemplo"),
    ("Norway", "José Ejemplo"),
    ("money", "José Ejemplo"),
    ("survey", "José Ejemplo"),
    ("jose", "José Ejemplo"),
    ("José", "José Ejemplo"),
    ("JOSE\u0301", "José Ejemplo"),
    ("nguyen", "Nguyễn Thị Ví Dụ"),
    ("dang", "Đặng Ví Dụ"),
    ("محمد", "محمد مثال"),
    ("احمد", "أحمد مثال"),
    ("Олена", "Олена Приклад"),
    ("психологиня", "Олена Приклад"),
    ("tigrinya", "Selam Merawi"),
    ("Selam Tigrinya", "Selam Merawi"),
    ("trafficki", "Dr Asha Example"),
    ("traffickin", "Dr Asha Example"),
    ("psychiatrist -nobody", "Dr Asha Example"),
    ("李", "李示例"),
    ("示例", "李示例"),
]


def test_finds(searching: Page) -> None:
    assert [(text, title) for text, title in FOUND if title not in asked(searching, text)] == []


def test_a_slip_of_the_pen_is_an_offer(searching: Page) -> None:
    asked(searching, "psychiatrst")
    expect(searching.locator(TITLE)).to_contain_text("for “psychiatrst”")
    searching.get_by_role("button", name="Did you mean “psychiatrist”?").click()
    expect(searching.locator(".found h4", has_text="Dr Asha Example")).to_be_visible()


def test_every_word_counts(searching: Page) -> None:
    """Two words: who meets both; if nobody does, who meets one, and it is said."""
    assert asked(searching, "jose money") == ["José Ejemplo"]
    assert len(asked(searching, "jose tigrinya")) > 1
    expect(searching.locator("[data-part=notes]")).to_contain_text("Nothing has all of these words")
    expect(searching.locator(".found li").first).to_contain_text("without:")


def test_a_word_that_is_excluded(searching: Page) -> None:
    assert "أحمد مثال" in asked(searching, "مثال")
    assert "أحمد مثال" not in asked(searching, "مثال -احمد")


OPERATORS = [
    ("vi +du", "Nguyễn Thị Ví Dụ", "José Ejemplo"),
    ("jose +tigrinya", "Selam Merawi", "José Ejemplo"),
    ("name:asha", "Dr Asha Example", "José Ejemplo"),
    ("name:psychiatrist example", "Dr Asha Example", "José Ejemplo"),
    ("title:psychiatrist", "Dr Asha Example", "José Ejemplo"),
    ("country:turkey", "José Ejemplo", "Selam Merawi"),
    ("language:tigrinya", "Selam Merawi", "José Ejemplo"),
    ("مثال -name:احمد", "محمد مثال", "أحمد مثال"),
    ("psychiat*", "Dr Asha Example", "José Ejemplo"),
    ("as*", "Dr Asha Example", "José Ejemplo"),
    ("psychiatrst~1", "Dr Asha Example", "José Ejemplo"),
    ("مثال -أح*", "محمد مثال", "أحمد مثال"),
    ("http://jose", "José Ejemplo", "Selam Merawi"),
]


def test_operators(searching: Page) -> None:
    titles = {text: asked(searching, text) for text, _, _ in OPERATORS}
    assert [row for row in OPERATORS if row[1] not in titles[row[0]] or row[2] in titles[row[0]]] == []


def test_what_must_be_there_is_not_given_up(searching: Page) -> None:
    assert asked(searching, "jose +qzxqzx") == []
    expect(searching.locator(TITLE)).to_contain_text("Nothing was found")


HARD = [
    "qzxqzx",
    "+ - * ~1 name: +name: -* ~",
    "topic:topic:topic: +-+jose **~1~2^9",
    "constructor:x __proto__:y toString:z",
    "the and of",
    "__proto__",
    "constructor prototype",
    "name:+-~^*\\ x:y~2^",
    "[](){}<script>alert(1)</script>",
    "a" * 10_000,
    "many words " * 1_000,
    "محمد jose 李 🇻🇳 \u202eabc",
]


def test_hard_questions_get_an_answer(searching: Page) -> None:
    faults: list[str] = []
    searching.on("pageerror", lambda error: faults.append(str(error)))
    searching.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
    for text in HARD:
        expected = " for “" if asked(searching, text) else "Nothing was found for"
        expect(searching.locator(TITLE), text[:50]).to_contain_text(expected)
    assert not faults


def test_without_letters_nothing_is_asked(searching: Page) -> None:
    for text in ("🇻🇳", "…", "   ", "'"):
        searching.fill(BOX, text)
        searching.wait_for_timeout(200)
        assert not searching.is_visible("[data-search-view]"), text


def test_nothing_found_leads_on(searching: Page) -> None:
    asked(searching, "qzxqzx")
    expect(searching.locator("[data-part=help] .dial").first).to_be_visible()
    expect(searching.locator("[data-part=wider] a[href='/directory/a-z/']")).to_be_visible()


NEED = ["help", "hlep", "I want to die", "suicide", "self-harm", "допомога", "مساعدة", "tự tử"]
NO_NEED = ["suicide expert", "harm", "tự", "jose"]


def test_words_of_need_and_no_others_show_the_helplines_first(searching: Page) -> None:
    """tests/search/need.yaml has many more; here they are typed."""
    first = searching.locator("[data-part=help] + [data-part=title]")
    for text in NEED:
        asked(searching, text)
        expect(first, text).to_be_visible()
        expect(searching.locator("[data-part=help] .dial").first, text).to_be_visible()
    for text in NO_NEED:
        asked(searching, text)
        expect(first, text).to_have_count(0)


def test_a_subject_leads_to_its_list(searching: Page) -> None:
    asked(searching, "vietnam")
    first = searching.locator("[data-part=subjects] a").first
    expect(first).to_have_attribute("href", "/directory/country/vn/")
    asked(searching, "україна")
    first = searching.locator("[data-part=subjects] a").first
    expect(first).to_have_attribute("href", "/directory/country/ua/")


def test_matches_are_marked_whatever_their_accents(searching: Page) -> None:
    asked(searching, "jose")
    expect(searching.locator(".found mark").first).to_have_text("José")


def test_facets_narrow_and_count(searching: Page) -> None:
    asked(searching, "مثال")
    searching.locator("summary", has_text="Country expertise").click()
    sudan = searching.get_by_role("checkbox", name="Sudan")
    assert searching.locator("[data-facet=country] .count").first.inner_text() in "12345"
    before = searching.locator(".found li").count()
    sudan.check()
    expect(searching.locator(".found li")).to_have_count(
        int(searching.locator("[data-facet=country] li", has_text="Sudan").locator(".count").inner_text())
    )
    assert searching.locator(".found li").count() < before
    expect(sudan).to_be_focused()
    sudan.uncheck()
    expect(searching.locator(".found li")).to_have_count(before)


def test_results_are_grouped_by_kind(searching: Page) -> None:
    asked(searching, "example first item")
    kinds = [text.split()[0] for text in searching.locator("[data-part=groups] h3").all_inner_texts()]
    assert "News" in kinds
    assert len(kinds) == len(set(kinds))


def test_courses_and_lessons_are_found(searching: Page) -> None:
    """By what they teach as well; with their minutes, and apart from people."""
    assert "Listen first" in asked(searching, "referral promise")
    lesson = searching.get_by_role("region", name="Lessons").locator("li")
    expect(lesson).to_contain_text("First steps · 6 minutes")
    assert "First steps" in asked(searching, "first steps")
    course = searching.get_by_role("region", name="Courses").locator("li")
    expect(course).to_contain_text(re.compile(r"2 lessons · \d+ minutes"))
    assert "خطوة أولى" in asked(searching, "خطوه")


def test_the_box_is_a_combobox(page: Page) -> None:
    """Arrows move, Escape closes, Enter follows; what happens is also said."""
    page.goto("/about/")
    box = page.get_by_role("combobox")
    box.focus()
    page.keyboard.type("jose")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".search [role=status]")).to_contain_text("result")
    option = page.get_by_role("option").first
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    page.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("jose")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/experts/jose-ejemplo/")


def test_everything_has_a_name_for_those_who_hear_it(searching: Page) -> None:
    """The box, its suggestions, the results and what narrows them; and what happens is said."""
    status = searching.locator("main .search [role=status]")
    titles = asked(searching, "مثال")
    expect(status).to_have_text(f"{len(titles)} results for “مثال”")
    expect(searching.get_by_role("searchbox", name=BOX_NAME)).to_be_visible()
    expect(searching.get_by_role("region", name=f"{len(titles)} results")).to_be_visible()
    expect(searching.get_by_role("region", name="People")).to_be_visible()
    expect(searching.get_by_role("group", name="Narrow these results")).to_be_visible()
    asked(searching, "qzxqzx")
    expect(status).to_have_text("Nothing was found for “qzxqzx”")
    searching.goto("/about/")
    box = searching.get_by_role("combobox", name=BOX_NAME)
    expect(box).to_have_attribute("aria-expanded", "false")
    box.fill("مثال")
    expect(searching.get_by_role("listbox", name="Suggestions")).to_be_visible()
    expect(searching.locator(".search [role=status]")).to_contain_text("result")


def test_the_keyboard_alone_goes_from_question_to_entry(searching: Page) -> None:
    searching.locator(BOX).focus()
    searching.keyboard.type("jose money")
    searching.keyboard.press("Enter")
    expect(searching.locator(TITLE)).to_be_focused()
    expect(searching.locator(".found a")).to_have_count(1)
    for _ in range(8):  # what was read of the words can be taken off, before the entry
        searching.keyboard.press("Tab")
        if searching.evaluate("document.activeElement.matches('.found a')"):
            break
    searching.keyboard.press("Enter")
    searching.wait_for_url("**/experts/jose-ejemplo/")


def test_the_question_stays_in_the_page(context: BrowserContext, searching: Page, address: str) -> None:
    """Not in an address, not in the history, not in a request, not in any storage."""
    requests: list[Request] = []
    context.on("request", lambda request: requests.append(request))
    before = searching.evaluate("history.length")
    asked(searching, "secretword")
    searching.keyboard.press("Enter")
    asked(searching, "jose")
    assert searching.url == f"{address}/search/"
    assert searching.evaluate("history.length") == before
    assert all(request.url.startswith(address) for request in requests)
    assert not [request.url for request in requests if "secret" in request.url or request.post_data]
    assert ask(searching, "kept") == {
        "cookie": "", "local": [], "session": [], "databases": [], "caches": [], "workers": 0,
    }  # fmt: skip


def test_a_copied_link_brings_the_question_behind_the_hash(context: BrowserContext, searching: Page) -> None:
    asked(searching, "مثال")
    searching.locator("summary", has_text="Country expertise").click()
    searching.get_by_role("checkbox", name="Sudan").check()
    expect(searching.locator(".found li")).not_to_have_count(0)
    searching.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text }")
    searching.get_by_role("button", name="Copy a link").click()
    expect(searching.locator("main .search [role=status]")).to_have_text("The link was copied.")
    link = searching.evaluate("window.copied")
    assert "?" not in link
    other = context.new_page()
    other.goto(link)
    expect(other.locator(BOX)).to_have_value("مثال")
    expect(other.locator(".found h4").first).to_contain_text("محمد")
    assert "#" not in other.url


def test_offline_is_told_and_forgotten(context: BrowserContext, searching: Page) -> None:
    """Also where the connection breaks between two questions."""
    context.route("**/manifest.json", lambda route: route.abort())
    searching.reload()
    searching.fill(BOX, "jose")
    expect(searching.locator(TITLE)).to_contain_text("could not be loaded")
    context.unroute("**/manifest.json")
    assert "José Ejemplo" in asked(searching, "jose")


def from_the_top(page: Page) -> list[str]:
    """Scrolled half-way, the bar at the top covers parts of links, which is not what is asked here."""
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    return violations(page)


@pytest.mark.parametrize("look", ["light", "dark", "narrow", "rtl", "forced"])
def test_axe_finds_nothing_in_results(browser: Browser, address: str, look: str) -> None:
    if not AXE.exists():
        skip_or_fail("axe-core is not installed: npm ci")
    context = browser.new_context(
        base_url=address,
        viewport={"width": 320 if look == "narrow" else 1280, "height": 800},
        color_scheme="dark" if look == "dark" else "light",
        forced_colors="active" if look == "forced" else "none",
    )
    page = context.new_page()
    page.goto("/search/")
    if look == "rtl":
        page.evaluate("document.documentElement.dir = 'rtl'")
    asked(page, "example")
    if look == "narrow":
        page.locator("summary", has_text="Narrow these results").click()
    page.locator("summary", has_text="Country expertise").click()
    page.get_by_role("checkbox", name="Vietnam").wait_for()
    found = from_the_top(page)
    asked(page, "help qzxqzx")
    found += from_the_top(page)
    page.goto("/about/")
    page.fill("#search", "example")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    found += from_the_top(page)
    sideways = ask(page, "sideways")
    context.close()
    assert not found, "\n".join(found)
    assert not sideways


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_results_fit_a_small_window(searching: Page, direction: str) -> None:
    searching.set_viewport_size({"width": 320, "height": 640})
    searching.evaluate("(dir) => document.documentElement.dir = dir", direction)
    for text in ("example", "abcdefghijklmnopqrstuvwxyz" * 4, "long"):
        asked(searching, text)
        searching.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        searching.wait_for_timeout(200)
        assert not ask(searching, "sideways")
