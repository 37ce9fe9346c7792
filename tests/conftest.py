"""Builds each site once for the whole run, however many workers share it, and opens the browser."""

from __future__ import annotations

import fcntl
import locale
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.built_site import Built
from tests.server import serve
from tests.site_builder import ROOT, build_mini, build_or_fail

ELSEWHERE = re.compile(r"https?://(?!127\.0\.0\.1)")
REQUIRE_BROWSER = os.environ.get("REQUIRE_BROWSER") == "1"
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


LOCALE = locale.setlocale(locale.LC_ALL)


@pytest.fixture(autouse=True)
def own_locale() -> None:
    """Reading Pelican's settings sets another one, in which files are not read as UTF-8."""
    locale.setlocale(locale.LC_ALL, LOCALE)


def skip_or_fail(reason: str) -> None:
    """Skips loudly on a person's machine; in CI a missing tool is a failure."""
    if REQUIRE_BROWSER:
        pytest.fail(f"{reason} (REQUIRE_BROWSER=1)")
    pytest.skip(reason)


def once(tmp: Path, name: str, make: Callable[[Path], None]) -> Built:
    """The output of `make`, built by the first worker that asks and shared by the others."""
    shared = tmp.parent if "PYTEST_XDIST_WORKER" in os.environ else tmp
    output, done = shared / name, shared / f"{name}.done"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make(output)
            done.touch()
    return Built(name, output)


@pytest.fixture(scope="session")
def mini(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The miniature site of tests/site."""
    return once(tmp_path_factory.getbasetemp(), "mini", build_mini)


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """This repository's own site."""
    make = lambda output: build_or_fail(ROOT, output)  # noqa: E731
    return once(tmp_path_factory.getbasetemp(), "own", make)


@pytest.fixture(scope="session", params=["mini", "own"])
def site(request: pytest.FixtureRequest) -> Built:
    """Both sites in turn."""
    built: Built = request.getfixturevalue(request.param)
    return built


@pytest.fixture(scope="session")
def address(mini: Built) -> Iterator[str]:
    """Where the miniature site is served, with the headers of production."""
    with serve(mini.root) as url:
        yield url


@pytest.fixture(scope="session")
def own_address(own: Built) -> Iterator[str]:
    with serve(own.root) as url:
        yield url


def find_browser() -> str | None:
    named = [os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"]
    return next((path for name in named if name and (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        skip_or_fail("no Chromium: install it, or set CHROMIUM to its path")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=BROWSER_FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A fresh profile of a visitor who is at the miniature site."""
    opened = browser.new_context(base_url=address, reduced_motion="reduce")
    opened.set_default_timeout(5000)
    opened.route(ELSEWHERE, lambda route: route.abort())
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
