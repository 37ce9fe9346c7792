"""What the function knows of the site, beside which release it belongs to.

A copy of each stays with the releases, under its hash, for going back. The function looks for a newer one
every half minute, by S3's ETag, so a warm one hears of it, too.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from functions.app import PackedListing, pack
from publishing.cloud import Cloud
from publishing.errors import PublishingError
from publishing.manifest import FOLDER, Listing

KEY = PackedListing.KEY
ABOUT = "forms/site.json"


def packed(site: Path, output: Path) -> bytes:
    """Of the entries as they are in `site` and the site as it was built into `output`."""
    try:
        about = json.loads((output / ABOUT).read_text("utf-8"))
    except (OSError, ValueError):
        raise PublishingError(
            f"{output / ABOUT} is missing or broken: build the site again, with make publish."
        ) from None
    return pack(site, about)


def copy_of(sha256: str) -> str:
    return f"{FOLDER}listings/{sha256}.json.gz"


def entries(cloud: Cloud, listing: Listing) -> Mapping[str, Any]:
    """The entries that a release shows or has removed, by slug."""
    return of(stored(cloud, listing))


def stored(cloud: Cloud, listing: Listing) -> bytes:
    body = cloud.read(copy_of(listing.sha256)).body
    if body is None:
        raise PublishingError(
            f"{copy_of(listing.sha256)} is not in the bucket any more, so nobody can go back to its release. "
            "Build and deploy the commit that you want instead."
        )
    return body


def of(packed_listing: bytes) -> Mapping[str, Any]:
    told: Mapping[str, Any] = json.loads(gzip.decompress(packed_listing))["entries"]
    return told


def bridge(cloud: Cloud, earlier: Iterable[str], new: bytes) -> bytes:
    """The new one with the entries that only an earlier one knows; nothing where there are none."""
    told = json.loads(gzip.decompress(new))
    every = dict(told["entries"])
    for body in (cloud.read(copy_of(sha256)).body for sha256 in sorted({*earlier} - {""})):
        every = {**(of(body) if body else {}), **every}
    if len(every) == len(told["entries"]):
        return b""
    return gzip.compress(json.dumps({**told, "entries": every}, ensure_ascii=False).encode(), mtime=0)


def removed(listed: Mapping[str, Any]) -> set[str]:
    return {slug for slug, entry in listed.items() if "removed" in entry}
