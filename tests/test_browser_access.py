"""Every kind of page passes axe, fits a small window, and can be walked with the keyboard alone."""

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
EVERY_KIND = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
def axe() -> None:
    if not AXE.exists():
        skip_or_fail("axe-core is not installed: npm ci")


@EVERY_KIND
@pytest.mark.usefixtures("axe")
def test_axe_finds_nothing(page: Page, kind: str) -> None:
    """Wide and by day; by night, where only colours differ; and narrow."""
    page.goto(KINDS[kind])
    assert not violations(page), "wide"
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert not violations(page, "color-contrast"), "dark"
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size({"width": 320, "height": 640})
    assert not violations(page), "narrow"


@pytest.mark.usefixtures("axe")
def test_axe_finds_nothing_on_our_own_pages(browser: Browser, own: Built, own_address: str) -> None:
    """The pages that editors write, beside the lists and entries that the miniature stands for."""
    context = browser.new_context(base_url=own_address, reduced_motion="reduce")
    page, found = context.new_page(), []
    for written in own.pages:
        if not written.url.startswith(("/directory/", "/experts/", "/404")):
            page.goto(written.url)
            found += [f"{written.url}: {fault}" for fault in violations(page)]
    context.close()
    assert not found, "\n".join(found)


@EVERY_KIND
def test_nothing_scrolls_sideways_at_320_px(page: Page, kind: str) -> None:
    """WCAG 1.4.10; also from right to left; with text of twice the size; with wider spacing (1.4.12)."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(KINDS[kind])
    assert not ask(page, "sideways"), "from left to right"
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert not ask(page, "sideways"), "from right to left"
    page.evaluate("document.documentElement.dir = 'ltr'")
    page.set_viewport_size({"width": 640, "height": 640})
    page.evaluate("document.styleSheets[0].insertRule('html { font-size: 32px !important }')")
    assert not ask(page, "sideways"), "at 200 %"
    page.evaluate("(rule) => document.styleSheets[0].insertRule(rule)", SPACING)
    assert not ask(page, "sideways"), "at 200 % with the reader's own spacing"


@EVERY_KIND
@pytest.mark.parametrize(("width", "height"), [(320, 256), (1280, 400)])
def test_what_has_the_focus_is_seen(page: Page, kind: str, width: int, height: int) -> None:
    """WCAG 2.4.11 and 2.4.7: never wholly under the bar, always with a ring; forwards and back."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto(KINDS[kind])
    faults, count = set(), 0
    for key in ("Tab", "Shift+Tab"):
        for _ in range(60):
            page.keyboard.press(key)
            state = ask(page, "focus")
            if state is None:
                break
            count += 1
            if not state["seen"]:
                faults.add(f"{key}: hidden: {state['name']}")
            if not state["ring"]:
                faults.add(f"{key}: no ring: {state['name']}")
    assert count > 10
    assert not faults, "\n".join(sorted(faults))


@pytest.mark.parametrize("kind", ["home", "directory", "profile", "help"])
def test_what_matters_most_is_easy_to_hit(page: Page, kind: str) -> None:
    """44 px for the way out, the menu and the numbers to call; axe sees to 24 px for the rest."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(KINDS[kind])
    targets = page.locator(".exit, .nav a, .number .dial, .brand").all()
    assert len(targets) > 8
    for target in targets:
        box = target.bounding_box()
        assert box, target
        assert box["height"] >= 44, target.inner_text()


def test_the_keyboard_alone_leads_from_home_to_an_entry(page: Page) -> None:
    page.goto("/")
    press_until(page, "/directory/role/medical/")
    page.wait_for_url("**/directory/role/medical/")
    press_until(page, "/experts/asha-example/")
    page.wait_for_url("**/experts/asha-example/")
    press_until(page, "tel:+442079460123", enter=False)


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


def test_the_skip_link_leads_to_the_content(page: Page) -> None:
    page.goto("/directory/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.wait_for_function("!!document.activeElement.closest('main')")


@pytest.mark.parametrize("kind", ["home", "profile", "list", "help"])
def test_forced_colours_leave_every_link_visible(browser: Browser, address: str, kind: str) -> None:
    context = browser.new_context(base_url=address, forced_colors="active")
    page = context.new_page()
    page.goto(KINDS[kind])
    way_out = page.locator("[data-module=exit]")
    border = way_out.evaluate("e => getComputedStyle(e).borderTopStyle")
    decorated = way_out.evaluate("e => getComputedStyle(e).textDecorationLine")
    context.close()
    assert border != "none" or decorated != "none"


def test_print_shows_the_document_only(page: Page) -> None:
    page.goto("/experts/asha-example/")
    page.emulate_media(media="print")
    assert not page.locator("[data-module=exit]").is_visible()
    for nav in page.locator("nav").all():
        assert not nav.is_visible(), nav.inner_text()
    for shown in ("+44 20 7946 0123", "asha@mail.example.org", "Example House", "20 November 2026"):
        assert page.get_by_text(shown).first.is_visible(), shown
