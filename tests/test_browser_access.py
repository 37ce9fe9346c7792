"""Every kind of page passes axe, fits a small window, and can be walked with the keyboard alone."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser_checks import AXE, KINDS, ask, violations
from tests.built_site import Built
from tests.conftest import skip_or_fail

pytestmark = pytest.mark.browser

SPACING = """* {
    line-height: 1.5 !important;
    letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important;
}"""
STOPS = 70


@pytest.fixture
def axe() -> None:
    if not AXE.exists():
        skip_or_fail("axe-core is not installed: npm ci")


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.usefixtures("axe")
def test_every_kind_of_page_is_for_everybody(tab: Page, kind: str) -> None:
    """One visit, and all that is wrong on it; what changes the page itself comes last."""
    tab.goto(KINDS[kind])
    faults = [fault for faults_of in (axe_faults, focus_faults, sideways_faults) for fault in faults_of(tab)]
    assert not faults, "\n".join(faults)


def axe_faults(page: Page) -> Iterator[str]:
    """Wide and by day; by night, where only colours differ; and narrow."""
    yield from (f"wide: {fault}" for fault in violations(page))
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    yield from (f"dark: {fault}" for fault in violations(page, "color-contrast"))
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size({"width": 320, "height": 640})
    yield from (f"narrow: {fault}" for fault in violations(page))


def focus_faults(page: Page) -> Iterator[str]:
    """WCAG 2.4.11 and 2.4.7: never wholly under the bar, always with a ring; forwards and back."""
    for width, height in ((320, 256), (1280, 400)):
        page.set_viewport_size({"width": width, "height": height})
        seen = {key: stops(page, key) for key in ("Tab", "Shift+Tab")}
        where = f"{width} x {height}"
        yield from (f"{where}: {key} leads nowhere" for key, states in seen.items() if len(states) < 6)
        yield from sorted(
            {
                f"{where}: {key}: {fault}: {state['name']}"
                for key, states in seen.items()
                for state in states
                for fault, sound in (("hidden", state["seen"]), ("no ring", state["ring"]))
                if not sound
            }
        )


def stops(page: Page, key: str) -> list[dict[str, Any]]:
    """What the tab key leads to while it is held down, from the first or the last element on."""
    ask(page, "walkFromEnd" if "Shift" in key else "walkFromStart")
    led: list[dict[str, Any] | None] = []
    for _ in range(STOPS // 10):
        for _ in range(10):
            press_down(page, key)
        led = page.evaluate("focusSeen")[1:]
        if None in led:
            break
    for part in key.split("+"):
        page.keyboard.up(part)
    return [state for state in takewhile(bool, led) if state]


def press_down(page: Page, key: str) -> None:
    for part in key.split("+"):
        page.keyboard.down(part)


def sideways_faults(page: Page) -> Iterator[str]:
    """WCAG 1.4.10; also from right to left; with text of twice the size; with wider spacing (1.4.12)."""
    page.set_viewport_size({"width": 320, "height": 640})
    yield from (f"from left to right: {fault}" for fault in ask(page, "sideways"))
    page.evaluate("document.documentElement.dir = 'rtl'")
    yield from (f"from right to left: {fault}" for fault in ask(page, "sideways"))
    page.evaluate("document.documentElement.dir = 'ltr'")
    page.set_viewport_size({"width": 640, "height": 640})
    page.evaluate("document.styleSheets[0].insertRule('html { font-size: 32px !important }')")
    yield from (f"at 200 %: {fault}" for fault in ask(page, "sideways"))
    page.evaluate("(rule) => document.styleSheets[0].insertRule(rule)", SPACING)
    yield from (f"at 200 % with the reader's own spacing: {fault}" for fault in ask(page, "sideways"))


@pytest.mark.long
@pytest.mark.usefixtures("axe")
@pytest.mark.parametrize("courses", [True, False])
def test_axe_finds_nothing_on_our_own_pages(
    browser: Browser, own: Built, own_address: str, courses: bool
) -> None:
    """The pages that editors write, beside the lists and entries that the miniature stands for."""
    context = browser.new_context(base_url=own_address, reduced_motion="reduce")
    page, found = context.new_page(), []
    for written in own.pages:
        is_course = written.url.startswith("/courses/")
        if not written.url.startswith(("/directory/", "/experts/", "/404")) and is_course == courses:
            page.goto(written.url)
            found += [f"{written.url}: {fault}" for fault in violations(page)]
    context.close()
    assert not found, "\n".join(found)


def test_what_matters_most_is_easy_to_hit(tab: Page) -> None:
    """44 px for the way out, the menu and the numbers to call; axe sees to 24 px for the rest."""
    tab.set_viewport_size({"width": 320, "height": 640})
    for kind in ("home", "directory", "profile", "help"):
        tab.goto(KINDS[kind])
        targets = tab.locator(".exit, .nav a, .number .dial, .brand").all()
        assert len(targets) > 8, kind
        for target in targets:
            box = target.bounding_box()
            assert box, f"{kind}: {target}"
            assert box["height"] >= 44, f"{kind}: {target.inner_text()}"


def test_the_keyboard_alone_leads_from_home_to_an_entry(tab: Page) -> None:
    tab.goto("/")
    press_until(tab, "/directory/role/medical/")
    tab.wait_for_url("**/directory/role/medical/")
    press_until(tab, "/experts/asha-example/")
    tab.wait_for_url("**/experts/asha-example/")
    press_until(tab, "tel:+442079460123", enter=False)


def press_until(page: Page, href: str, enter: bool = True) -> None:
    """Tabs to the link, and follows it."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('href')") == href:
            break
    else:
        pytest.fail(f"no way to {href} by the keyboard")
    if enter:
        page.keyboard.press("Enter")


def test_the_skip_link_leads_to_the_content(tab: Page) -> None:
    tab.goto("/directory/")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    tab.wait_for_function("() => !!document.activeElement.closest('main')")


def test_forced_colours_leave_every_link_visible(tab: Page) -> None:
    tab.emulate_media(forced_colors="active")
    for kind in ("home", "profile", "list", "help"):
        tab.goto(KINDS[kind])
        way_out = tab.locator("[data-module=exit]")
        border = way_out.evaluate("e => getComputedStyle(e).borderTopStyle")
        decorated = way_out.evaluate("e => getComputedStyle(e).textDecorationLine")
        assert border != "none" or decorated != "none", kind


def test_print_shows_the_document_only(tab: Page) -> None:
    tab.goto("/experts/asha-example/")
    tab.emulate_media(media="print")
    assert not tab.locator("[data-module=exit]").is_visible()
    for nav in tab.locator("nav").all():
        assert not nav.is_visible(), nav.inner_text()
    for shown in ("+44 20 7946 0123", "asha@mail.example.org", "Example House", "20 November 2026"):
        assert tab.get_by_text(shown).first.is_visible(), shown
