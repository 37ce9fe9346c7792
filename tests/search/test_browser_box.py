"""The box and the page of results in every state, with answers that tests/search/fake_ask.js gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser_checks import ask
from tests.search.answers import TITLE, VIEW, answered

pytestmark = pytest.mark.browser

FAKE = Path(__file__).with_name("fake_ask.js").read_text("utf-8")
LIVE, BOX = "#search-main", "#search"
NUMBER = ".dial"
PANEL = ".suggestions"


@pytest.fixture
def faked(context: BrowserContext) -> BrowserContext:
    context.route("**/search-ask.js", lambda route: route.fulfill(content_type="text/javascript", body=FAKE))
    return context


@pytest.fixture
def about(faked: BrowserContext) -> Page:
    page = faked.new_page()
    page.goto("/about/")
    return page


@pytest.fixture
def live(faked: BrowserContext) -> Page:
    page = faked.new_page()
    page.goto("/search/")
    return page


def search(page: Page, text: str) -> None:
    """Waits for the answer on the search's own page."""
    page.fill(LIVE, text)
    page.keyboard.press("Enter")
    answered(page)


def suggested(page: Page, text: str, box: str = BOX) -> str:
    page.fill(box, text)
    panel = page.locator(f"{PANEL}:not([aria-busy])")
    expect(panel).to_be_visible()
    expect(panel).not_to_contain_text("Searching…")
    return panel.inner_text()


