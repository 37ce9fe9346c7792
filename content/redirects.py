"""Old addresses and where they lead: content/redirects.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from content.data_file import DataFile, read_map
from records.diagnostic import Diagnostic

PATH = "content/redirects.yaml"
ADDRESS = re.compile(r"/[A-Za-z0-9/._~-]*\Z")
TARGET = {
    "type": "string",
    "pattern": r"^/([A-Za-z0-9/._~-]*/)?$",
    "description": "an address of this site, such as /join/",
}
RANGE = re.compile(r"\{([0-9]+)\.\.([0-9]+)\}")


def load(root: Path) -> tuple[DataFile, list[Diagnostic]]:
    file = read_map(root, PATH, TARGET)
    wrong = [
        file.diagnostic((old,), f"'{one}' is not an address of this site")
        for old in file.value
        for one in spread(old)
        if not ADDRESS.match(one)
    ]
    return file, [*file.diagnostics, *wrong]


def spread(pattern: str) -> list[str]:
    """'/blog/{08..11}/' stands for four addresses; as many digits as are written."""
    found = RANGE.search(pattern)
    if not found:
        return [pattern]
    first, last = found[1], found[2]
    numbers = (str(n).zfill(len(first)) for n in range(int(first), int(last) + 1))
    return [rest for n in numbers for rest in spread(pattern[: found.start()] + n + pattern[found.end() :])]


def targets(redirects: Mapping[str, str]) -> dict[str, str]:
    """Old to new address. One without a slash at the end is served by the page with it."""
    return {
        (one if one.endswith("/") else f"{one}/"): new
        for old, new in redirects.items()
        for one in spread(old)
    }
