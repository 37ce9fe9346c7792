"""Builds each site once for the whole run, however many workers share it, and opens the browser."""

from __future__ import annotations

import fcntl
import locale
import os
import re
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.built_site import Built
from tests.function_ports import loopback_aws
from tests.server import serve
from tests.site_builder import ROOT, build_mini, build_or_fail
from tests.start_browser import start_browser

ELSEWHERE = re.compile(r"https?://(?!127\.0\.0\.1)")
NO_BROWSER = pytest.StashKey[str]()
REQUIRE_BROWSER = os.environ.get("REQUIRE_BROWSER") == "1"


# Equal examples each time: what fails is a change. HYPOTHESIS_PROFILE=default looks for new ones.
settings.register_profile("same", derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
LOCALE = locale.setlocale(locale.LC_ALL)
expect.set_options(timeout=60_000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--exhaustive", action="store_true", help="also the rows that a shorter table covers")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A long test that came last would leave the other workers without work."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    if not config.getoption("exhaustive"):
        kept = [item for item in items if item.get_closest_marker("exhaustive") is None]
        if left_out := [item for item in items if item.get_closest_marker("exhaustive")]:
            config.hook.pytest_deselected(items=left_out)
            items[:] = kept


@pytest.fixture(autouse=True)
def own_locale() -> None:
    """Reading Pelican's settings sets another one, in which files are not read as UTF-8."""
    locale.setlocale(locale.LC_ALL, LOCALE)


def skip_or_fail(reason: str) -> None:
    """Skips loudly on a person's machine; in CI a missing tool is a failure."""
    if REQUIRE_BROWSER:
        pytest.fail(f"{reason} (REQUIRE_BROWSER=1)")
    pytest.skip(reason)


def shared_by_workers(tmp: Path) -> Path:
    """The one temporary folder of the whole run."""
    return tmp.parent if "PYTEST_XDIST_WORKER" in os.environ else tmp


def once(tmp: Path, name: str, make: Callable[[Path], None]) -> Built:
    """The output of `make`, built by the first worker that asks and shared by the others."""
    shared = shared_by_workers(tmp)
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


@pytest.fixture(scope="module")
def aws() -> Iterator[str]:
    """The address of an AWS on the loopback, which begins empty: all share the data of the process."""
    pytest.importorskip("moto.server")
    with loopback_aws() as url:
        yield url


@pytest.fixture(scope="session")
def browser_or_reason() -> Iterator[Browser | str]:
    with ExitStack() as running:
        started = start_browser(running)
        yield started
        if isinstance(started, Browser):
            started.close()


@pytest.fixture
def browser(
    browser_or_reason: Browser | str,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Browser:
    """Without one all tests that need it are skipped; with REQUIRE_BROWSER=1 the first of them fails."""
    if isinstance(browser_or_reason, Browser):
        return browser_or_reason
    if REQUIRE_BROWSER and is_first(shared_by_workers(tmp_path_factory.getbasetemp()) / "no-browser"):
        pytest.fail(f"{browser_or_reason} (REQUIRE_BROWSER=1; the other tests are skipped)", pytrace=False)
    request.node.stash[NO_BROWSER] = browser_or_reason
    pytest.skip(browser_or_reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Gives those that were skipped for want of a browser one place, so that they are one line together."""
    report = yield
    if reason := item.stash.get(NO_BROWSER, None):
        report.longrepr = (str(Path(__file__)), 1, reason)
    return report


def is_first(mark: Path) -> bool:
    """Whether nobody has asked before, in whichever worker."""
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def new_visitor(browser: Browser, address: str) -> BrowserContext:
    """A fresh profile, from which nothing leads to the network."""
    opened = browser.new_context(base_url=address, reduced_motion="reduce")
    opened.set_default_timeout(60_000)
    opened.route(ELSEWHERE, lambda route: route.abort())
    return opened


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A fresh profile of a visitor who is at the miniature site."""
    opened = new_visitor(browser, address)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture(scope="session")
def reader(browser_or_reason: Browser | str, address: str) -> Iterator[BrowserContext | None]:
    """A visitor for the whole run, as a fresh profile takes a second of processor time."""
    opened = new_visitor(browser_or_reason, address) if isinstance(browser_or_reason, Browser) else None
    yield opened
    if opened:
        opened.close()


@pytest.fixture
def tab(browser: Browser, reader: BrowserContext) -> Iterator[Page]:
    """A fresh tab, for tests of what keeps nothing on the device; the others take `page`."""
    opened = reader.new_page()
    yield opened
    opened.close()
