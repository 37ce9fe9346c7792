"""What a course keeps on the device: nothing, unless it was asked to; and then until it is told to forget."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser_checks import ask
from tests.built_site import Built
from tests.test_browser_courses import CALL, COURSE, LISTEN, RECORD, WHOLE, answer

pytestmark = pytest.mark.browser

NOTHING = {"cookie": "", "local": [], "session": [], "databases": [], "caches": [], "workers": 0}
DONE = {"version": 1, "courses": {"first-steps": {"listen": {"version": "1.1", "answers": {"q1": True}}}}}


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def told(page: Page) -> Any:
    return expect(page.locator("[data-part=told]"))


def kept(page: Page) -> Any:
    return page.evaluate("JSON.parse(localStorage.getItem('courses'))")


def keep(page: Page) -> None:
    """Listens, answers one question, and asks to keep it."""
    page.goto(LISTEN)
    answer(page, "q1", "b")
    press(page, "Keep my progress on this device")


def load(page: Page, content: str | bytes) -> None:
    """What the button does, without the browser's own window."""
    content = content.encode() if isinstance(content, str) else content
    with page.expect_file_chooser() as chooser:
        press(page, "Load from a file")
    chooser.value.set_files({"name": "progress.json", "mimeType": "application/json", "buffer": content})


def test_nothing_is_kept_before_it_is_asked_for(page: Page) -> None:
    for url in ("/courses/", COURSE, LISTEN, CALL, WHOLE, RECORD, "/courses/glossary/"):
        page.goto(url)
    page.goto(LISTEN)
    answer(page, "q1", "b")
    answer(page, "q2", "a", "b")
    page.goto(RECORD)
    page.fill("#record-name", "Minh Example")
    assert ask(page, "kept") == NOTHING
    page.reload()
    expect(page.locator("#record-name")).to_have_value("")
    expect(page.locator("[data-taken]:checked")).to_have_count(0)


def test_what_it_means_is_said_before_it_is_asked_for(page: Page) -> None:
    page.goto(LISTEN)
    section = page.locator("#progress")
    for said in (
        "Nothing is kept",
        "on a device that others use or watch",
        "sent to nobody",
        "exit button removes",
    ):
        expect(section).to_contain_text(said)
    expect(page.get_by_role("button", name="Forget")).to_have_count(0)


def test_only_the_answers_are_kept(page: Page) -> None:
    keep(page)
    assert kept(page) == DONE
    told(page).to_have_text("Your progress is kept on this device from now on.")
    expect(page.get_by_role("button", name="Forget everything on this device")).to_be_focused()
    page.goto(RECORD)
    page.fill("#record-name", "Minh Example")
    assert kept(page) == DONE
    assert {**ask(page, "kept"), "local": []} == NOTHING


def test_answers_are_there_again(page: Page) -> None:
    keep(page)
    page.goto(COURSE)
    expect(page.locator("[data-done=listen]")).to_have_text("Begun: 1 of 2 answered")
    page.click("text=Begin the course")
    expect(page.locator("#q1 [role=status]")).to_have_text("You answered this question before. Right.")
    answer(page, "q2", "a", "b")
    page.goto(COURSE)
    expect(page.locator("[data-done=listen]")).to_have_text("Done: 2 of 2 right")
    expect(page.locator("section [data-done-course]").first).to_have_text("2 of 3 answered, 2 right.")
    page.goto(RECORD)
    assert [box.is_checked() for box in page.locator("[data-taken]").all()] == [True, False]
    expect(page.locator("[data-part=minutes]")).to_have_text("6")


def test_answering_again_begins_anew_on_the_device_too(page: Page) -> None:
    keep(page)
    press(page, "Answer the questions again")
    assert kept(page)["courses"]["first-steps"]["listen"]["answers"] == {}


def test_without_keeping_the_record_is_filled_in_on_the_same_page(page: Page) -> None:
    page.goto(WHOLE)
    answer(page, "listen-q1", "b")
    answer(page, "listen-q2", "a", "b")
    answer(page, "call-q1", "b")
    answer(page, "call-q1", "b")
    expect(page.locator(".result .result-words")).to_have_text("2 of 3 right, not passed: 3 are needed.")
    expect(page.locator("#record-right")).to_have_value("2")
    expect(page.locator("[data-taken]:checked")).to_have_count(2)
    assert ask(page, "kept") == NOTHING


def test_every_page_of_courses_can_forget(page: Page) -> None:
    for url in ("/courses/", COURSE, LISTEN, WHOLE, RECORD, f"{COURSE}facilitator/", "/courses/glossary/"):
        keep(page)
        page.goto(url)
        press(page, "Forget everything on this device")
        told(page).to_have_text("Forgotten. Nothing is kept on this device now.")
        assert ask(page, "kept") == NOTHING, url
        page.goto(LISTEN)
        expect(page.locator("#q1 input:enabled")).to_have_count(3)
        assert ask(page, "kept") == NOTHING, url


def test_what_was_forgotten_in_another_window_stays_forgotten(context: BrowserContext, page: Page) -> None:
    keep(page)
    other = context.new_page()
    other.goto(COURSE)
    press(other, "Forget everything on this device")
    expect(page.get_by_role("button", name="Keep my progress")).to_be_visible()
    answer(page, "q2", "a", "b")
    assert ask(page, "kept") == NOTHING


