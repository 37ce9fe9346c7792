"""What the files of an index say, for tests."""

from __future__ import annotations

import json
from collections.abc import Iterator

from plugins.search.split_index import NAME
from tests.built_site import Built


def unfront(text: str) -> Iterator[str]:
    before = ""
    for line in text.split("\n") if text else ():
        units = before.encode("utf-16-le")[: 2 * (ord(line[0]) - 48)]
        before = units.decode("utf-16-le") + line[1:]
        yield before


def terms(site: Built) -> set[str]:
    """All that can be found, of a site whose index is one file."""
    manifest = json.loads(site.read("/search/manifest.json"))
    names = manifest["buckets"]
    parts = [manifest["parts"][names[at : at + NAME]] for at in range(0, len(names), NAME)]
    return {term for front, *_ in parts for term in unfront(front)}
