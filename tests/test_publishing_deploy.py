"""What a deployment sends, in which order, and what it tells; on an AWS on the loopback."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import nullcontext
from dataclasses import astuple, replace
from typing import Any

import pytest

from functions.app import PackedListing
from functions.aws import S3Store
from publishing.errors import BusyError, PublishingError
from publishing.plan import KEPT
from publishing.rollback import rollback
from publishing.state import LEASE, MARGIN, RENEW
from tests.publishing_faults import deployment, tripped
from tests.publishing_world import A, B, Killed, Probe, Site, World, world
from tests.site_builder import ROOT

__all__ = ["world"]
EVERY_PAGE = {"index.html", "experts/ana/index.html", "experts/bo/index.html"}
ONE_DIGIT = replace(A, entries={**A.entries, "ana": "+44 20 7946 0129"})


class Noted(Probe):
    """Keeps what was put, copied and deleted, in order."""

    def _call(self, service: str, operation: str, **arguments: Any) -> Any:
        self.notes = [*getattr(self, "notes", []), (operation, str(arguments.get("Key", "")))]
        return super()._call(service, operation, **arguments)

    def put_paths(self) -> list[str]:
        return [key for operation, key in self.notes if operation in ("put_object", "copy_object")]

    def puts(self) -> set[str]:
        """Without the records and the function's listing."""
        return {key for key in self.put_paths() if not key.startswith(("releases/", "site/"))}


SIX = [
    "/",
    "/experts/ana/",
    "/experts/ana/index.html",
    "/experts/bo/",
    "/experts/bo/index.html",
    "/index.html",
]
CHANGES = {
    "one digit of a number": (
        ONE_DIGIT,
        {"experts/ana/index.html", "search/manifest.json", "index/"},
        ["/experts/ana/", "/experts/ana/index.html", "/search/manifest.json"],
    ),
    "a header alone": (replace(A, age=600), {"index.html"}, ["/", "/index.html"]),
    "a status alone": (
        replace(A, answers="/about/ /law/ 301\n"),
        {"about/index.html"},
        ["/about/", "/about/index.html"],
    ),
    "a new page": (replace(A, more={**A.more, "law/index.html": "law"}), {"law/index.html"}, []),
    "a page less": (replace(A, more={}), set(), ["/about/", "/about/index.html"]),
    "the theme": (replace(A, theme="0c"), {*EVERY_PAGE, "theme-0c/site.css"}, SIX),

    "another kind of file": (replace(A, more={"about/index.html": "about", "a.pdf": "x"}), {"a.pdf"}, []),
}  # fmt: skip


@pytest.mark.parametrize("case", CHANGES)
def test_what_changed_is_sent_and_forgotten_by_the_caches_and_nothing_else(world: World, case: str) -> None:
    site, puts, stale = CHANGES[case]
    world.deploy(A)
    world.asked.clear()
    cloud = world.deploy(site, world.cloud(Noted))
    assert {path if not path.startswith("index/") else "index/" for path in cloud.puts()} == puts
    assert [*map(list, world.asked)] == [stale] * bool(stale)
    world.is_shown(site)


def test_more_than_eight_addresses_are_one_pattern(world: World) -> None:
    """Four pages are eight addresses."""
    for count, stale in ((4, 8), (5, 1)):
        paths = [f"{number}/index.html" for number in range(count)]
        world.deploy(replace(A, more=dict.fromkeys(paths, "old")))
        world.deploy(replace(A, more=dict.fromkeys(paths, "new")))
        assert len(world.asked[-1]) == stale


def test_nothing_changed_is_three_requests(world: World, capsys: Any) -> None:
    world.deploy(A)
    capsys.readouterr()
    cloud = world.deploy(A)
    assert cloud.requests == 3
    assert capsys.readouterr().out.startswith("Nothing has changed since 2026")