@pytest.mark.parametrize("way", ["button", "keys"])
def test_the_exit_forgets(context: BrowserContext, mini: Built, page: Page, way: str) -> None:
    """Also on a page that has nothing to do with courses."""
    outside = mini.page("/").first("a", data_module="exit").get("href")
    context.route(outside + "**", lambda route: route.fulfill(status=204))
    keep(page)
    page.goto("/experts/asha-example/")
    if way == "button":
        page.locator("[data-module=exit]").click(no_wait_after=True)
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    expect(page.locator(".exit-cover")).to_be_visible()
    assert ask(page, "kept") == NOTHING


def test_progress_moves_to_another_device_in_a_file(
    context: BrowserContext, page: Page, tmp_path: Path
) -> None:
    keep(page)
    with page.expect_download() as download:
        press(page, "Save to a file")
    download.value.save_as(tmp_path / "progress.json")
    content = (tmp_path / "progress.json").read_text("utf-8")
    assert json.loads(content) == DONE
    press(page, "Forget everything on this device")
    page.goto(LISTEN)
    load(page, content)
    told(page).to_have_text("Loaded from the file. Lessons: 1.")
    expect(page.locator("#q1 [role=status]")).to_contain_text("You answered this question before.")
    assert kept(page) == DONE


def lesson(**changes: Any) -> str:
    return json.dumps(
        {"version": 1, "courses": {"first-steps": {"listen": {"version": "1.1", "answers": {}} | changes}}}
    )


BAD_FILES: list[str | bytes] = [
    "", "{", "null", "[]", "7", '"text"', "{}", "<html><script>alert(1)</script>", b"\xff\xfe\x00\xd8",
    '{"version": 1}', '{"version": 0, "courses": {}}', '{"version": "1", "courses": {}}',
    '{"version": 1, "courses": []}',
    '{"version": 1, "courses": {}, "more": 1}', '{"version": 1, "courses": {"a": null}}',
    '{"version": 1, "courses": {"__proto__": {"listen": {"version": "1.1", "answers": {}}}}}',
    lesson(answers=[]), lesson(answers={"q1": "yes"}), lesson(answers={"<b>": True}), lesson(version=1.1),
    lesson(version="1" * 50), lesson(more=1), json.dumps({"version": 1, "courses": {}}) + " " * 200_001,
]  # fmt: skip


def test_a_file_with_anything_else_in_it_is_refused(page: Page) -> None:
    page.goto(LISTEN)
    for content in BAD_FILES:
        page.evaluate("document.querySelector('[data-part=told]').textContent = ''")  # of the file before
        load(page, content)
        told(page).to_have_text(
            "This file was not saved by this page, or was changed since. Nothing was loaded."
        )
        assert ask(page, "kept") == NOTHING, content[:60]


def test_a_file_of_a_newer_site_is_told_apart(page: Page) -> None:
    page.goto(LISTEN)
    load(page, '{"version": 2, "lessons": []}')
    told(page).to_have_text("This file was saved by a newer version of this site. Nothing was loaded.")
    assert ask(page, "kept") == NOTHING


def test_a_file_adds_to_what_is_kept(page: Page) -> None:
    page.goto(CALL)
    answer(page, "q1", "a")
    press(page, "Keep my progress on this device")
    load(page, json.dumps(DONE))
    assert kept(page)["courses"]["first-steps"] == {
        "call": {"version": "1.0", "answers": {"q1": True}}, **DONE["courses"]["first-steps"],
    }  # fmt: skip


def test_what_was_damaged_on_the_device_is_dropped(page: Page) -> None:
    page.goto(COURSE)
    for stored in ("rubbish", '{"version": 1, "courses": {"first-steps": 3}}', "null"):
        page.evaluate("(text) => localStorage.setItem('courses', text)", stored)
        page.reload()
        expect(page.get_by_role("button", name="Keep my progress")).to_be_visible()
        assert ask(page, "kept") == NOTHING, stored


def test_answers_to_an_older_version_do_not_count(page: Page) -> None:
    page.goto(COURSE)
    page.evaluate(
        "(text) => localStorage.setItem('courses', text)", lesson(version="0.9", answers={"q1": True})
    )
    page.goto(LISTEN)
    expect(page.locator("#q1 input:enabled")).to_have_count(3)
    answer(page, "q1", "b")
    assert kept(page) == DONE


def test_a_browser_that_keeps_nothing_says_so(page: Page) -> None:
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
    )
    keep(page)
    told(page).to_have_text("This browser does not let the page keep anything, so nothing was kept.")
    expect(page.get_by_role("button", name="Keep my progress")).to_be_visible()


def test_the_record_is_sent_to_nobody(page: Page) -> None:
    page.goto(RECORD)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.fill("#record-name", "Minh Example")
    page.fill("#record-date", "2026-11-20")
    page.get_by_label("Listen first").check()
    page.fill("#record-right", "3")
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=result]")).to_be_empty()
    page.get_by_label("Whom to call").check()
    expect(page.locator("[data-part=result]")).to_have_text("3 of 3 right, passed.")
    expect(page.locator("[data-part=minutes]")).to_have_text("9")
    for wrong in ("4", "-1", "1.5", "all"):
        page.fill("#record-right", wrong)
        expect(page.locator("[data-part=result]")).to_be_empty()
    assert not [
        url for url in requests if not url.endswith("/icon.svg")
    ]  # the browser takes that when it likes
    assert page.url.endswith(RECORD)
