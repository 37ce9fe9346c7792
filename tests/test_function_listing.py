"""What the function knows of the site: never older than half a minute, and cheap to look at again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from functions.app import PackedListing, pack
from functions.local_adapters import DirectoryStore
from functions.ports import RefusedError, UnavailableError
from records import yaml_reader
from tests.fake_github import Clock
from tests.function_app import NOW, SITE, Running, start
from tests.function_ports import bucket

TOMBSTONE = "name: Dr Asha Example\nremoved: {on: 2026-11-22}\n"


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture(params=["directory", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Any]:
    if request.param == "directory":
        yield DirectoryStore(tmp_path / "store", clock)
        return
    request.getfixturevalue("aws")
    with bucket(tmp_path.name, clock) as made:
        yield made


@pytest.fixture
def running(tmp_path: Path) -> Running:
    return start(tmp_path)


def deploy(store: Any, site: Path) -> None:
    store.put(PackedListing.KEY, pack(site, SITE), replace=True)


def remove(site: Path) -> None:
    (site / "experts" / "profiles" / "asha-example.yaml").write_text(TOMBSTONE)


def test_a_warm_process_shows_a_removed_entry_for_half_a_minute_at_most(running, store):
    deploy(store, running.repository)
    running.app.listing = PackedListing(store, running.clock)
    ask = lambda: running.ask("GET", "/send/change", query="profile=asha-example").status  # noqa: E731
    assert ask() == 200
    remove(running.repository)
    deploy(store, running.repository)
    running.clock.sleep(PackedListing.SECONDS)
    assert ask() == 404
    assert "asha-example" not in [profile.slug for profile in running.app.listing.profiles()]


def test_what_has_not_changed_is_not_sent_or_unpacked_again(running, store, clock, monkeypatch):
    deploy(store, running.repository)
    asked: list[tuple[bool, str]] = []

    def newer(key: str, version: str, real: Any = store.newer) -> tuple[bytes | None, str]:
        body, known = real(key, version)
        asked.append((body is not None, known))
        return body, known

    monkeypatch.setattr(store, "newer", newer)
    listing = PackedListing(store, clock)
    for _ in range(100):
        listing.data("asha-example")
        clock.sleep(1)
    assert [sent for sent, _ in asked] == [True, False, False, False]
    first = listing.data("asha-example")
    assert listing.data("asha-example") is first


def test_a_store_that_is_away_leaves_what_is_known(running, clock, tmp_path, monkeypatch):
    store = DirectoryStore(tmp_path / "store", clock)
    deploy(store, running.repository)
    listing = PackedListing(store, clock)
    assert listing.site() == SITE

    def away(key: str, version: str) -> tuple[bytes | None, str]:
        raise UnavailableError("aws")

    with monkeypatch.context() as patch:
        patch.setattr(store, "newer", away)
        clock.sleep(3600)
        assert listing.site() == SITE, "the page that says so is made with it"
        with pytest.raises(UnavailableError):
            PackedListing(store, clock).site()
    clock.sleep(3600)
    store.delete(PackedListing.KEY)
    with pytest.raises(RefusedError):
        listing.site()


@pytest.mark.parametrize("seconds", [-30 * 86400, 30 * 86400])
def test_a_clock_that_was_wrong_does_not_keep_the_old(running, clock, tmp_path, seconds):
    store = DirectoryStore(tmp_path / "store", clock)
    deploy(store, running.repository)
    listing = PackedListing(store, clock)
    assert listing.data("asha-example") == yaml_reader.read(
        (running.repository / "experts/profiles/asha-example.yaml").read_bytes()
    )
    remove(running.repository)
    deploy(store, running.repository)
    clock.sleep(seconds)
    assert listing.data("asha-example") is None