@pytest.mark.parametrize(
    "site", [B, ONE_DIGIT, replace(A, more={})], ids=["much", "one digit", "a page less"]
)
def test_the_dry_run_says_what_a_run_does_and_does_nothing(world: World, capsys: Any, site: Site) -> None:
    world.deploy(A)
    before, listing = world.content(), world.listing()
    capsys.readouterr()
    cloud = world.deploy(site, dry=True)
    assert (cloud.requests, world.content(), world.listing()) == (3, before, listing)
    told = capsys.readouterr().out
    cloud = world.deploy(site)
    assert f"about {cloud.requests - 3} requests" in told
    assert all(path in told for path in site.files().keys() - A.files().keys())
    world.is_shown(site)


def test_the_order(world: World) -> None:
    world.deploy(A)
    cloud = world.deploy(B, world.cloud(Noted))
    names = [path if not path.startswith(("index/", "photos/")) else "asset" for path in cloud.put_paths()]
    calls = [operation for operation, _ in cloud.notes]
    assert names[0].startswith("releases/2026")  # what is owed, before anything that a reader sees
    assert names[1] == "releases/state.json"
    assert names[2:5] == ["asset", "asset", "theme-0b/site.css"]
    told = [name for name in names[5:9] if not name.startswith("releases/listings/")]
    assert told == [PackedListing.KEY, PackedListing.SENT]
    assert names[9:14] == ["experts/bo/index.html", "experts/cy/index.html", "experts/ana/index.html",
                           "index.html", "search/manifest.json"]  # fmt: skip
    assert calls[-4:] == ["delete_objects", "put_object", "create_invalidation", "put_object"]


def test_headers_are_those_of_the_site(world: World) -> None:
    world.deploy(A)
    assert {path: world.headers(path) for path in ("theme-0a/site.css", "index.html", "sitemap.xml")} == {
        "theme-0a/site.css": ("text/css; charset=utf-8", "public, max-age=31536000, immutable"),
        "index.html": ("text/html; charset=utf-8", "public, max-age=300, must-revalidate"),
        "sitemap.xml": ("text/xml; charset=utf-8", "no-cache"),
    }
    assert {"forms/site.json", "_headers", "_redirects"} & world.content().keys() == set()


def test_a_page_that_is_gone_or_moved_says_so(world: World) -> None:
    """A rollback, which copies, says what was said then."""
    world.deploy(A)
    first = world.state().completed
    world.deploy(replace(B, more=A.more, answers="/about/ /law/ 301\n"))
    paths = ("experts/bo/index.html", "about/index.html", "index.html")
    assert [world.answer(path) for path in paths] == [("410", ""), ("301", "/law/"), ("", "")]
    cloud = world.cloud()
    rollback(cloud, world.lock(cloud), first, show_removed=True)
    assert [world.answer(path) for path in paths] == [("", "")] * 3


def test_an_old_asset_stays_for_seven_days(world: World) -> None:
    world.deploy(A)
    world.deploy(B)
    world.clock.sleep(KEPT - 1)
    world.run()
    assert "theme-0a/site.css" in world.content()
    world.clock.sleep(2)
    world.run()
    assert "theme-0a/site.css" not in world.content()
    world.is_shown(B)
    assert world.run().requests == 3
    world.deploy(A)  # its version is still there, but nobody relies on it
    world.is_shown(A)


def test_an_asset_that_is_wanted_again_stays(world: World) -> None:
    for site in (A, B):
        world.deploy(site)
        world.clock.sleep(KEPT - 60)
    cloud = world.deploy(A, world.cloud(Noted))
    assert "theme-0a/site.css" not in cloud.puts()
    world.is_shown(A)
    world.clock.sleep(120)
    world.run()
    assert "theme-0a/site.css" in world.content()


@pytest.mark.parametrize("fails", ["put_object", "delete_objects"])
def test_what_had_its_time_is_removed_by_the_next_run(world: World, fails: str) -> None:
    """Also when the run was killed after it was complete."""
    world.deploy(A)
    world.deploy(B)
    world.clock.sleep(KEPT)

    class Dies(Probe):
        def before(self, operation: str) -> None:
            if operation == fails and world.state().clearing:
                self.dead = True
                raise Killed

    with pytest.raises(Killed):
        world.run(world.cloud(Dies))
    world.clock.sleep(LEASE)
    world.run()
    assert "theme-0a/site.css" not in world.content()
    world.is_shown(B)
    assert world.run().requests == 3


