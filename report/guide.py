"""`python -m report.guide` writes docs/content-sources.md: what was read where, and what nobody confirmed.

It knows no day, so that it changes only with the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import check
from records.unconfirmed import KINDS, Unconfirmed
from report import sources, unconfirmed

ROOT = Path(__file__).parents[1]
FILE = ROOT / "docs" / "content-sources.md"
_INTRO = """\
# Where the content comes from, and what is still to be confirmed

Written by `make bless` from the data: change those, not this page. `make report` prints the same list with
lines, and with what is overdue on the day; `make publish` stops at what must not go out. How a number is
checked is in [CONTRIBUTING.md](../CONTRIBUTING.md).

## Where it was read

Law, figures and numbers to call come from the hosts that
[content/source-hosts.yaml](../content/source-hosts.yaml) lists; the check refuses others. Counted are the
pages that are named as sources.
"""
_CONFIRM = """\
## What is still to be confirmed

Most urgent first. Nothing was read on a live page unless its file says so.
"""


def guide(site: check.Site) -> str:
    return "\n".join([_INTRO, *_hosts(site), "", _CONFIRM, *_list(unconfirmed(site))])


def is_stale(site: check.Site) -> bool:
    """Whether the data of this project have changed since it was written."""
    own = FILE.is_file() and site.content.site.resolve() == ROOT
    return own and FILE.read_text(encoding="utf-8") != guide(site)


def main() -> int:
    FILE.write_text(guide(check.examine(ROOT)), encoding="utf-8")
    return 0


def _hosts(site: check.Site) -> Iterator[str]:
    found = sources.uses(site)
    yield "| host | who | read there |"
    yield "| --- | --- | --- |"
    for name in sorted(found.listed):
        counts = ", ".join(f"{what} {number}" for what, number in sorted(found.listed[name].items()))
        yield f"| {name} | {sources.who(site.content.hosts, name)} | {counts} |"
    yield ""
    yield f"Besides, {len(found.others)} other hosts are background of lessons, words and resources:"
    yield f"{', '.join(sorted(found.others))}."


def _list(items: Iterable[Unconfirmed]) -> Iterator[str]:
    for kind, of_kind in groupby(items, lambda one: one.kind):
        yield f"### {KINDS[kind].heading}\n"
        yield f"{KINDS[kind].advice}\n"
        alike: dict[tuple[str, str], dict[str, None]] = {}
        for one in of_kind:
            alike.setdefault((_place(one), one.message), {})[one.name] = None
        yield from (_row(place, message, list(names)) for (place, message), names in alike.items())
        yield ""


def _place(one: Unconfirmed) -> str:
    """The folder of what is a file of its own, else the file."""
    own = bool(one.name) and one.name in one.path
    return one.path.rpartition("/")[0] if own else one.path


def _row(place: str, message: str, names: list[str]) -> str:
    if len(names) > 1:
        return f"- [{place}](../{place}): {message}: {', '.join(names)}"
    name = f"{names[0]}: " if names[0] else ""
    return f"- [{place}](../{place}): {name}{message}"


if __name__ == "__main__":
    raise SystemExit(main())
