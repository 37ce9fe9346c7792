"""Takes out the links behind which somebody else may be, before anything else of a build sees them."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import check
from content import hidden_links, link_state
from engine.fingerprints import fingerprint
from experts import Directory, Profile, web_addresses


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
    data = site.content.data
    known = {url for profile in site.directory.profiles for _, url in web_addresses.addresses(profile)}
    try:
        states = link_state.read(Path(file))
        return hidden_links.hidden(
            states, data.link_decisions, known.union(hidden_links.addresses(data)), today
        )
    except (link_state.LinkStateError, hidden_links.TooMany) as why:
        print(f"WATCH: {file} {why}: this build hides no link")
        return {}


def without(site: check.Site, gone: Mapping[str, date]) -> tuple[check.Site, TakenAway]:
    if not gone:
        return site, TakenAway()
    data = site.content.data
    taken = TakenAway(
        {one.slug: max(days) for one in site.directory.profiles if (days := _days(one, gone))},
        {one.id: gone[one.url] for one in data.helplines if one.url in gone},
    )
    content = replace(site.content, data=hidden_links.without(data, gone))
    return replace(site, directory=_directory(site.directory, gone, taken), content=content), taken


def _days(profile: Profile, gone: Mapping[str, date]) -> list[date]:
    return [gone[url] for _, url in web_addresses.addresses(profile) if url in gone]


def _directory(directory: Directory, gone: Container[str], taken: TakenAway) -> Directory:
    """The digests change with what is left of an entry, else its page would stay as it was."""
    profiles = tuple(
        web_addresses.without(one, gone) if one.slug in taken.entries else one for one in directory.profiles
    )
    changed = {
        one.path: fingerprint(directory.digests[one.path], one, taken.entries[one.slug])
        for one in profiles
        if one.slug in taken.entries
    }
    return replace(directory, profiles=profiles, digests={**directory.digests, **changed})
