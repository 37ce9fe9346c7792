"""What the files of an index say, for tests."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.built_site import Built


def unfront(text: str) -> Iterator[str]:
    before = ""
    for line in text.split("\n") if text else ():
        units = before.encode("utf-16-le")[: 2 * (ord(line[0]) - 48)]
        before = units.decode("utf-16-le") + line[1:]
        yield before


def terms(site: Built) -> set[str]:
    """All that can be found, as the dictionary has it."""
    manifest = json.loads(site.read("/search/manifest.json"))
    parts = manifest.get("parts", {})
    names = manifest["lengths"].values()
    texts = [parts.get(name) or json.loads(site.read(f"/index/{name}.json")) for name in names]
    return {term for text in texts for term in unfront(text)}
