"""The way back, and what nobody shall come back to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from publishing.errors import PublishingError
from publishing.plan import KEPT
from publishing.purge import purge
from publishing.rollback import rollback, show
from publishing.state import LEASE
from tests.publishing_faults import Step, deployment, systematically
from tests.publishing_world import A, B, Killed, Probe, Site, World, world
from tests.test_publishing_deploy import ONE_DIGIT, Noted

__all__ = ["world"]
MORE = replace(A, theme="0d", entries={**A.entries, "cy": "+44 20 7946 0125"}, more={}, age=600)


def publish(world: World, *sites: Site) -> list[str]:
    """The id of each release, a day apart."""
    ids = []
    for site in sites:
        world.deploy(site)
        ids.append(world.state().completed)
        world.clock.sleep(86_400)
    return ids


def back(world: World, to: str, cloud: Any = None, **flags: Any) -> Any:
    cloud = cloud or world.cloud()
    rollback(cloud, world.lock(cloud), to, **flags)
    return cloud


def erase(world: World, slug: str, cloud: Any = None, **flags: Any) -> Any:
    cloud = cloud or world.cloud()
    purge(cloud, world.lock(cloud), slug, **flags)
    return cloud


@pytest.mark.parametrize("later", [ONE_DIGIT, MORE], ids=["one digit", "much"])
def test_an_earlier_release_is_copied_back(world: World, later: Site) -> None:
    first, _ = publish(world, A, later)
    cloud = back(world, first, world.cloud(Noted))
    world.is_shown(A)
    operations = [operation for operation, key in cloud.notes if not key.startswith(("releases/", "site/"))]
    assert "put_object" not in operations
    assert world.headers("index.html")[1] == "public, max-age=300, must-revalidate"
    assert world.deploy(A).requests == 3, "what is shown is what was built"


def test_there_and_back_by_releases(world: World, capsys: Any) -> None:
    first, second = publish(world, A, MORE)
    back(world, first)
    world.clock.sleep(60)
    back(world, second)
    world.is_shown(MORE)
    capsys.readouterr()
    back(world, second)
    assert capsys.readouterr().out.startswith(f"Readers see {second} already; ")


def test_assets_that_were_removed_come_back(world: World) -> None:
    first, _ = publish(world, A, MORE)
    world.clock.sleep(KEPT)
    world.run()
    assert "theme-0a/site.css" not in world.content()
    back(world, first)
    world.is_shown(A)


def test_the_dry_run_of_a_rollback(world: World, capsys: Any) -> None:
    first, _ = publish(world, A, MORE)
    before = world.content()
    capsys.readouterr()
    back(world, first, dry=True)
    assert world.content() == before
    assert "changed pages to copy back: 3\n" in capsys.readouterr().out


def test_the_releases_are_listed(world: World, capsys: Any) -> None:
    ids = publish(world, A, MORE)
    capsys.readouterr()
    show(cloud := world.cloud(), world.lock(cloud))
    assert capsys.readouterr().out == (
        f"{ids[1]}  2026-11-23 12:00 UTC  (what readers see now)\n{ids[0]}  2026-11-22 12:00 UTC\n"
        "Go back to one: make rollback TO=<id>\n"
    )


def test_who_was_removed_is_not_shown_again_by_the_way(world: World) -> None:
    first, _ = publish(world, A, B)
    with pytest.raises(PublishingError, match=f"{first} still shows entries that were removed since: bo"):
        back(world, first)
    world.is_shown(B)
    back(world, first, show_removed=True)
    world.is_shown(A)


def test_versions_that_have_expired_are_missed_before_the_first_page_changes(world: World) -> None:
    first, _ = publish(world, A, MORE)
    old = world.manifest_of(first).files["index.html"].version
    cloud = world.cloud()
    cloud.clients["s3"].delete_object(Bucket=world.settings.bucket, Key="index.html", VersionId=old)
    with pytest.raises(PublishingError, match=r"not kept any more, such as that of index\.html"):
        back(world, first)
    world.is_shown(MORE)


@pytest.mark.parametrize("to", ["20261122T120000Z-ffffff", "../state", "nonsense"])
def test_a_release_that_is_none_is_told(world: World, to: str) -> None:
    publish(world, A)
    with pytest.raises(PublishingError, match=f"There is no complete release {to}"):
        back(world, to)


@pytest.mark.long
@pytest.mark.parametrize("kind", ["killed before", "answer lost"])
def test_a_rollback_that_fails_is_finished_by_the_next_run(world: World, kind: str, monkeypatch: Any) -> None:
    monkeypatch.setattr("publishing.release_records.REMEMBERED", 1000)
    first, second = publish(world, A, MORE)
    to_first = Step(A, lambda world, cloud: back(world, first, cloud))
    to_second = Step(MORE, lambda world, cloud: back(world, second, cloud))
    ways = [(to_first, deployment(MORE)), (to_first, to_second)]
    tries, met = systematically(world, kind, MORE, lambda number: ways)
    assert met == []
    assert tries >= 30


def test_a_purge_leaves_the_tombstone_alone(world: World, capsys: Any) -> None:
    publish(world, A, ONE_DIGIT, B)
    page, photo = "experts/bo/index.html", next(path for path in A.files() if path.startswith("photos/bo-"))
    assert len(world.versions(page)) == 2
    assert world.texts()[photo]
    capsys.readouterr()
    before = world.content()
    erase(world, "bo", dry=True)
    assert world.content() == before
    assert "are to be erased for good" in capsys.readouterr().out
    erase(world, "bo")
    assert [body.decode() for body in world.versions(page)] == [B.files()[page]]
    assert world.versions(photo) == []
    assert photo not in world.content()
    assert "theme-0a/site.css" in world.content(), "a page in a cache may still need it"
    world.is_shown(B)


def test_after_a_purge_nothing_in_the_bucket_shows_it(world: World) -> None:
    """But its tombstone, and the listing, by which the function knows that it is removed."""
    ids = publish(world, A, ONE_DIGIT, B)
    erase(world, "bo")
    left = [body for key in {*world.buckets[world.settings.bucket].keys} for body in world.versions(key)]
    assert [body for body in left if b"7946 0124" in body or b" bo" in body] == []
    for earlier in ids:
        with pytest.raises(PublishingError, match="There is no complete release"):
            back(world, earlier)
    assert world.run().requests == 3
    world.clock.sleep(60)
    last = world.state().completed
    world.deploy(replace(B, age=900))
    back(world, last)
    world.is_shown(B)


def test_what_others_put_into_the_bucket_is_left_alone(world: World) -> None:
    publish(world, A, B)
    world.cloud().clients["s3"].put_object(Bucket=world.settings.bucket, Key="google1.html", Body=b"theirs")
    erase(world, "bo")
    assert world.texts()["google1.html"] == "theirs"


@pytest.mark.parametrize(
    ("slug", "message"),
    [
        ("ana", "ana is still listed. Remove the entry first"),
        ("boo", "There never was an entry 'boo'"),
    ],
)
def test_only_what_was_removed_is_purged(world: World, slug: str, message: str) -> None:
    publish(world, A, B)
    with pytest.raises(PublishingError) as error:
        erase(world, slug)
    assert message in str(error.value)


def test_a_purge_waits_for_an_open_release(world: World) -> None:
    publish(world, A)

    class Dies(Probe):
        def after(self, operation: str) -> None:
            if self.calls == 12:
                self.dead = True
                raise Killed

    with pytest.raises(Killed):
        world.deploy(B, world.cloud(Dies))
    world.clock.sleep(LEASE)
    with pytest.raises(PublishingError, match="Run make deploy first"):
        erase(world, "bo")


@pytest.mark.long
@pytest.mark.parametrize("kind", ["killed after", "answer lost"])
def test_a_purge_that_fails_is_done_by_the_next_one(world: World, kind: str) -> None:
    from tests.publishing_faults import carry_on, tripped

    whole, at, step = False, 0, Step(B, lambda world, cloud: erase(world, "bo", cloud))
    while not whole:
        at += 1
        for site in (A, B):
            world.deploy(site)
            world.clock.sleep(60)
        cloud = tripped(world, (B,), kind, at)
        try:
            step.go(world, cloud)
        except (Killed, PublishingError):
            world.clock.sleep(LEASE)
        whole = cloud.calls < at
        world.run()  # the nightly one comes in between
        if not whole:
            carry_on(world, step, tripped(world, (B,)))
        world.is_shown(B)
        left = [body for key in {*world.buckets[world.settings.bucket].keys} for body in world.versions(key)]
        assert [body for body in left if b"7946 0124" in body] == []
    assert at > 10
