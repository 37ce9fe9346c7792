"""Joining in w3m, a browser for terminals, as somebody on an old machine or behind a slow line would."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from werkzeug.serving import make_server

from functions.local_server import mount
from serve import QuietHandler, StaticSite
from tests.built_site import Built
from tests.conftest import skip_or_fail
from tests.function_ports import git
from tests.html_page import Element, Page
from tests.site_builder import MINI, PATIENCE

# The first page, then the answers to each step by the id of the box; True ticks, a number chooses.
STEPS: list[dict[str, str | bool | int]] = [
    {"name": "Open Door", "roles": True, "headline": "Safe houses and advice"},
    {"based": "England", "serves": "Kent", "language": "English", "level": 1},
    {"phone": "020 7946 0123", "phone_hours": "9am to 5pm Monday to Friday"},
    {"website": "opendoor.example.org"},
    {"reply_to": "door@mail.example.org", "agree": True},
]


class Window:
    """A terminal with w3m in it, which is told what to do by keys alone; what it was sent is in `pages`."""

    def __init__(self, url: str, pages: list[str], home: Path) -> None:
        self.pages, self.known = pages, 0
        self.screen, behind = pty.openpty()
        fcntl.ioctl(behind, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 80, 0, 0))
        self.process = subprocess.Popen(
            ["w3m", "-no-cookie", "-no-mouse", "-o", "confirm_qq=0", url], stdin=behind, stdout=behind,
            stderr=behind, env={**os.environ, "HOME": str(home), "TERM": "xterm"}, start_new_session=True,
        )  # fmt: skip
        os.close(behind)
        threading.Thread(target=self.drain, daemon=True).start()

    def drain(self) -> None:
        """A terminal that nobody reads would stop the program."""
        try:
            while os.read(self.screen, 4096):
                pass
        except OSError:
            return

    def page(self) -> Page:
        """The next one that it was sent."""
        for _ in range(PATIENCE * 10):
            if len(self.pages) > self.known:
                self.known = len(self.pages)
                return Page("", self.pages[-1])
            time.sleep(0.1)
        raise AssertionError("w3m asked for no page")

    def press(self, keys: str) -> None:
        os.write(self.screen, keys.encode())

    def go_to(self, page: Page, place: Element) -> None:
        """From the first link on, by the tab key."""
        stops = [each for each in page.elements if is_stop(each)]
        self.press("[" + "\t" * stops.index(place))

    def fill(self, page: Page, answers: dict[str, str | bool | int]) -> None:
        for name, given in answers.items():
            self.go_to(page, page.first(id=name))
            down = "j" * given if isinstance(given, int) and given is not True else ""
            self.press(f"\r{given}\r" if isinstance(given, str) else "\r" if given is True else f"\r{down}\r")

    def send(self, page: Page, button: str) -> None:
        self.go_to(page, [each for each in page.all("button") if each.text == button][-1])
        self.press("\r")


def is_stop(each: Element) -> bool:
    return (each.tag == "a" and "href" in each.attrs) or (
        each.tag in ("input", "select", "textarea", "button") and each.get("type") != "hidden"
    )


@contextmanager
def served(mini: Built, folder: Path) -> Iterator[tuple[str, list[str], Path]]:
    """The site with the function, and the texts of the pages that were sent."""
    site, pages = folder / "site", list[str]()
    shutil.copytree(MINI / "experts", site / "experts")
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "Start"]):
        git(site, *command)

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        body = b"".join(application(environ, start))
        pages.extend([body.decode()] if body[:9].lower() == b"<!doctype" else [])
        return [body]

    server = make_server("127.0.0.1", 0, answer, threaded=True, request_handler=QuietHandler)
    url = f"http://127.0.0.1:{server.server_port}"
    application = mount(site, mini.root, folder / "var", url, StaticSite(mini.root))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield url, pages, site
    server.shutdown()


def test_joining_in_w3m(mini: Built, tmp_path: Path) -> None:
    if not shutil.which("w3m"):
        skip_or_fail("no w3m: apt install w3m")
    with served(mini, tmp_path) as (url, pages, site):
        window = Window(f"{url}/forms/join-organisation/", pages, tmp_path)
        page = window.page()
        for answers in STEPS:
            window.fill(page, answers)
            window.send(page, "Continue")
            page = window.page()
            assert not page.with_class("faults"), page.with_class("faults")[0].text
        assert page.title == "Check your answers"
        window.send(page, "Send to the editors")
        sent = window.page()
        window.process.terminate()
        window.process.wait()
    assert sent.title == "Sent"
    reference = re.sub("-", "", sent.with_class("reference")[0].text)
    for _ in range(PATIENCE):
        if git(site, "for-each-ref", f"refs/heads/intake/signup/{reference}"):
            return
        time.sleep(0.1)
    raise AssertionError("the proposal never came")
