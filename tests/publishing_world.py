"""A small site in several releases, an AWS on the loopback, and readers who look after every single call."""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from engine import build_record
from engine.build_record import BuildRecord
from functions.app import PackedListing
from publishing import listing
from publishing.aws import PATIENCE, make_clients
from publishing.cloud import Cloud
from publishing.deploy import deploy
from publishing.manifest import Manifest, key_of
from publishing.manifest import decode as unpacked
from publishing.paths import is_asset
from publishing.settings import Settings
from publishing.state import KEY, Lock, State, decode
from tests.fake_github import Clock
from tests.function_app import SITE
from tests.site_builder import PATIENCE as WAIT

ORIGIN = "https://directory.example.org"
NOW = 1_795_348_800.0  # 2026-11-22 12:00
ASSET = re.compile(r'"/((?:theme-|photos/|index/)[^"]*)"')
CSS = re.compile(r"/(theme-\w+)/")
HEADERS = """/theme-{theme}/*
  Cache-Control: public, max-age=31536000, immutable
/photos/*
  Cache-Control: public, max-age=31536000, immutable
/index/*
  Cache-Control: no-store
/
  Cache-Control: public, max-age={age}, must-revalidate
/experts/*
  Cache-Control: no-cache
"""


@dataclass(frozen=True)
class Site:
    """What a release shows. `entries` has a telephone number, or None for an entry that was removed."""

    theme: str
    entries: Mapping[str, str | None]
    more: Mapping[str, str] = field(default_factory=dict)
    age: int = 300
    answers: str = ""  # further lines of _redirects

    def files(self) -> dict[str, str]:
        head = f'<link href="/theme-{self.theme}/site.css">'
        index = hashlib.sha256(repr(self.entries).encode()).hexdigest()[:6]
        files = {
            f"theme-{self.theme}/site.css": f"/* {self.theme} */",
            f"index/{index}.json": repr(self.entries),
        }
        for slug, number in self.entries.items():
            photo = f"photos/{slug}-96-{hashlib.sha256(slug.encode()).hexdigest()[:10]}.webp"
            shown = f'<img src="/{photo}"> {number}' if number else "no longer listed"
            files[f"experts/{slug}/index.html"] = f"{head}{slug} {shown}"
            files |= {photo: slug} if number else {}
        listed = " ".join(slug for slug, number in self.entries.items() if number)
        files["index.html"] = f"{head}{listed}"
        files["search/manifest.json"] = json.dumps({"index": f"/index/{index}.json"})
        files["sitemap.xml"] = listed
        return files | dict(self.more)

    def host_files(self) -> dict[str, str]:
        gone = [f"/experts/{slug}/ 410\n" for slug, number in self.entries.items() if not number]
        headers = HEADERS.format(theme=self.theme, age=self.age)
        return {"_headers": headers, "_redirects": "".join([*gone, self.answers])}


A = Site("0a", {"ana": "+44 20 7946 0123", "bo": "+44 20 7946 0124"}, {"about/index.html": "about"})
# One digit, one entry less, one more, another theme, a page less, and other headers for the home page.
B = Site("0b", {"ana": "+44 20 7946 0129", "bo": None, "cy": "+44 20 7946 0125"}, age=600)


def about(theme: str) -> dict[str, Any]:
    return {**SITE, "site": {**SITE["site"], "theme": f"/theme-{theme}"}}


class Killed(BaseException):
    """The process ends here: nothing that comes after the call happens."""


class Probe(Cloud):
    """Calls `before` and `after` around each call, and tells S3's time by the clock."""

    clock: Clock
    calls: int = 0
    dead: bool = False

    def before(self, operation: str) -> None: ...

    def after(self, operation: str) -> None: ...

    def again(self, operation: str) -> bool:
        """Whether the answer gets lost, and the call is made once more."""
        return False

    def _call(self, service: str, operation: str, **arguments: Any) -> Any:
        if self.dead:
            raise Killed
        self.calls += 1
        self.before(operation)
        if self.again(operation):
            super()._call(service, operation, **arguments)
        answer = super()._call(service, operation, **arguments)
        self.after(operation)
        if "HTTPHeaders" in answer.get("ResponseMetadata", {}):
            now = format_datetime(datetime.fromtimestamp(self.clock(), UTC), usegmt=True)
            answer["ResponseMetadata"]["HTTPHeaders"]["date"] = now
        return answer


