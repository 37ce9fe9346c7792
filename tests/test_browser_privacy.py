"""A visit leaves nothing behind and tells nobody; and it needs no script."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser_checks import KINDS, ask

pytestmark = pytest.mark.browser


def test_a_visit_leaves_and_tells_nothing(context: BrowserContext, page: Page, address: str) -> None:
    """All kinds of pages one after the other, as one visit."""
    requests: list[str] = []
    messages: list[str] = []
    context.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: messages.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: messages.append(f"{page.url}: {error}"))
    for url in KINDS.values():
        page.goto(url)
    elsewhere = [url for url in requests if not url.startswith((address, "data:"))]
    assert not elsewhere
    unknown = [m for m in messages if "404" not in m]  # /no-such-page/ is one of the kinds
    assert not unknown
    assert ask(page, "kept") == {
        "cookie": "",
        "local": [],
        "session": [],
        "databases": [],
        "caches": [],
        "workers": 0,
    }
    assert context.cookies() == []


def test_without_script_one_can_browse_to_an_entry(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.click("main a[href='/directory/country/']")
    page.click("main a[href='/directory/country/vn/']")
    page.click("main a[href='/experts/asha-example/']")
    assert page.get_by_text("+44 20 7946 0123").first.is_visible()
    context.close()


def test_without_style_a_page_reads_in_order(browser: Browser, address: str) -> None:
    """The way out, the name, how to get in touch: also where the stylesheet does not arrive."""
    context = browser.new_context(base_url=address)
    context.route("**/*.css", lambda route: route.abort())
    page = context.new_page()
    page.goto("/experts/asha-example/")
    text = page.inner_text("body")
    order = [text.index(part) for part in ("Exit", "Dr Asha Example", "+44 20 7946 0123")]
    assert order == sorted(order)
    context.close()


def test_the_page_of_a_stranger_runs_no_script(page: Page) -> None:
    alerts: list[str] = []
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    for url in ("/experts/hostile-text/", "/directory/", "/directory/role/academic/"):
        page.goto(url)
        page.wait_for_load_state("load")
    assert not alerts
