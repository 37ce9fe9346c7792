"""Pages at old addresses that lead to the new ones: content/redirects.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from experts import Problem
from plugins.data import File, read_map
from plugins.directory.facets import BY_ID
from plugins.output import Page
from plugins.problems import stop
from plugins.text import did_you_mean
from plugins.writing import pages

if TYPE_CHECKING:
    from plugins.site import Site

PATH = "content/redirects.yaml"
ADDRESS = re.compile(r"/[A-Za-z0-9/._~-]*\Z")
TARGET = {
    "type": "string",
    "pattern": r"^/([A-Za-z0-9/._~-]*/)?$",
    "description": "an address of this site, such as /join/",
}
RANGE = re.compile(r"\{([0-9]+)\.\.([0-9]+)\}")
LISTED = re.compile(r"/directory/([a-z-]+)/([a-z0-9-]+)/\Z")


def load(root: Path) -> tuple[File, list[Problem]]:
    file = read_map(root, PATH, TARGET)
    wrong = [
        file.problem((old,), f"'{one}' is not an address of this site")
        for old in file.value
        for one in spread(old)
        if not ADDRESS.match(one)
    ]
    return file, [*file.problems, *wrong]


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


def standing(site: Site, target: str) -> str | None:
    """The page that answers: the list of all values, where nobody stands under a value at present."""
    if target in site.output.pages:
        return target
    listed = LISTED.match(target)
    facet = BY_ID.get(listed[1]) if listed else None
    if facet is None or listed is None:
        return None
    known = site.vocabularies[facet.vocabulary].terms if facet.vocabulary else facet.own
    if listed[2] not in {value.lower() for value in known}:
        return None
    return facet.url if facet.url in site.output.pages else "/directory/"


def redirects(site: Site) -> Iterator[Page]:
    new = {target: standing(site, target) for target in site.redirects.value.values()}
    dead = [
        site.redirects.problem((old,), f"there is no page {target}{did_you_mean(target, site.output.pages)}")
        for old, target in site.redirects.value.items()
        if new[target] is None
    ]
    if dead:
        stop(dead)
    for old, target in targets(site.redirects.value).items():
        yield Page(old, "redirect.html", {"target": new[target]}, indexed=False)


def register() -> None:
    pages.connect(redirects)