@dataclass
class World:
    folder: Path
    clock: Clock
    buckets: Any
    settings: Settings
    edge: dict[str, str] = field(default_factory=dict)  # what a cache has that never forgets by itself
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def cloud(self, kind: type[Probe] = Probe) -> Any:
        made = kind(self.settings.bucket, self.settings.function_bucket, self.settings.distribution, 1)
        made.clock = self.clock
        return made

    def lock(self, cloud: Cloud) -> Lock:
        return Lock(cloud, self.clock)

    def build(self, site: Site, **record: Any) -> None:
        output, profiles = self.settings.output, self.settings.site / "experts" / "profiles"
        for folder in (output, profiles):
            folder.mkdir(parents=True, exist_ok=True)
            for path in sorted(folder.rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()
        files = {**site.files(), **site.host_files()}
        files["forms/site.json"] = json.dumps(about(site.theme))
        for path, text in files.items():
            (output / path).parent.mkdir(parents=True, exist_ok=True)
            (output / path).write_text(text)
        told = {"origin": ORIGIN, "public": True, "samples": False, "files": len(files), **record}
        build_record.write(output, BuildRecord(**told))
        for slug, number in site.entries.items():
            text = f"name: {slug}\n" + (f"dial: '{number}'\n" if number else "removed: {on: 2026-11-22}\n")
            (profiles / f"{slug}.yaml").write_text(text)

    def deploy(self, site: Site, cloud: Any = None, **flags: Any) -> Any:
        self.build(site)
        return self.run(cloud, **flags)

    def run(self, cloud: Any = None, **flags: Any) -> Any:
        """An older site may follow a newer one, as far as no test is about that."""
        cloud = cloud or self.cloud()
        flags.setdefault("show_removed", True)
        deploy(self.settings, cloud, self.lock(cloud), **flags)
        return cloud

    def content(self, bucket: str = "") -> dict[str, bytes]:
        """What readers would get, without the records; straight from the server's memory."""
        held = self.buckets[bucket or self.settings.bucket].keys
        keys = [key for key in held if not key.startswith("releases/")]
        return {key: held[key].value for key in keys if hasattr(held[key], "value")}

    def texts(self) -> dict[str, str]:
        return {path: body.decode() for path, body in self.content().items()}

    def headers(self, path: str) -> tuple[str, str]:
        meta = self.buckets[self.settings.bucket].keys[path].metadata
        return meta["content-type"], meta["cache-control"]

    def answer(self, path: str) -> tuple[str, str]:
        """The status and the location that the front is told."""
        meta = self.buckets[self.settings.bucket].keys[path].metadata
        return meta.get("x-amz-meta-status", ""), meta.get("x-amz-meta-location", "")

    def versions(self, key: str) -> list[bytes]:
        held = self.buckets[self.settings.bucket].keys.getlist(key) or []
        return [each.value for each in held if hasattr(each, "value")]

    def listing(self) -> dict[str, Any]:
        packed = self.content(self.settings.function_bucket).get(PackedListing.KEY)
        return dict(listing.of(packed)) if packed else {}

    def record(self, key: str) -> bytes | None:
        held = self.buckets[self.settings.bucket].keys.get(key)
        return getattr(held, "value", None)

    def state(self) -> State:
        return decode(self.record(KEY))

    def manifest(self) -> Manifest:
        """Of the last complete release."""
        return self.manifest_of(self.state().completed)

    def manifest_of(self, identity: str) -> Manifest:
        return unpacked(self.record(key_of(identity)) or b"", identity)

    def browse(self) -> None:
        """Readers look at everything, which fills the cache wherever it has room."""
        for path, text in self.texts().items():
            for address in self.addresses(path):
                self.edge.setdefault(address, text)

    def addresses(self, path: str) -> list[str]:
        return ["/" + path] + (["/" + path.removesuffix("index.html")] if path.endswith("index.html") else [])

    def forget(self, patterns: tuple[str, ...]) -> None:
        self.asked.append(patterns)
        self.edge = {
            key: text for key, text in self.edge.items() if not any(fnmatch(key, each) for each in patterns)
        }

    def is_shown(self, site: Site) -> None:
        """Everything is of this release, in the bucket, in the cache, for the function; no run holds it."""
        files, texts = site.files(), self.texts()
        assert {path: text for path, text in texts.items() if path in files} == files
        assert [path for path in texts.keys() - files.keys() if not is_asset(path)] == []
        self.browse()
        cached = {address: files[path] for path in files for address in self.addresses(path)}
        assert {address: text for address, text in self.edge.items() if address in cached} == cached
        gone = {address for address in self.edge.keys() - cached.keys() if not is_asset(address[1:])}
        assert gone == set()
        assert {slug: "removed" not in entry for slug, entry in self.listing().items()} == {
            slug: number is not None for slug, number in site.entries.items()
        }
        state = self.state()
        assert (state.open, state.holder, state.clearing) == ("", "", "")
        held = self.buckets[self.settings.bucket].keys
        manifest = self.manifest()
        assert manifest.complete
        assert {path: entry.version for path, entry in manifest.files.items()} == {
            path: held[path].version_id for path in files
        }


def seen(world: World, *sites: Site) -> Iterator[str]:
    """What a reader must never meet with while the site goes from one of these to another."""
    texts, every = world.texts(), [site.files() for site in sites]
    for path, text in texts.items():
        if not is_asset(path) and text not in [files.get(path) for files in every]:
            yield f"{path} is neither old nor new: {text}"
    for path in set.intersection(*map(set, every)) - texts.keys():
        yield f"{path} is missing"
    for path, text in {**{f"edge {path}": text for path, text in world.edge.items()}, **texts}.items():
        yield from (f"{path} is shown without {name}" for name in ASSET.findall(text) if name not in texts)
    for key, body in world.content(world.settings.function_bucket).items():
        if key.endswith(".html"):
            yield from (
                f"{key} without {name}" for name in CSS.findall(body.decode()) if name not in themes(texts)
            )
    known = world.listing()
    for slug in {slug for site in sites for slug in site.entries} if known else ():
        page = texts.get(f"experts/{slug}/index.html", "no longer")
        if "no longer" not in page and slug not in known:
            yield f"the form does not know {slug}, whose page is there"


def themes(paths: Iterable[str]) -> set[str]:
    return {path.partition("/")[0] for path in paths}


@contextmanager
def new_world(folder: Path, clock: Clock) -> Iterator[World]:
    """On a server that runs already; its environment is set."""
    import boto3
    from moto.s3.models import s3_backends

    digest = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    settings = Settings(
        ORIGIN,
        f"site-{digest}",
        f"function-{digest}",
        distribution(digest),
        folder / "site",
        folder / "output",
        False,
    )
    s3 = boto3.client("s3")
    for name in (settings.bucket, settings.function_bucket):
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
    s3.put_bucket_versioning(Bucket=settings.bucket, VersioningConfiguration={"Status": "Enabled"})
    buckets = s3_backends["123456789012"]["aws"].buckets
    world = World(folder, clock, buckets, settings)
    with pytest.MonkeyPatch.context() as patch:  # the server runs in this process
        order = itertools.count()  # by its times the server tells which version is the latest

        def utcnow() -> datetime:
            return datetime.fromtimestamp(clock() + next(order) * 1e-5, UTC).replace(tzinfo=None)

        patch.setattr("moto.s3.models.utcnow", utcnow)
        patch.setitem(PATIENCE, "read_timeout", WAIT)
        made = make_clients(1)
        patch.setattr("publishing.aws.make_clients", lambda workers: made)  # each costs a tenth of a second
        patch.setattr("functions.sent_page.prepared", styled)  # templates cost more than all else
        patch.setattr(Cloud, "invalidate", heard(world, Cloud.invalidate))
        yield world


def styled(_: object, about: Mapping[str, Any]) -> str:
    return f'<link href="{about["site"]["theme"]}/site.css">'


def heard(world: World, real: Callable[..., None]) -> Callable[..., None]:
    """The cache of the world forgets what CloudFront was really asked to forget."""

    def invalidate(self: Cloud, reference: str, paths: tuple[str, ...]) -> None:
        real(self, reference, paths)
        world.forget(paths)

    return invalidate


def distribution(name: str) -> str:
    import boto3

    origin = {
        "Id": "site",
        "DomainName": "site.s3.amazonaws.com",
        "S3OriginConfig": {"OriginAccessIdentity": ""},
    }
    behaviour = {"TargetOriginId": "site", "ViewerProtocolPolicy": "redirect-to-https"}
    config = {
        "CallerReference": name, "Comment": "", "Enabled": True,
        "Origins": {"Quantity": 1, "Items": [origin]}, "DefaultCacheBehavior": behaviour,
    }  # fmt: skip
    return str(
        boto3.client("cloudfront").create_distribution(DistributionConfig=config)["Distribution"]["Id"]
    )


@pytest.fixture
def world(aws: str, tmp_path: Path) -> Iterator[World]:
    with new_world(tmp_path, Clock(NOW)) as made:
        yield made
