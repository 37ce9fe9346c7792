"""Each form in a real browser, from its page to the branch, without and with JavaScript."""

from __future__ import annotations

import itertools
import re
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

from functions.local_server import mount
from serve import QuietHandler, StaticSite
from tests.built_site import Built
from tests.function_ports import git
from tests.site_builder import AS_OF, MINI, PATIENCE, build_or_fail

ENDINGS = itertools.count(100)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(mini: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The miniature site in a repository of its own, with the function beside its pages."""
    folder = tmp_path_factory.mktemp("forms")
    site = folder / "site"
    shutil.copytree(MINI, site)
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "Start"]):
        git(site, *command)
    server = make_server("127.0.0.1", 0, lambda environ, start: application(environ, start), threaded=True,
                         request_handler=QuietHandler)  # fmt: skip
    url = f"http://127.0.0.1:{server.server_port}"
    application = mount(site, mini.root, folder / "var", url, StaticSite(mini.root))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield SimpleNamespace(url=url, site=site, referrals=folder / "var" / "referrals.git")
    server.shutdown()


@pytest.fixture(params=[False, True], ids=["without JavaScript", "with JavaScript"])
def page(request: pytest.FixtureRequest, browser: Any, served: Any) -> Iterator[Any]:
    context = browser.new_context(base_url=served.url, java_script_enabled=request.param)
    context.set_default_timeout(8000)
    yield context.new_page()
    context.close()


def reference(page: Any) -> str:
    return page.locator(".reference").inner_text().replace("-", "")


def branch(where: Path, name: str) -> str:
    """Waits for the worker, which runs behind the answer."""
    for _ in range(PATIENCE):
        if found := git(where, "for-each-ref", "--format=%(refname:short)", f"refs/heads/{name}"):
            return found
        time.sleep(0.1)
    raise AssertionError(f"{name} never came")


def number() -> str:
    """Another one each time: equal answers would become one proposal."""
    return f"020 7946 0{next(ENDINGS)}"


def address() -> str:
    return f"sender{next(ENDINGS)}@mail.example.org"


def fill(page: Any, **texts: str) -> None:
    for name, text in texts.items():
        page.locator(f"#{name}").fill(text)


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name).click()


def test_join(page, served, tmp_path):
    page.goto("/forms/join-person/")
    fill(page, name="Ana Díaz", headline="Solicitor for claims")
    page.get_by_label("Legal experts").check()
    press(page, "Continue")
    fill(page, based="Spian", language="Spanish")
    press(page, "Continue")
    assert page.title().startswith("Error")
    page.get_by_role("link", name=re.compile("did you mean “Spain”")).click()
    assert page.locator("#based").input_value() == "Spian"
    fill(page, based="Spain")
    page.locator("#level").select_option(label="First language")
    press(page, "Continue")
    press(page, "Back")
    assert page.locator("#language").input_value() == "Spanish"
    press(page, "Continue")
    press(page, "Continue")
    fill(page, website="ana.example.org")
    press(page, "Continue")
    page.go_back()
    assert page.locator("#website").input_value() == "ana.example.org"
    press(page, "Continue")
    fill(page, reply_to=address())
    page.get_by_label("I agree that this is published").check()
    press(page, "Continue")
    shown = page.locator("main").inner_text()
    assert "Solicitor for claims" in shown
    assert "The directory's editors pass the message on" in page.locator("main").text_content()
    press(page, "Change Headline")
    expect(page.locator("#headline")).to_be_focused()
    fill(page, headline="Solicitor for compensation claims")
    press(page, "Continue")
    press(page, "Send to the editors")
    name = branch(served.site, f"intake/signup/{reference(page)}")
    changed = git(served.site, "diff", "--name-only", "main", name)
    assert re.fullmatch(r"experts/profiles/ana-diaz(-2)?\.yaml", changed)
    if page.context.browser and changed.endswith("ana-diaz.yaml"):
        publish(served, name, tmp_path)


def publish(served: Any, name: str, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    git(tmp_path, "clone", "-q", str(served.site), str(copy))
    git(copy, "merge", "-q", "--no-edit", f"origin/{name}")
    build_or_fail(copy, tmp_path / "output", AS_OF=AS_OF)
    assert "Ana Díaz" in (tmp_path / "output" / "experts" / "ana-diaz" / "index.html").read_text("utf-8")


def test_change(page, served):
    page.goto("/experts/asha-example/")
    page.get_by_role("link", name="Change this entry").click()
    assert page.locator("#name").input_value() == "Dr Asha Example"
    page.get_by_text("Go straight to another part").click()
    press(page, "How people reach you")
    page.get_by_text("Telephone 1:").click()
    changed = f"+44 {number().removeprefix('0')}"
    fill(page, phone=changed)
    press(page, "Check your changes and send them")
    fill(page, reply_to=address())
    page.get_by_label("This entry is about me").check()
    press(page, "Continue")
    assert "Until now: +44 20 7946 0123" in page.locator("main").inner_text()
    press(page, "Send the changes")
    name = branch(served.site, f"intake/change/{reference(page)}")
    assert changed in git(served.site, "diff", "main", name)


@pytest.mark.parametrize(("link", "button", "kind"), [
    ("It is still correct", "Yes, it is correct", "correct"), ("Remove this entry", "Ask for its removal",
    "remove"),
])  # fmt: skip
def test_one_click_forms(page, served, link, button, kind):
    page.goto("/experts/asha-example/")
    page.get_by_role("link", name=link).click()
    fill(page, reply_to=address())
    page.get_by_label("This entry is about me").check()
    press(page, "Continue")
    press(page, button)
    assert branch(served.site, f"intake/{kind}/{reference(page)}")


def test_help(page, served):
    page.goto("/forms/message/")
    assert "not an emergency service" in page.locator("main").inner_text()
    page.get_by_label("A safe place to stay").check()
    page.get_by_label("Where are you?").select_option(label="England")
    page.get_by_label("Call me").check()
    page.get_by_label("Keep it between us").check()
    page.get_by_label("Yes, without any name or number").check()
    press(page, "Send")
    assert "You ticked “Call me”" in page.locator(".faults").inner_text()
    fill(page, number=number())
    press(page, "Send")
    assert branch(served.referrals, f"intake/referral/{reference(page)}")
    assert page.title() == "Sent"
    page.goto("/forms/message/")
    fill(page, alias="Bird")
    page.get_by_label("A safe place to stay").check()
    page.goto("/get-help/")
    page.go_back()
    assert page.locator("#alias").input_value() == ""
    assert not page.get_by_label("A safe place to stay").is_checked()


def test_instruct(page, served):
    page.goto("/experts/asha-example/")
    page.get_by_role("link", name="Instruct an expert").click()
    assert page.locator("#entries").input_value() == "Dr Asha Example"
    fill(page, name="Lee Lawyer", organisation="Example Law", reply_to=address())
    press(page, "Continue")
    page.locator("#discipline").locator("xpath=ancestor::fieldset").get_by_label("Medical experts").check()
    page.locator("#report").select_option("medico-legal-report")
    fill(page, countries="Albania")
    press(page, "Continue")
    press(page, "Continue")
    page.get_by_label("My client has agreed").check()
    page.get_by_label("I have left out everything").check()
    page.get_by_label("Yes, without any name or number").check()
    press(page, "Continue")
    press(page, "Send")
    assert branch(served.referrals, f"intake/referral/{reference(page)}")


def test_no_step_is_long_on_a_small_screen(browser, served):
    """The short way, by keyboard and without JavaScript; each page is shorter than 2,500 pixels."""
    context = browser.new_context(
        base_url=served.url, java_script_enabled=False, viewport={"width": 320, "height": 640}
    )
    page = context.new_page()
    page.goto("/forms/join-organisation/")
    typed = [
        {"name": "Open Door", "roles": None, "headline": "Safe houses and advice"},
        {"based": "England", "serves": "Kent", "language": "English", "level": "F"},
        {"phone": "020 7946 0123", "phone_hours": "9am to 5pm Monday to Friday"},
        {"website": "opendoor.example.org"},
        {"reply_to": address(), "agree": None},
    ]
    heights = []
    for answers in typed:
        heights.append(page.evaluate("document.documentElement.scrollHeight"))
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        for name, text in answers.items():
            page.locator(f"#{name}").focus()
            page.keyboard.press("Space") if text is None else page.keyboard.type(text)
        button = page.locator("form button:not([name])").last
        button.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert page.title().startswith("Check your answers")
    heights.append(page.evaluate("document.documentElement.scrollHeight"))
    assert max(heights) <= 2500, heights
    page.get_by_role("button", name="Send to the editors").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert branch(served.site, f"intake/signup/{reference(page)}")
    context.close()


def test_the_error_summary_has_the_focus(browser, served):
    context = browser.new_context(base_url=served.url)
    page = context.new_page()
    page.goto("/forms/remove/")
    press(page, "Continue")
    # The browser moves the focus after the page has come, when it draws next.
    expect(page.locator(".faults")).to_be_focused()
    context.close()
