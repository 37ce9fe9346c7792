"""Takes out the links behind which somebody else may be, before anything else of a build sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from urllib.parse import quote

import check
import courses.web_addresses
import experts.web_addresses
from content import hidden_links, link_state
from experts import Profile

_KEPT_SIGNS = ":/?#[]@!$&'()*+,;=%~"


@dataclass(frozen=True, slots=True)
class TakenAway:
    """The day on which a link was last looked at, by the slugs of entries and the ids of helplines."""

    entries: Mapping[str, date] = field(default_factory=dict)
    helplines: Mapping[str, date] = field(default_factory=dict)


def hidden(file: str | None, site: check.Site, today: date) -> dict[str, date]:
    """None without a file; none either, and why in the log of the build, where it cannot be believed.

    A fault of the watch must not keep a corrected telephone number from its readers.
    """
    if not file:
        return {}
    try:
        states = link_state.read(Path(file))
        decisions = site.content.data.link_decisions
        return hidden_links.hidden(states, decisions, frozenset(_addresses(site)), today)
    except (link_state.LinkStateError, hidden_links.TooMany) as why:
        print(f"WATCH: {file} {why}: this build hides no link")
        return {}


def _addresses(site: check.Site) -> Iterator[str]:
    for profile in site.directory.profiles:
        yield from (url for _, url in experts.web_addresses.addresses(profile))
    yield from hidden_links.addresses(site.content.data)
    yield from courses.web_addresses.addresses(site.courses)
    yield from (link.address for _, link in check.outer_links(site))


def as_written(addresses: Iterable[str]) -> frozenset[str]:
    """Also as Markdown writes them into HTML."""
    return frozenset(form for one in addresses for form in (one, quote(one, safe=_KEPT_SIGNS)))


def without(site: check.Site, gone: Mapping[str, date]) -> tuple[check.Site, TakenAway]:
    """Texts are still as they were: `plugins/content/prose.py` takes the links out of their HTML."""
    if not gone:
        return site, TakenAway()
    data = site.content.data
    taken = TakenAway(
        {one.slug: max(days) for one in site.directory.profiles if (days := _days(one, gone))},
        {one.id: gone[one.url] for one in data.helplines if one.url in gone},
    )
    left = replace(
        site,
        directory=replace(
            site.directory,
            profiles=tuple(experts.web_addresses.without(one, gone) for one in site.directory.profiles),
        ),
        courses=courses.web_addresses.without(site.courses, gone),
        content=replace(site.content, data=hidden_links.without(data, gone)),
    )
    return left, taken


def _days(profile: Profile, gone: Mapping[str, date]) -> list[date]:
    return [gone[url] for _, url in experts.web_addresses.addresses(profile) if url in gone]