def test_a_warm_function_hears_of_it(world: World) -> None:
    world.deploy(A)
    listing = PackedListing(S3Store(world.settings.function_bucket), world.clock)
    assert listing.data("bo")
    world.deploy(B)
    world.clock.sleep(PackedListing.SECONDS)
    assert (listing.data("bo"), bool(listing.data("cy"))) == (None, True)
    assert "/theme-0b/" in listing.sent()


def test_a_run_that_was_killed_is_taken_up_where_it_was(world: World) -> None:
    """What is known to be there is not sent again: it looks at its lease after every group of puts."""
    many = replace(A, more={f"page/{number:03}/index.html": str(number) for number in range(200)})
    world.deploy(A)
    cloud = tripped(world, (A, many), "refused", 150)
    with pytest.raises(PublishingError):
        world.deploy(many, cloud)
    after = world.deploy(many, world.cloud(Noted))
    assert len(after.puts()) < 120
    world.is_shown(many)


def test_ctrl_c_leaves_no_lock(world: World) -> None:
    world.deploy(A)

    class Stopped(Probe):
        def before(self, operation: str) -> None:
            if self.calls == 10:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        world.deploy(B, world.cloud(Stopped))
    assert world.state().open
    assert not world.state().holder
    world.deploy(B)
    world.is_shown(B)


KILLED = """
import os, signal, sys
from pathlib import Path
from publishing.cloud import Cloud
from publishing.deploy import deploy
from publishing.settings import Settings
from publishing.state import Lock

class Dies(Cloud):
    calls = 0
    def _call(self, *which, **given):
        answer = super()._call(*which, **given)
        self.calls += 1
        if self.calls == int(sys.argv[7]):
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

settings = Settings(*sys.argv[1:5], Path(sys.argv[5]), Path(sys.argv[6]), False)
cloud = Dies(*sys.argv[2:5], 4)
deploy(settings, cloud, Lock(cloud))
"""