def top(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box, selector
    return box["y"]


def status(page: Page) -> str:
    return page.locator("[role=status]").first.inner_text()


# Words of need


@pytest.mark.parametrize(("path", "box"), [("/about/", BOX), ("/", LIVE)])
def test_the_helplines_come_first_in_every_box(faked: BrowserContext, path: str, box: str) -> None:
    page = faked.new_page()
    page.goto(path)
    page.fill(box, "slow 60000 help me")
    expect(page.locator(f"{PANEL} {NUMBER}").first).to_be_visible()
    expect(page.locator(PANEL)).to_contain_text("Searching…")
    suggested(page, "help me", box)
    assert top(page, f"{PANEL} {NUMBER}") < top(page, "[role=option]")
    assert page.locator(f"{PANEL} {NUMBER}").first.get_attribute("href") == "tel:999"


def test_the_helplines_come_first_on_the_page_of_results(live: Page) -> None:
    """Before the results have come, too; and the focus is there, so that nothing scrolls them away."""
    live.fill(LIVE, "slow 60000 help me")
    live.keyboard.press("Enter")
    expect(live.locator(f"[data-part=help] {NUMBER}").first).to_be_visible()
    search(live, "help me")
    assert top(live, f"[data-part=help] {NUMBER}") < top(live, TITLE) < top(live, ".found li")
    assert live.evaluate("document.activeElement.textContent") == "If you need help now"


@pytest.mark.parametrize("text", ["none qzx", "absent iraq", "broken off"])
def test_where_nothing_is_found_the_numbers_are_shown(live: Page, text: str) -> None:
    search(live, text)
    expect(live.locator(f"[data-part=help] {NUMBER}").first).to_be_visible()
    live.goto("/about/")
    suggested(live, text)
    expect(live.locator(f"{PANEL} {NUMBER}").first).to_be_visible()


@pytest.mark.parametrize("lost", ["search-box.js", "manifest.json", "lunr.min.js"])
@pytest.mark.parametrize("path", ["/about/", "/search/"])
def test_the_numbers_need_no_file_and_trying_again_works(
    context: BrowserContext, lost: str, path: str
) -> None:
    page = context.new_page()
    context.route(f"**/{lost}", lambda route: route.abort())
    page.goto(path)
    box = LIVE if path == "/search/" else BOX
    page.fill(box, "asha")
    place = page.locator(VIEW if path == "/search/" and lost != "search-box.js" else PANEL)
    expect(place.locator(NUMBER).first).to_be_visible()
    expect(place).to_contain_text("could not be loaded")
    context.unroute(f"**/{lost}")
    place.get_by_role("button", name="Try again").click()
    shown = page.locator(".found h4" if path == "/search/" else "[role=option]")
    expect(shown.first).to_contain_text("Dr Asha Example")
    expect(page.locator(box)).to_have_value("asha")


# What an answer says


SAID = {
    "none qzx": "Nothing was found.",
    "some albanian": "Nothing has all of these words.",
    "offer psychiatrst": "Did you mean “psychiatrist”?",
    "absent iraq": "There is no entry for Iraq.",
    "partial jose": "Part of the search could not be loaded.",
    "cards jose": "Part of the search could not be loaded.",
}


def test_every_box_says_what_there_is_to_say(about: Page) -> None:
    shown = {text: suggested(about, text) for text in SAID}
    assert [text for text, said in SAID.items() if said not in shown[text]] == []
    assert "without: albanian" in shown["some albanian"]


def test_suggestions_offer_another_word_and_the_nearest_list(about: Page) -> None:
    """As options, which the arrows reach; nothing is asked in the place of what was typed."""
    suggested(about, "offer psychiatrst")
    about.keyboard.press("ArrowDown")
    expect(about.get_by_role("option", selected=True)).to_have_text("Did you mean “psychiatrist”?")
    expect(about.locator(BOX)).to_have_value("offer psychiatrst")
    about.keyboard.press("Enter")
    expect(about.locator(BOX)).to_have_value("psychiatrist")
    expect(about.get_by_role("option")).to_have_count(7)
    suggested(about, "absent iraq")
    about.keyboard.press("ArrowDown")
    about.keyboard.press("Enter")
    about.wait_for_url("**/directory/country/")


def test_a_correction_is_a_button_beside_what_was_asked(live: Page) -> None:
    search(live, "offer psychiatrst")
    expect(live.locator(TITLE)).to_have_text("2 results for “offer psychiatrst”")
    live.get_by_role("button", name="Did you mean “psychiatrist”?").click()
    expect(live.locator(LIVE)).to_have_value("psychiatrist")
    expect(live.locator(TITLE)).to_have_text("12 results for “psychiatrist”")
    expect(live.locator(TITLE)).to_be_focused()
    expect(live.locator("[data-part=offer]")).to_be_hidden()


def test_results_say_what_they_lack_and_how_they_stand(live: Page) -> None:
    search(live, "some albanian")
    expect(live.locator(VIEW)).to_contain_text("Nothing has all of these words; these have some of them.")
    expect(live.locator(".found li").first).to_contain_text("without: albanian")
    search(live, "late x")
    expect(live.locator(".found li").nth(0)).to_contain_text(
        re.compile("Taking cases.*Check overdue", re.DOTALL)
    )
    expect(live.locator(".found li").nth(1)).to_contain_text("Not taking cases")
    assert live.locator(".found li .state svg").count() == 3  # by shape as well
    search(live, "absent iraq")
    expect(live.locator(VIEW)).to_contain_text("There is no entry for Iraq.")
    nearest = live.get_by_role("link", name="Look through a list: Country expertise")
    expect(nearest).to_have_attribute("href", "/directory/country/")


def test_chips_are_taken_off_by_the_keyboard(live: Page) -> None:
    """The focus goes to the next, to the last, to the heading; it is asked again each time."""
    chips = live.locator("[data-part=chips] button")
    names = ["Remove: Legal", "Remove: speaks Albanian", "Remove: England"]
    search(live, "lawyer albanian england")
    assert [chip.get_attribute("aria-label") for chip in chips.all()] == names
    for name, focused, count in [
        (names[1], "England", 13),
        (names[2], "Legal", 14),
        (names[0], "results for", 15),
    ]:
        live.get_by_role("button", name=name).focus()
        live.keyboard.press("Enter")
        expect(live.locator(TITLE)).to_contain_text(f"{count} results for")
        expect(live.locator(":focus")).to_contain_text(focused)
    search(live, "lawyer albanian now")
    expect(chips).to_have_count(0)  # what was taken off stays off while its word is there
    search(live, "lawyer")
    search(live, "lawyer albanian")
    expect(chips).to_have_count(1)


def test_what_was_chosen_from_the_lists_is_a_chip_too(live: Page) -> None:
    """It would narrow unseen where the lists are folded."""
    search(live, "jose")
    live.locator("summary", has_text="Country expertise").click()
    live.get_by_role("checkbox", name="Sudan").check()
    expect(live.locator(TITLE)).to_contain_text("6 results")
    live.get_by_role("button", name="Remove: Sudan").click()
    expect(live.locator(TITLE)).to_contain_text("12 results")
    expect(live.get_by_role("checkbox", name="Sudan")).not_to_be_checked()


# A step in the history


def test_searching_is_a_step_in_the_history(about: Page, address: str) -> None:
    """Back finds the page as it was, Forward the results; the words are in no address and no title."""
    about.set_viewport_size({"width": 640, "height": 400})
    title, before = about.title(), about.evaluate("history.length")
    about.evaluate("document.querySelector('#search').focus()")
    about.keyboard.type("secretword")
    about.evaluate("scrollTo({top: 120, behavior: 'instant'})")
    about.keyboard.press("Enter")
    answered(about)
    assert about.url == f"{address}/search/"
    assert about.evaluate("history.length") == before + 1
    assert "Search" in about.title()
    assert "secret" not in about.title() + str(about.evaluate("history.state"))
    expect(about.locator(LIVE)).to_have_value("secretword")
    expect(about.locator(TITLE)).to_have_text("12 results for “secretword”")
    expect(about.locator(TITLE)).to_be_focused()
    expect(about.locator(BOX)).to_have_count(0)
    expect(about.locator(".nav [aria-current]")).to_have_count(0)
    about.evaluate("scrollTo({top: 300, behavior: 'instant'})")
    about.go_back()
    expect(about.locator("h1")).to_have_text("About")
    assert (about.url, about.title()) == (f"{address}/about/", title)
    assert about.evaluate("scrollY") == 120
    expect(about.locator(BOX)).to_be_focused()
    expect(about.locator(PANEL)).to_be_hidden()
    about.go_forward()
    expect(about.locator(LIVE)).to_have_value("secretword")
    expect(about.locator(".found li")).not_to_have_count(0)
    assert about.evaluate("scrollY") == 300
    assert about.url == f"{address}/search/"
    about.go_back()
    about.fill(BOX, "jose")
    about.keyboard.press("Enter")
    expect(about.locator(TITLE)).to_have_text("12 results for “jose”")


def test_after_a_reload_back_and_forward_load_their_pages(about: Page) -> None:
    about.fill(BOX, "jose")
    about.keyboard.press("Enter")
    answered(about)
    about.reload()
    expect(about.locator(LIVE)).to_have_value("")
    about.go_back()
    expect(about.locator("h1")).to_have_text("About")
    about.wait_for_load_state()
    about.go_forward()
    expect(about.locator("h1")).to_have_text("Search")


def test_a_page_of_another_language_gives_its_place_too(faked: BrowserContext) -> None:
    page = faked.new_page()
    page.goto("/musaada/")
    page.fill(BOX, "jose")
    page.keyboard.press("Enter")
    answered(page)
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["en", "ltr"]
    page.go_back()
    page.wait_for_function("() => document.documentElement.dir === 'rtl'")


def test_a_link_opens_on_the_search_page_that_is_open(live: Page, address: str) -> None:
    search(live, "none qzx")
    live.evaluate("location.hash = 'q=lawyer+albanian&country=su&without=role:legal'")
    expect(live.locator(TITLE)).to_have_text("7 results for “lawyer albanian”")
    assert live.url == f"{address}/search/"
    assert [one.inner_text() for one in live.locator("[data-part=chips] bdi").all()] == [
        "speaks Albanian",
        "Sudan",
    ]
    live.evaluate("location.hash = 'main'")
    assert live.url == f"{address}/search/#main"


def test_the_copy_button_says_what_the_link_does(live: Page) -> None:
    search(live, "jose")
    button = live.get_by_role("button", name="Copy a link to this search")
    expect(button).to_have_accessible_description(re.compile("contains your words.*history"))


def test_a_page_of_results_that_does_not_come_can_be_asked_for_again(about: Page) -> None:
    about.context.route("**/search/", lambda route: route.abort())
    about.fill(BOX, "jose")
    about.keyboard.press("Enter")
    expect(about.locator(f"{PANEL} {NUMBER}").first).to_be_visible()
    about.context.unroute("**/search/")
    about.get_by_role("button", name="Try again").click()
    expect(about.locator(TITLE)).to_have_text("12 results for “jose”")


# Slow, stalled, lost, gone


def test_a_slow_answer_shows_that_it_is_awaited(live: Page) -> None:
    """Old results are marked at once and gone after 400 ms."""
    search(live, "jose")
    live.clock.install()
    live.fill(LIVE, "slow 5000")
    expect(live.locator(VIEW)).to_have_attribute("aria-busy", "true")
    live.clock.run_for(600)
    expect(live.locator(TITLE)).to_have_text("Searching…")
    expect(live.locator(".found li")).to_have_count(0)
    live.clock.run_for(6000)
    expect(live.locator(TITLE)).to_have_text("12 results for “slow 5000”")


def test_a_slow_suggestion_shows_that_it_is_awaited(about: Page) -> None:
    suggested(about, "jose")
    about.clock.install()
    about.fill(BOX, "slow 5000")
    expect(about.locator(PANEL)).to_have_attribute("aria-busy", "true")
    about.keyboard.press("ArrowDown")
    about.clock.run_for(600)
    expect(about.locator(PANEL)).to_have_text("Searching…")
    expect(about.get_by_role("option")).to_have_count(0)


def test_what_stalls_ends_and_can_be_asked_again(live: Page) -> None:
    live.clock.install()
    live.fill(LIVE, "stalled x")
    live.clock.run_for(200)
    live.clock.run_for(10_000)
    expect(live.locator(TITLE)).to_contain_text("could not be loaded")
    expect(live.locator(f"[data-part=help] {NUMBER}").first).to_be_visible()
    live.evaluate("window.mended = true")
    live.get_by_role("button", name="Try again").click()
    expect(live.locator(TITLE)).to_have_text("12 results for “stalled x”")
    expect(live.locator(TITLE)).to_be_focused()


def test_one_lost_card_loses_one_card(live: Page) -> None:
    search(live, "cards jose")
    expect(live.locator(VIEW)).to_contain_text("results may be missing")
    lost = live.locator(".found li").count()
    live.evaluate("window.mended = true")
    live.get_by_role("button", name="Try again").click()
    expect(live.locator(".found li")).to_have_count(lost + 1)
    expect(live.get_by_role("button", name="Try again")).to_be_hidden()


@pytest.mark.parametrize(
    ("path", "box", "shown"), [("/about/", BOX, "[role=option]"), ("/search/", LIVE, ".found h4")]
)
def test_a_newer_deployment_takes_over(context: BrowserContext, path: str, box: str, shown: str) -> None:
    """The scripts of an open page are gone; its search page names the new ones."""
    page = context.new_page()
    page.goto(path)
    page.wait_for_load_state("networkidle")
    theme = page.evaluate(
        "new URL(document.querySelector('script[src$=\"/search.js\"]').src).pathname.split('/')[1]"
    )

    def newer(route: Route) -> None:
        response = route.fetch(url=route.request.url.replace("theme-newer", theme))
        text = response.text()
        route.fulfill(
            response=response,
            body=text.replace(theme, "theme-newer") if "/search/" in route.request.url else text,
        )

    context.route(f"**/{theme}/js/search-*.js", lambda route: route.fulfill(status=404))
    context.route("**/theme-newer/**", newer)
    context.route("**/search/", newer)
    page.fill(box, "asha")
    if path == "/about/":
        page.get_by_role("button", name="Try again").click()
    expect(page.locator(shown).first).to_contain_text("Dr Asha Example")
    expect(page.locator(box)).to_have_value("asha")


# Said once, and by composition


def test_typing_is_announced_once_when_it_rests(about: Page) -> None:
    about.locator(BOX).focus()
    about.evaluate("""() => {
        window.said = [];
        const told = document.querySelector("[role=status]");
        const note = () => told.textContent && said.push(told.textContent);
        new MutationObserver(note).observe(told, { childList: true });
    }""")
    about.keyboard.type("jose money", delay=60)
    about.wait_for_function("() => said.length > 0")
    about.wait_for_timeout(300)
    assert about.evaluate("said") == ["12 results"]
    about.fill(BOX, "offer psychiatrst")
    about.wait_for_function("() => said.length > 1")
    assert about.evaluate("said[1]") == "2 results Did you mean “psychiatrist”?"


def test_what_is_being_composed_is_neither_asked_nor_chosen(about: Page) -> None:
    """Pinyin, kana and their like: Enter takes the sign, and Safari tells so by the code alone."""
    about.locator(BOX).focus()
    expect(about.locator(BOX)).to_have_attribute("aria-controls", "search-list")
    session = about.context.new_cdp_session(about)
    session.send("Input.imeSetComposition", {"text": "li", "selectionStart": 2, "selectionEnd": 2})
    about.wait_for_timeout(300)
    assert about.locator(PANEL).is_hidden()
    for late in ("isComposing: true", "keyCode: 229"):
        taken = about.evaluate(f"""() => !document.querySelector("#search").dispatchEvent(
            new KeyboardEvent("keydown", {{ key: "Enter", bubbles: true, cancelable: true, {late} }}))""")
        assert taken, late
    session.send("Input.insertText", {"text": "李"})
    expect(about.get_by_role("option")).not_to_have_count(0)
    assert about.url.endswith("/about/")


# Any window, and no script


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_on_a_small_screen_results_are_near_and_can_be_narrowed(live: Page, direction: str) -> None:
    live.set_viewport_size({"width": 320, "height": 640})
    live.evaluate("(dir) => document.documentElement.dir = dir", direction)
    before = top(live, LIVE)
    search(live, "jose")
    assert top(live, LIVE) == before
    assert live.evaluate("scrollY") == 0
    assert top(live, "[data-part=facets] summary") < top(live, ".found li") < 600
    live.keyboard.press("Tab")
    expect(live.locator(":focus")).to_have_text("Narrow these results")
    live.keyboard.press("Enter")
    expect(live.get_by_role("checkbox", name="persons")).to_be_visible()
    for text in ("lawyer albanian england", "offer x", "absent iraq", "help me", "broken on"):
        search(live, text)
        assert not ask(live, "sideways"), text


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_suggestions_stay_in_the_window(faked: BrowserContext, width: int) -> None:
    page = faked.new_page()
    page.set_viewport_size({"width": width, "height": 640})
    for path, box in (("/about/", BOX), ("/", LIVE), ("/musaada/", BOX)):
        page.goto(path)
        suggested(page, "help me", box)
        assert not ask(page, "sideways"), path
        expect(page.locator(f"{PANEL} {NUMBER}").first).to_be_in_viewport()


@pytest.fixture
def scriptless(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", ["/", "/about/", "/search/"])
def test_without_script_nothing_is_typed_in_vain(scriptless: Page, path: str) -> None:
    scriptless.goto(path)
    expect(scriptless.locator("[type=search]:visible")).to_have_count(0)
    scriptless.get_by_role("link", name="Browse the directory").click()
    scriptless.wait_for_url("**/directory/")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_box_comes_without_a_shift(faked: BrowserContext, width: int) -> None:
    """A script that comes late shows it where its link stood."""
    page = faked.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script("""window.shift = 0;
        const add = (list) => list.getEntries().forEach((one) => shift += one.value);
        new PerformanceObserver(add)
        .observe({ type: "layout-shift", buffered: true })""")
    waiting: list[Route] = []
    page.route("**/js/search.js", lambda route: waiting.append(route))
    for path in ("/", "/about/", "/search/"):
        page.goto(path, wait_until="commit")
        expect(page.locator("footer")).to_be_visible()
        expect(page.locator(".search-lists")).to_have_count(1)
        page.wait_for_timeout(100)
        waiting.pop().continue_()
        expect(page.locator("[data-module=search]")).to_be_visible()
        page.wait_for_timeout(100)
        assert page.evaluate("shift") < 0.03, path
