"""Each form in a real browser, from its page to the branch, without and with JavaScript."""

from __future__ import annotations

import itertools
import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Error, expect
from werkzeug.serving import make_server

from functions.local_server import mount
from serve import QuietHandler, StaticSite
from tests.browser_checks import AXE, ask, violations
from tests.built_site import Built
from tests.conftest import skip_or_fail
from tests.function_app import ENQUIRY, HELP, ORGANISATION, SENDER, SIGNUP, as_list
from tests.function_ports import git
from tests.invented_entries import asks_about
from tests.site_builder import AS_OF, MINI, PATIENCE, ROOT, build_or_fail

ENDINGS = itertools.count(100)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(mini: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The miniature site in a repository of its own, with the function beside its pages."""
    with with_function(MINI, mini, tmp_path_factory.mktemp("forms")) as running:
        yield running


@contextmanager
def with_function(source: Path, built: Built, folder: Path) -> Iterator[Any]:
    site = folder / "site"
    for part in ("experts/profiles", "experts/photos", "content", "courses"):
        shutil.copytree(source / part, site / part)
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "Start"]):
        git(site, *command)
    server = make_server("127.0.0.1", 0, lambda environ, start: application(environ, start), threaded=True,
                         request_handler=QuietHandler)  # fmt: skip
    url = f"http://127.0.0.1:{server.server_port}"
    application = mount(site, built.root, folder / "var", url, StaticSite(built.root))
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
    follow(page, page.get_by_role("button", name=name))


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
    press(page, "Continue")
    page.get_by_label("Call me").check()
    press(page, "Continue")
    assert "You ticked “Call me”" in page.locator(".faults").inner_text()
    phone = number()
    fill(page, number=f"{phone} (texts only)")
    press(page, "Continue")
    fill(page, language="Vietnamese, english a bit")
    press(page, "Continue")
    page.get_by_label("Keep it between us").check()
    page.get_by_label("Yes, without any name or number").check()
    press(page, "Continue")
    for shown in (f"{phone} (texts only)", "Vietnamese, english a bit", "A safe place to stay"):
        assert shown in page.locator("main").inner_text()
    press(page, "Send")
    assert branch(served.referrals, f"intake/referral/{reference(page)}")
    assert page.title() == "Sent"


def test_nothing_of_a_message_is_shown_on_the_way_back(page, served):
    """Neither of what was sent nor of what was only begun."""
    page.goto("/forms/message/")
    page.get_by_label("A safe place to stay").check()
    page.get_by_label("Where are you?").select_option(label="England")
    page.goto("/get-help/")
    page.go_back()
    assert not page.get_by_label("A safe place to stay").is_checked()
    page.get_by_label("A safe place to stay").check()
    page.get_by_label("Where are you?").select_option(label="England")
    press(page, "Continue")
    page.get_by_label("Call me").check()
    fill(page, number=number())
    press(page, "Continue")
    fill(page, alias="Bird")
    page.goto("/get-help/")
    for _ in range(3):
        # The browser says that it would have to send the step once more, in a page of its own.
        with suppress(Error):
            page.go_back()
        page.wait_for_load_state()
        shown = page.locator("html").inner_text()
        assert "Bird" not in shown
        assert not page.locator(":checked:not(option)").count()
        assert not [
            box for box in page.locator("input:not([type=hidden])").all() if "7946" in box.input_value()
        ]


def test_instruct(page, served):
    page.goto("/experts/asha-example/")
    page.get_by_role("link", name="Instruct an expert").click()
    assert page.locator("#entries").input_value() == "Dr Asha Example"
    fill(page, name="Lee Lawyer", organisation="Example Law", reply_to=address())
    press(page, "Continue")
    page.get_by_label("Medical experts").check()
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


def test_joining_by_the_keyboard_alone_without_javascript(browser, served):
    context = browser.new_context(
        base_url=served.url, java_script_enabled=False, viewport={"width": 320, "height": 640}
    )
    page = context.new_page()
    page.goto("/forms/join-organisation/")
    typed = [
        {"name": "Open Door", "roles": None, "headline": "Safe houses and advice"},
        {"based": "England", "serves": "Kent", "language": "English", "level": "F"},
        {"phone": "020 7946 0123", "phone_hours": "9-5 mon-fri"},
        {"website": "opendoor.example.org"},
        {"reply_to": address(), "agree": None},
    ]
    for answers in typed:
        for name, text in answers.items():
            tab_to(page, f"#{name}")
            page.keyboard.press("Space") if text is None else page.keyboard.type(text)
        go_on(page, "Continue")
    assert page.title().startswith("Check your answers")
    go_on(page, "Send to the editors")
    assert branch(served.site, f"intake/signup/{reference(page)}")
    context.close()


def tab_to(page: Any, selector: str) -> None:
    """By the tab key alone, as nothing else leads there."""
    for _ in range(60):
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way to {selector} by the keyboard")


def go_on(page: Any, button: str) -> None:
    place = page.get_by_role("button", name=button, exact=True).last
    place.evaluate("(button) => button.setAttribute('data-next', '')")
    tab_to(page, "[data-next]")
    with page.expect_navigation():
        page.keyboard.press("Enter")


# All that the short way has room for, and a change of an entry with much in it.
FULL = {
    "join-person": SIGNUP | {"language": ["Spanish", "Vietnamese"], "level": ["native", "professional"],
                             "email": "ana@diaz.example.org", "scheme": ["gmc"], "number": ["1234567"]},
    "join-organisation": ORGANISATION | {
        "serves": "Kent, London and Glasgow", "language": ["Spanish", "Vietnamese"],
        "level": ["native", "professional"], "phone_hours": ["9-5 mon-fri"]},
    "message": HELP | {"reply": ["call", "email"], "email": "bird@mail.example.org", "when": "Mornings",
                       "careful": "Do not leave a message", "who": "me", "under18": "no"},
    "enquiry": ENQUIRY | {"entries": "", "role": "Solicitor", "phone": "020 7946 0123"},
    "change": SENDER | {"headline": "Changed so that there is something to send"},
    "still-correct": SENDER, "remove": SENDER,
}  # fmt: skip
LONGEST = 2500  # pixels on a screen of 320


LONG_ENTRIES = ("asha-example", "imogen-calderbrook", "lantern-house")


@pytest.mark.long
@asks_about(LONG_ENTRIES)
def test_no_step_of_any_form_is_long_on_a_small_screen(browser, own, tmp_path):
    with with_function(ROOT, own, tmp_path) as served:
        context = browser.new_context(
            base_url=served.url, java_script_enabled=False, viewport={"width": 320, "height": 640}
        )
        page = context.new_page()
        heights = {}
        for form in FULL:
            for slug in LONG_ENTRIES[: 1 + 2 * (form == "change")]:
                begun = form.startswith("join") or form in ("message", "enquiry")
                page.goto(f"/forms/{form}/" if begun else f"/send/{form}?profile={slug}")
                heights |= {f"{form} {slug}: {title}": high for title, high in each_step(page, FULL[form])}
        context.close()
    assert len(heights) > 100
    assert not {where: high for where, high in heights.items() if high > LONGEST}


def each_step(page: Any, answers: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """The title and the height of each page on the way, and of each that is offered at its end."""
    while not page.locator(".review").count():
        yield measured(page)
        answer(page, answers)
        follow(page, page.get_by_role("button", name="Continue", exact=True).last)
    yield measured(page)
    for number in range(page.locator("[value^='step.']").count()):
        page.get_by_text("Add more now").click()
        follow(page, page.locator("[value^='step.']").nth(number))
        yield measured(page)
        press(page, "Back")


def follow(page: Any, button: Any) -> None:
    """To the next page, with its styles."""
    with page.expect_navigation(wait_until="load"):
        button.click()


def measured(page: Any) -> tuple[str, int]:
    assert page.locator(".faults").count() == 0, page.locator(".faults").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") == 320, page.title()
    heading = page.locator("h1").inner_text()
    return heading, page.evaluate("document.documentElement.scrollHeight")


def answer(page: Any, answers: dict[str, Any]) -> None:
    """What is asked here and answered there, in boxes, lists and ticks."""
    for name, given in answers.items():
        for place, value in enumerate(as_list(given)):
            boxes = page.locator(f"[name={name}]:not([type=hidden])")
            if page.locator(f"[name={name}]:is([type=checkbox], [type=radio])").count():
                page.locator(f"[name={name}][value='{value}']").check()
            elif boxes.count() > place and boxes.nth(place).evaluate("e => e.tagName") == "SELECT":
                boxes.nth(place).select_option(value)
            elif boxes.count() > place:
                boxes.nth(place).fill(value)


@pytest.mark.parametrize("form", ["join-organisation", "message"])
def test_steps_mistakes_and_the_page_to_check_are_for_everybody(browser, served, form):
    if not AXE.exists():
        skip_or_fail("axe-core is not installed: npm ci")
    context = browser.new_context(base_url=served.url, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"/forms/{form}/")
    faults = [*faults_of(page)]
    press(page, "Continue")
    assert page.locator(".faults").is_visible()
    faults += faults_of(page)
    while not page.locator(".review").count():
        answer(page, FULL[form])
        page.get_by_role("button", name="Continue", exact=True).last.click()
    faults += faults_of(page)
    context.close()
    assert not faults, "\n".join(faults)


def faults_of(page: Any) -> Iterator[str]:
    """By axe, wide, at night and narrow; and what sticks out, also from right to left."""
    yield from violations(page)
    page.emulate_media(color_scheme="dark")
    yield from violations(page, "color-contrast")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 320, "height": 640})
    yield from violations(page)
    for direction in ("ltr", "rtl"):
        page.evaluate("(direction) => { document.documentElement.dir = direction }", direction)
        yield from (f"{direction}: {fault}" for fault in ask(page, "sideways"))
    page.set_viewport_size({"width": 1280, "height": 800})


def test_the_error_summary_has_the_focus(browser, served):
    context = browser.new_context(base_url=served.url)
    page = context.new_page()
    page.goto("/forms/remove/")
    press(page, "Continue")
    # The browser moves the focus after the page has come, when it draws next.
    expect(page.locator(".faults")).to_be_focused()
    context.close()