@pytest.mark.parametrize("at", [7, 13, 19])
def test_a_process_that_is_killed(world: World, at: int) -> None:
    """With nothing that Python does at an end; four puts are on their way."""
    world.deploy(A)
    world.build(B)
    names = [str(each) for each in astuple(world.settings)[:6]]
    done = subprocess.run([sys.executable, "-c", KILLED, *names, str(at)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert world.state().holder
    world.clock.sleep(LEASE)
    world.run()
    world.is_shown(B)


def test_sixteen_at_once(world: World) -> None:
    many = replace(B, more={f"page/{number:03}/index.html": str(number) for number in range(100)})
    world.deploy(A)
    cloud = world.cloud()
    cloud.workers = 16
    world.deploy(many, cloud)
    world.is_shown(many)


def test_the_second_run_refuses_and_says_how_long(world: World) -> None:
    world.deploy(A)

    class Slow(Probe):
        """Somebody else tries in the middle of it."""

        met: tuple[str, ...] = ()

        def after(self, operation: str) -> None:
            if self.calls == 12:
                with pytest.raises(BusyError) as error:
                    world.run()
                self.met = (str(error.value),)

    cloud = world.deploy(B, world.cloud(Slow))
    assert "Another deployment is under way, by " in cloud.met[0]
    assert f"out of the way in {LEASE + 1} seconds" in cloud.met[0]
    world.is_shown(B)


def test_two_that_begin_at_one_moment(world: World) -> None:
    world.deploy(A)
    world.build(B)

    class Late(Probe):
        """The other one is quicker, between its look and its start."""

        def before(self, operation: str) -> None:
            if operation == "get_bucket_versioning":
                world.run()

    with pytest.raises(BusyError, match="began at the same moment"):
        world.run(world.cloud(Late))
    world.is_shown(B)


@pytest.mark.parametrize("pause", [LEASE - MARGIN + 1, 10 * LEASE])
def test_one_that_slept_too_long_stops_before_it_writes(world: World, pause: int) -> None:
    """A laptop that was closed: meanwhile another run has gone on, and ended."""
    world.deploy(A)
    other = deployment(A)

    class Sleeps(Probe):
        def after(self, operation: str) -> None:
            if self.calls == 10:
                world.clock.sleep(pause)
                if pause > LEASE:
                    other.go(world, world.cloud())

    world.build(B)
    with pytest.raises(BusyError, match="held up for so long"):
        world.run(world.cloud(Sleeps))
    if pause > LEASE:
        world.is_shown(A)
    world.clock.sleep(LEASE)
    world.deploy(B)
    world.is_shown(B)


def test_a_long_run_renews_its_lease(world: World) -> None:
    many = replace(A, more={f"page/{number:03}/index.html": str(number) for number in range(300)})

    class Long(Probe):
        def after(self, operation: str) -> None:
            world.clock.sleep(RENEW / 50)

    world.deploy(many, world.cloud(Long))
    assert world.clock() > LEASE
    world.is_shown(many)


def test_everything_again(world: World) -> None:
    """For when somebody has changed the bucket by hand, or a record is broken."""
    world.deploy(A)
    world.buckets[world.settings.bucket].keys.pop("index.html")
    world.edge.clear()
    world.run(again=True)
    world.is_shown(A)
    assert world.asked[-1] == ("/*",)


def test_a_broken_record_is_told_and_mended(world: World) -> None:
    world.deploy(A)
    cloud = world.cloud()
    cloud.keep(f"releases/{world.state().completed}.json.gz", b"junk")
    with pytest.raises(PublishingError, match="make deploy FLAGS=--again"):
        world.deploy(B)
    left = replace(B, entries={"cy": B.entries["cy"]})
    world.deploy(left, again=True)
    assert world.texts()["index.html"] == left.files()["index.html"]
    assert [path for path in world.texts() if path.startswith("experts/")] == ["experts/cy/index.html"]
    photos = [path for path in world.texts() if path.startswith("photos/")]
    world.clock.sleep(KEPT)
    world.run()
    assert len(photos) == 3, "pages that somebody still has may need them"
    assert [path.split("-")[0] for path in world.texts() if path.startswith("photos/")] == ["photos/cy"]


@pytest.mark.parametrize("dies_at", [0, 9])
def test_an_older_commit_lists_nobody_again_who_was_removed(world: World, dies_at: int) -> None:
    """Also where the deployment of the removal was killed when its page was gone already."""

    class Dies(Probe):
        def after(self, operation: str) -> None:
            if (
                operation == "put_object"
                and "no longer" in world.texts()["experts/bo/index.html"]
                and dies_at
            ):
                self.dead = True
                raise Killed

    world.deploy(A)
    with pytest.raises(Killed) if dies_at else nullcontext():
        world.deploy(B, world.cloud(Dies))
    world.clock.sleep(LEASE)
    before = world.content()
    with pytest.raises(PublishingError, match="removed for readers: bo"):
        world.deploy(ONE_DIGIT, show_removed=False)
    assert world.content() == before
    world.deploy(B, show_removed=False)
    world.is_shown(B)
    world.deploy(A, show_removed=True)
    world.is_shown(A)


def test_only_so_many_releases_are_remembered(world: World, monkeypatch: Any) -> None:
    monkeypatch.setattr("publishing.release_records.REMEMBERED", 2)
    for site in (A, B, ONE_DIGIT, A):
        world.deploy(site)
        world.clock.sleep(60)
    held = [key for key in world.buckets[world.settings.bucket].keys if key.startswith("releases/2026")]
    kept = [f"releases/{identity}.json.gz" for identity, _ in world.state().history]
    assert sorted(key for key in held if world.record(key)) == kept
    assert len(kept) == 2
    world.is_shown(A)
