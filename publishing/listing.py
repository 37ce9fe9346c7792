"""What the function knows of the site, and to which release it belongs.

A copy of each stays with the releases, under its hash, for going back. The function looks for a newer one
every half minute, by S3's ETag, so a warm one hears of it, too.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import TemplateError

from functions import app
from functions.app import PackedListing
from publishing.cloud import Cloud
from publishing.errors import PublishingError
from publishing.manifest import BROKEN, FOLDER, Listing

THERE, _, NAME = PackedListing.KEY.rpartition("/")
ABOUT = "forms/site.json"
Parts = Mapping[str, bytes]
"""What the function finds in its store under `site/`: the listing, and what else it needs, by name."""


def packed(site: Path, output: Path) -> Parts:
    """Of the entries as they are in `site` and the site as it was built into `output`."""
    try:
        return dict(app.packed(site, json.loads((output / ABOUT).read_text("utf-8"))))
    except (OSError, ValueError, LookupError, TemplateError):
        raise PublishingError(
            f"{output / ABOUT} is missing, broken or of an older version: build again, with make publish."
        ) from None


def named(parts: Parts, bucket: str) -> Listing:
    digest = hashlib.sha256()
    for name, body in sorted(parts.items()):
        digest.update(f"{name}\0{len(body)}\0".encode() + body)
    return Listing(digest.hexdigest(), bucket, tuple(sorted(parts)))


def there(name: str) -> str:
    """Its key in the function's bucket."""
    return f"{THERE}/{name}"


def copy_of(sha256: str, name: str) -> str:
    return f"{FOLDER}listings/{sha256}/{name}"


def copies(listing: Listing) -> list[str]:
    return [copy_of(listing.sha256, name) for name in listing.names]


def stored(cloud: Cloud, listing: Listing) -> Parts:
    """Only what was put there: it says to whom the function's letters go."""
    parts = {name: _stored(cloud, copy_of(listing.sha256, name)) for name in listing.names}
    if named(parts, "").sha256 != listing.sha256:
        raise PublishingError(
            f"{copy_of(listing.sha256, '')} in the bucket is not what was put there: it is cut off, or "
            "somebody has changed it. Build and deploy the commit that you want instead."
        )
    return parts


def _stored(cloud: Cloud, key: str) -> bytes:
    body = cloud.read(key).body
    if body is None:
        raise PublishingError(
            f"{key} is not in the bucket any more, so nobody can go back to its release. "
            "Build and deploy the commit that you want instead."
        )
    return body


def of(packed_listing: bytes) -> Mapping[str, Any]:
    try:
        return dict(json.loads(gzip.decompress(packed_listing))["entries"])
    except BROKEN:
        raise PublishingError(
            "What the bucket says of the entries of an earlier release cannot be read. Build and deploy the "
            "commit that you want, without comparing: make deploy FLAGS=--again"
        ) from None


def bridge(cloud: Cloud, earlier: Iterable[str], new: bytes) -> bytes:
    """The new one with the entries that only an earlier one knows; nothing where there are none."""
    told = json.loads(gzip.decompress(new))
    every = dict(told["entries"])
    for body in (cloud.read(copy_of(sha256, NAME)).body for sha256 in sorted({*earlier} - {""})):
        every = {**(of(body) if body else {}), **every}
    if len(every) == len(told["entries"]):
        return b""
    return gzip.compress(json.dumps({**told, "entries": every}, ensure_ascii=False).encode(), mtime=0)


def shown_again(cloud: Cloud, hashes: Iterable[str], shown: Mapping[str, Any]) -> list[str]:
    """Entries of `shown` that one of these listings had removed. A listing that is lost says nothing."""
    bodies = (cloud.read(copy_of(sha256, NAME)).body for sha256 in sorted({*hashes} - {""}))
    before = {slug for body in bodies if body is not None for slug in removed(of(body))}
    return sorted((before - removed(shown)) & shown.keys())


def removed(listed: Mapping[str, Any]) -> set[str]:
    return {slug for slug, entry in listed.items() if "removed" in entry}
