"""The conversation by six words in a real browser: on this machine, and with S3 and GitHub."""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, expect
from werkzeug.serving import make_server

from functions.__main__ import main
from functions.app import App, PackedListing, packed
from functions.local_server import LocalFunction, make_app
from serve import QuietHandler, StaticSite
from tests.built_site import Built
from tests.fake_github import Clock
from tests.function_ports import bucket, git, github, loopback_aws
from tests.site_builder import MINI, PATIENCE

pytestmark = pytest.mark.browser


@dataclass
class World:
    url: str
    app: App
    work: Callable[[], Any]
    folder: Path
    asked: list[str] = field(default_factory=list)

    def reply(self, reference: str, text: str) -> None:
        (self.folder / "answer.txt").write_text(text, "utf-8")
        assert main(["reply", reference, str(self.folder / "answer.txt")]) == 0


@pytest.fixture(params=["on this machine", "with S3 and GitHub"])
def world(request: Any, mini: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    site, state, asked = tmp_path / "site", tmp_path / "var", []
    shutil.copytree(MINI, site)
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "Start"]):
        git(site, *command)
    for name, value in {"SITE": site, "STATE": state}.items():
        monkeypatch.setenv(name, str(value))
    monkeypatch.delenv("KEY", raising=False)
    monkeypatch.delenv("BUCKET", raising=False)

    def application(environ: Any, start: Any) -> Any:
        asked.append(f"{environ['PATH_INFO']}?{environ['QUERY_STRING']} {environ.get('HTTP_REFERER', '')}")
        part = local if environ["PATH_INFO"].startswith("/send/") else pages
        return part(environ, start)

    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=QuietHandler)
    url, pages = f"http://127.0.0.1:{server.server_port}", StaticSite(mini.root)
    app = make_app(site, mini.root, state, url)
    local = LocalFunction(app, state)
    with ExitStack() as running:
        if request.param != "on this machine":
            pytest.importorskip("moto.server")
            move_to_the_cloud(app, running, tmp_path, mini, monkeypatch)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        running.callback(server.shutdown)
        yield World(url, app, local.work_once, tmp_path, asked)


