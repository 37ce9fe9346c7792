"""What a release consists of, path by path, as `releases/<id>.json.gz` keeps it.

Two are compared, never the bucket's listing, sizes or times. A record that is not `complete` is that of a
release which was begun: `files` is what is known to be in the bucket, `unknown` what may be old
or new.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from publishing.errors import PublishingError

FORMAT = 1
# Whatever is read back may have been cut off, or written by another hand.
BROKEN = (OSError, EOFError, zlib.error, ValueError, LookupError, TypeError, AttributeError)
FOLDER = "releases/"


class Entry(NamedTuple):
    """`cache` is what Cache-Control says; `version` is S3's, once it is there.

    `status` and `location` are what the front answers with instead of 200: "410", or "301" and where to.
    """

    sha256: str
    type: str
    cache: str
    status: str = ""
    location: str = ""
    version: str = ""

    def equals(self, other: Entry | None) -> bool:
        """For a reader: the version does not count."""
        return other is not None and self[:-1] == other[:-1]


class Retired(NamedTuple):
    """An asset that no page of this release names; pages that a reader or a cache still has may."""

    entry: Entry
    since: float


class Listing(NamedTuple):
    """What the function knows of the site, and where it was put; no bucket if it may not be there."""

    sha256: str = ""
    bucket: str = ""
    names: tuple[str, ...] = ()


NO_LISTING = Listing()


@dataclass(frozen=True, slots=True)
class Manifest:
    id: str = ""
    complete: bool = False
    base: str = ""  # a record that is not complete may hold only what differs from this one
    files: Mapping[str, Entry] = field(default_factory=dict)
    retired: Mapping[str, Retired] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    stale: tuple[str, ...] = ()  # what it invalidates
    remove: tuple[str, ...] = ()  # keys whose time has come: deleted when it is complete
    listing: Listing = NO_LISTING

    def over(self, base: Manifest) -> Manifest:
        """What is in the bucket after this began upon a complete one."""
        untouched = {path: entry for path, entry in base.files.items() if path not in self.unknown}
        retired = {path: each for path, each in base.retired.items() if path not in self.files}
        return replace(
            self,
            base="",
            files=untouched | dict(self.files),
            retired={path: each for path, each in retired.items() if path not in self.unknown},
        )


def key_of(identity: str) -> str:
    return f"{FOLDER}{identity}.json.gz"


def encode(manifest: Manifest) -> bytes:
    shown = {
        "format": FORMAT,
        "id": manifest.id,
        "complete": manifest.complete,
        "base": manifest.base,
        "files": manifest.files,
        "retired": {path: [*each.entry, each.since] for path, each in manifest.retired.items()},
        "unknown": sorted(manifest.unknown),
        "stale": manifest.stale,
        "remove": manifest.remove,
        "listing": manifest.listing,
    }
    text = json.dumps(shown, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return gzip.compress(text.encode(), mtime=0)


def decode(body: bytes, identity: str) -> Manifest:
    try:
        told: dict[str, Any] = json.loads(gzip.decompress(body))
        if told["format"] != FORMAT:
            raise PublishingError(
                f"The release {identity} was written by another version of this program. Use the newest one."
            )
        sha256, bucket, names = told["listing"]
        return Manifest(
            told["id"],
            told["complete"],
            told["base"],
            {path: Entry(*each) for path, each in told["files"].items()},
            {path: Retired(Entry(*each[:-1]), each[-1]) for path, each in told["retired"].items()},
            frozenset(told["unknown"]),
            tuple(told["stale"]),
            tuple(told["remove"]),
            Listing(sha256, bucket, tuple(names)),
        )
    except BROKEN:
        raise PublishingError(
            f"{key_of(identity)} in the bucket cannot be read. Send everything again, without comparing: "
            "make deploy FLAGS=--again"
        ) from None
