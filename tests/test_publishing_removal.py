"""From the merge of a removal to what readers get: the real build, and a deployment on the loopback."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from functions.app import PackedListing
from functions.aws import S3Store
from publishing import listing
from publishing.paths import is_asset
from publishing.purge import purge
from tests.publishing_world import ORIGIN, World, world
from tests.site_builder import AS_OF, MINI, build
from tests.test_publishing_deploy import Noted

__all__ = ["world"]
SLUG = "zephyrine-quillfeather"
PAGE = f"experts/{SLUG}/index.html"
ENTRY = """\
name: Zephyrine Quillfeather
kind: person
sample: true
roles: [legal, country]
headline: Barrister who brims with quincunxes
summary: Instructed through her clerk, Ptolemy Oxbow.
photo: {file: zephyrine.png}
topics: [non-punishment, mental-health]
countries: {based: GB, expertise: [VN], serves: [GB-ENG]}
languages: [{tag: vi, level: native}, {tag: en, level: professional}]
contact:
  - {kind: phone, dial: "+44 20 7946 0777"}
  - {kind: email, address: zq@quill.example.org}
verification: {level: self-declared, on: 2026-11-20}
consent: {public_listing: 2026-07-28, photo: 2026-07-28}
"""
TOMBSTONE = "name: Zephyrine Quillfeather\nsample: true\nremoved: {on: 2026-11-22}\n"
TELLING = [b"quillfeather", b"quincunx", b"oxbow", b"7946 0777", b"79460777", b"zq@quill"]


@pytest.fixture
def site(world: World) -> World:
    """The miniature site with one more person, published."""
    root = world.settings.site
    shutil.copytree(MINI, root)
    (root / "experts/profiles" / f"{SLUG}.yaml").write_text(ENTRY, "utf-8")
    Image.new("RGB", (400, 400), "white").save(root / "experts/photos/zephyrine.png")
    world.settings = replace(world.settings, samples=True)
    send(world)
    return world


def send(world: World) -> Any:
    site, out = world.settings.site, world.settings.output
    chosen = {"SAMPLES": "mark", "UNCONFIRMED_NUMBERS": "mark", "FORMS": "deployed", "ORIGIN": ORIGIN}
    made = build(site, out, "publishconf.py", AS_OF=AS_OF, LUNR_JSON="1", **chosen)
    assert made.returncode == 0, made.stdout + made.stderr
    return world.run(world.cloud(Noted))


def telling(world: World, bucket: str = "") -> Iterator[tuple[str, bytes]]:
    """What shows the person, of all that can be read there, in whichever format."""
    for path, body in world.content(bucket).items():
        text = (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).lower()
        yield from ((path, words) for words in TELLING if words in text)


def live(world: World) -> set[str]:
    return {path for path in world.content() if path in world.manifest().files}


@pytest.mark.long
def test_who_is_removed_is_gone_from_everything_at_once(site: World) -> None:
    shown = {path for path, _ in telling(site)}
    search = ("search/manifest.json", "search/lunr.json")
    for part in (PAGE, "sitemap.xml", *search, "directory/a-z/", "directory/country/vn/", "directory/role/"):
        assert any(path.startswith(part) for path in shown), f"{part} shows the entry"
    before, photos = site.content(), {path for path in live(site) if path.startswith("photos/zeph")}
    function = PackedListing(S3Store(site.settings.function_bucket), site.clock)
    assert function.data(SLUG)

    (site.settings.site / "experts/profiles" / f"{SLUG}.yaml").write_text(TOMBSTONE, "utf-8")
    (site.settings.site / "experts/photos/zephyrine.png").unlink()
    cloud = send(site)

    assert site.answer(PAGE) == ("410", "")
    assert "This entry is no longer listed" in site.content()[PAGE].decode()
    left = {(path, words) for path, words in telling(site) if path in live(site)}
    assert left == {(PAGE, b"quillfeather")}, "its name, and only on the page that says so"
    assert f"/experts/{SLUG}/" not in site.content()["sitemap.xml"].decode()
    assert [path for path in photos if path in live(site)] == []
    site.clock.sleep(PackedListing.SECONDS)
    assert function.data(SLUG) is None
    assert listing.removed(site.listing()) >= {SLUG}
    assert {path for path, _ in telling(site, site.settings.function_bucket)} <= {PackedListing.KEY}

    pages = [path for path in cloud.put_paths() if path in live(site) and not is_asset(path)]
    assert pages[0] == PAGE, "before every other page"
    changed = {path for path, body in site.content().items() if before.get(path) != body}
    assert changed & live(site) == {path for path in cloud.puts() if path in live(site)}
    assert len(pages) < len([path for path in live(site) if not is_asset(path)]) / 2
    assert site.asked[-1] == ("/*",), "more than eight addresses"


@pytest.mark.long
def test_what_is_left_of_it_for_going_back_is_purged(site: World) -> None:
    (site.settings.site / "experts/profiles" / f"{SLUG}.yaml").write_text(TOMBSTONE, "utf-8")
    send(site)
    held = site.buckets[site.settings.bucket].keys
    assert any(b"7946 0777" in body for key in {*held} for body in site.versions(key))
    cloud = site.cloud()
    purge(cloud, site.lock(cloud), SLUG)
    every = [(key, body) for key in {*held} for body in site.versions(key)]
    packed = [(key, gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body) for key, body in every]
    assert [key for key, body in packed if b"79460777" in body.replace(b" ", b"")] == []
    assert not [key for key, _ in packed if key.startswith("photos/zephyrine")]
    assert site.run().requests == 3