def move_to_the_cloud(
    app: App, running: ExitStack, folder: Path, mini: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    running.enter_context(loopback_aws())
    forge, _ = running.enter_context(github(folder / "github", None, Clock(app.clock())))
    store = running.enter_context(bucket(folder.name, Clock(app.clock())))
    about = json.loads((mini.root / "forms" / "site.json").read_text("utf-8"))
    for name, body in packed(MINI, about).items():
        store.put(f"site/{name}", body)
    app.store, app.forge, app.referrals, app.listing = store, forge, forge, PackedListing(store)
    monkeypatch.setenv("BUCKET", store.bucket)


@pytest.fixture(params=[False, True], ids=["without JavaScript", "with JavaScript"])
def page(request: Any, browser: Any, world: World) -> Iterator[Any]:
    """A small telephone."""
    context = browser.new_context(
        base_url=world.url, java_script_enabled=request.param, viewport={"width": 320, "height": 640}
    )
    context.set_default_timeout(20_000)
    context.scripted = request.param
    yield context.new_page()
    context.close()


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def heading(page: Any) -> str:
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.get_by_role("link", name="Exit this site").is_visible()
    assert page.locator("#helplines").is_visible()
    return page.locator("h1").inner_text()


def ready_to_send(page: Any) -> None:
    """A message with no way to be reached, on the page that shows it once more."""
    page.goto("/forms/message/")
    page.get_by_label("A safe place to stay").check()
    page.get_by_label("Where are you?").select_option(label="England")
    for _ in range(3):
        press(page, "Continue")
    page.get_by_label("Do not ask who I am").check()
    page.get_by_label("No, keep those locked too").check()
    press(page, "Continue")
    assert heading(page) == "Check your answers"


def ask_for_help(page: Any) -> tuple[str, list[str]]:
    """The reference and the words."""
    ready_to_send(page)
    press(page, "Send")
    assert heading(page) == "Message sent"
    assert page.title() == "Sent"
    return page.locator(".reference").inner_text(), page.locator(".six-words li").all_inner_texts()


def look(page: Any, words: str) -> str:
    page.goto("/forms/answer/")
    page.get_by_label("Your six words").fill(words)
    press(page, "Read the answer")
    return heading(page)


def shown_after_going_back(page: Any) -> str:
    """Without JavaScript the browser asks whether it may send it all again; with it, it has forgotten it."""
    page.get_by_role("link", name="Using this site safely").last.click()
    assert heading(page) == "Using this site safely"
    if page.context.scripted:
        page.go_back()
        assert "/forms/" in page.url
        page.reload()
        return str(page.content())
    with pytest.raises(Error, match="CACHE_MISS"):
        page.go_back(wait_until="commit")
    for _ in range(PATIENCE):
        with suppress(Error):  # its own page about that is still coming
            return str(page.content())
        page.wait_for_timeout(100)
    raise AssertionError("the browser never came to rest")


@pytest.mark.long
def test_both_ways(page, world, capsys):
    reference, words = ask_for_help(page)
    typed = ", ".join(words).upper()
    assert len(words) == 6
    gone_back = shown_after_going_back(page)
    assert not [word for word in words if f">{word}<" in gone_back]
    page.goto("/forms/message/")
    page.get_by_role("link", name="Read the answer").click()
    page.get_by_label("Your six words").fill(", ".join([*words[:2], "qzqzq", *words[3:]]))
    press(page, "Read the answer")
    assert "The third word is not one of ours" in page.locator(".fault").inner_text()
    expect(page.get_by_label("Your six words")).to_be_focused()
    again = page.get_by_label("Your six words")
    assert again.input_value().split()[2] == "?"
    again.fill(again.input_value().replace("?", words[2]))
    press(page, "Read the answer")
    assert heading(page) == "No answer yet"
    world.work()
    world.reply(reference, "There is a room.\nCall 020 7946 0123 and say “blue”.")
    assert look(page, typed) == "An answer for you"
    assert page.locator(".answer-text").inner_text() == "There is a room.\nCall 020 7946 0123 and say “blue”."
    page.get_by_label("Your message").fill("Is it for\nchildren, too?")
    press(page, "Send")
    assert heading(page) == "Message sent"
    world.work()
    capsys.readouterr()
    main(["referral", reference])
    assert "message: Is it for\nchildren, too?" in capsys.readouterr().out
    world.reply(reference, "Yes, for children too.")
    assert look(page, typed) == "An answer for you"
    assert page.locator(".answer-text").inner_text() == "Yes, for children too."
    assert "Yes, for children too." not in shown_after_going_back(page)
    assert look(page, typed) == "An answer for you"
    press(page, "Remove the answer now")
    assert heading(page) == "The answer is removed"
    assert "Yes, for children too." not in shown_after_going_back(page)
    assert look(page, typed) == "No answer yet"
    leaves_no_trace(page, world, words)


def leaves_no_trace(page: Any, world: World, words: list[str]) -> None:
    assert page.context.cookies() == []
    trace = "\n".join(world.asked)
    assert "/send/answer" in trace
    together = ("[^a-z]+".join(pair) for pair in pairwise(words))
    assert not [pair for pair in together if re.search(pair, trace.lower())]
    assert "answers/" not in trace
    assert page.context.storage_state()["origins"] == []


def test_pressed_twice_the_words_that_are_seen_open_the_answer(browser, world):
    """The first answer is never shown, so only the second words are known to anybody."""
    context = browser.new_context(
        base_url=world.url, java_script_enabled=False, viewport={"width": 320, "height": 640}
    )
    page = context.new_page()
    ready_to_send(page)
    button = page.get_by_role("button", name="Send", exact=True)
    button.dispatch_event("click")
    with suppress(Error):  # the page may be gone by then: then there was but one click
        button.dispatch_event("click", timeout=1000)
    expect(page.locator(".six-words li")).to_have_count(6)
    words = page.locator(".six-words li").all_inner_texts()
    reference = page.locator(".reference").inner_text()
    world.work()
    world.reply(reference, "Hello")
    page.goto("/forms/answer/")
    page.get_by_label("Your six words").fill(" ".join(words))
    press(page, "Read the answer")
    assert page.locator(".answer-text").inner_text() == "Hello"
    context.close()
