"""The way out: a link that works without a script, and with one leaves at once and for good."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.built_site import Built

pytestmark = pytest.mark.browser

NEUTRAL = "<!doctype html><title>Weather</title><h1>Weather</h1>"


@pytest.fixture
def outside(mini: Built) -> str:
    """Where the exit leads."""
    return mini.page("/").first("a", data_module="exit").get("href")


def stub(context: BrowserContext, address: str) -> None:
    """Answers for every other host, so that no network is touched."""

    def answer(route: Route) -> None:
        if route.request.url.startswith(address):
            route.continue_()
        else:
            route.fulfill(body=NEUTRAL, content_type="text/html")

    context.route("**/*", answer)


def hold(context: BrowserContext, outside: str) -> None:
    """Lets the other host answer with nothing, so that the browser stays where it is."""
    context.route(outside + "**", lambda route: route.fulfill(status=204))


def covers(page: Page) -> dict[str, Any]:
    """What hides the page."""
    found: dict[str, Any] = page.evaluate(
        """() => {
            const cover = document.querySelector(".exit-cover");
            const { width, height } = cover ? cover.getBoundingClientRect() : { width: 0, height: 0 };
            return {
                role: cover && cover.getAttribute("role"),
                full: width >= innerWidth && height >= innerHeight,
                main: getComputedStyle(document.querySelector("main")).visibility,
                title: document.title,
            };
        }"""
    )
    return found


@contextmanager
def visitor(browser: Browser, address: str, **options: bool) -> Iterator[Page]:
    context = browser.new_context(base_url=address, **options)
    stub(context, address)
    yield context.new_page()
    context.close()


def test_without_script_it_is_a_link(browser: Browser, address: str, outside: str) -> None:
    with visitor(browser, address, java_script_enabled=False) as page:
        page.goto("/experts/asha-example/")
        page.click("[data-module=exit]")
        page.wait_for_url(outside)


def test_it_leaves_and_back_does_not_return(browser: Browser, address: str, outside: str) -> None:
    with visitor(browser, address) as page:
        page.goto("/")
        page.goto("/experts/asha-example/")
        before = page.evaluate("history.length")
        page.click("[data-module=exit]")
        page.wait_for_url(outside)
        assert page.evaluate("history.length") == before
        page.go_back()
        assert page.url == f"{address}/", "the page that was left must not be one step back"


def test_it_covers_the_page_at_once(context: BrowserContext, page: Page, outside: str) -> None:
    hold(context, outside)
    page.goto("/experts/asha-example/")
    page.locator("[data-module=exit]").click(no_wait_after=True)
    seen = covers(page)
    assert (seen["role"], seen["full"], seen["main"]) == ("alert", True, "hidden")
    assert "Asha" not in seen["title"]


def test_shift_three_times_leaves(browser: Browser, address: str, outside: str) -> None:
    with visitor(browser, address) as page:
        page.goto("/get-help/")
        for _ in range(3):
            page.keyboard.press("Shift")
        page.wait_for_url(outside)


def test_each_press_is_told_to_who_cannot_see(page: Page) -> None:
    page.goto("/get-help/")
    page.keyboard.press("Shift")
    expect(page.locator("body > [role=status]")).to_contain_text("2")
    page.keyboard.press("Shift")
    expect(page.locator("body > [role=status]")).not_to_be_empty()


def test_capital_letters_do_not_count(context: BrowserContext, page: Page, outside: str) -> None:
    hold(context, outside)
    page.goto("/get-help/")
    for key in ("Shift", "Shift+A", "Shift+B", "Shift+C", "Shift", "Shift"):
        page.keyboard.press(key)
    assert not covers(page)["full"]
    page.keyboard.press("Shift")
    assert covers(page)["full"]


def test_a_pause_of_five_seconds_starts_again(context: BrowserContext, page: Page, outside: str) -> None:
    hold(context, outside)
    page.clock.install()
    page.goto("/get-help/")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.clock.fast_forward(5100)
    page.keyboard.press("Shift")
    assert not covers(page)["full"]
    page.keyboard.press("Shift")
    page.clock.fast_forward(4000)
    page.keyboard.press("Shift")
    assert covers(page)["full"]


def test_a_page_that_comes_back_is_whole(context: BrowserContext, page: Page, outside: str) -> None:
    """A browser may keep the page as it was when it was left, cover and all."""
    hold(context, outside)
    page.goto("/get-help/")
    before = covers(page)
    page.locator("[data-module=exit]").click(no_wait_after=True)
    assert covers(page)["full"]
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert not covers(page)["full"]
    assert covers(page) == before


@pytest.mark.parametrize("width", [320, 1280])
def test_it_stays_on_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 480})
    page.goto("/experts/asha-example/")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.locator("[data-module=exit]")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_nothing_covers_it(page: Page, width: int, direction: str) -> None:
    page.set_viewport_size({"width": width, "height": 480})
    page.goto("/experts/asha-example/")
    page.evaluate("(dir) => { document.documentElement.dir = dir }", direction)
    for part in (0, 0.3, 0.7, 1):
        page.evaluate("(part) => scrollTo(0, part * document.body.scrollHeight)", part)
        page.locator("[data-module=exit]").click(trial=True)
