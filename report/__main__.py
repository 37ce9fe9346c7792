"""`python -m report [--publish] [SITE]` prints what a human must still confirm.

With `--publish` it only counts what may wait, and fails on what must not go out.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import check
from pelicanconf import EDITORS_EMAIL, EXIT_URL, ORIGIN
from records import terminal
from records.unconfirmed import KINDS, Unconfirmed, by_urgency
from report import guide, settings, unconfirmed

ROOT = Path(__file__).parents[1]
USAGE = "python -m report [--publish] [SITE]"
# What a setting lets out all the same, shown as what it is.
_ALLOWED = {
    "number": ("UNCONFIRMED_NUMBERS", ("mark",)),
    "sample": ("SAMPLES", ("mark", "off")),
}


def main(arguments: list[str]) -> int:
    """1 where a public site must not go out, 2 where nothing could be read."""
    publish = arguments[:1] == ["--publish"]
    asked = check.site_and_day(arguments[publish:], USAGE)
    if asked is None:
        return 2
    root, today = asked
    site = check.examine(root)
    items = sorted([*_unset(root), *unconfirmed(site, today)], key=by_urgency)
    terminal.show([*_check_first(site), *(published(items) if publish else listed(items)), *_stale(site)])
    return int(publish and (bool(site.errors) or any(map(stops, items))))


def _unset(root: Path) -> Iterator[Unconfirmed]:
    yield from settings.editors_address(EDITORS_EMAIL)
    yield from settings.exit_address(EXIT_URL, ORIGIN)
    yield from settings.licences(ROOT, root)


def _check_first(site: check.Site) -> Iterator[str]:
    if site.errors:
        count = check.count(site.errors, "error")
        yield f"The check finds {count}, which may hide more: make check lists them.\n"


def _stale(site: check.Site) -> Iterator[str]:
    if guide.is_stale(site):
        yield f"{guide.FILE.name} in docs/ was written from older data: make bless writes it again."


def listed(items: list[Unconfirmed]) -> Iterator[str]:
    """All of it, a paragraph for each kind."""
    for kind, group in groupby(items, lambda one: one.kind):
        yield f"{KINDS[kind].heading}. {KINDS[kind].advice}"
        yield from (f"  {one}" for one in group)
        yield ""
    before = sum(one.stops for one in items)
    yield f"{check.count(items, 'thing')} to confirm, {before} of them before the site is public"


def published(items: list[Unconfirmed]) -> Iterator[str]:
    """What must not go out, one by one; of the rest how much there is."""
    for kind, group in groupby(filter(stops, items), lambda one: one.kind):
        yield f"Must not go out: {KINDS[kind].heading}. {KINDS[kind].advice}"
        if kind in _ALLOWED:
            name, (value, *_) = _ALLOWED[kind]
            yield f"  ({name}={value} lets them out, marked as what they are.)"
        yield from (f"  {one}" for one in group)
        yield ""
    waiting = [one for one in items if not stops(one)]
    for kind, group in groupby(waiting, lambda one: one.kind):
        yield f"Still to confirm: {KINDS[kind].heading}: {len(list(group))}"
    if waiting:
        yield "make report lists them."


def stops(one: Unconfirmed) -> bool:
    """Whether it must not go out, as far as the settings of the build do not say otherwise."""
    name, values = _ALLOWED.get(one.kind, ("", ()))
    return one.stops and os.environ.get(name) not in values


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
