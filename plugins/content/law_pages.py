"""/law/: every rule of law that texts cite, and /law/atom.xml: what changed in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from engine.output import Page, View, page
from plugins.content.law import URL
from plugins.writer import pages

if TYPE_CHECKING:
    from plugins.site import Site

FEED = f"{URL}atom.xml"
TITLE = "Law"
NEWEST = 50  # changes in the feed


def law(site: Site) -> Iterator[Page]:
    if not site.law.claims:
        return
    views = [site.law.view(id_) for id_ in site.law.claims]
    changes = site.law.changes(site.law.claims)
    modified = max(view["source"]["read_on"] for view in views)
    summary = (
        "Every rule of law and procedure that our pages rest on, with the version that we read and the day. "
        "This is not legal advice."
    )
    meta = site.meta(URL, TITLE, summary, modified=modified)
    yield page("law.html", meta, groups=_groups(views), changes=changes[:NEWEST], feed=FEED)
    updated = changes[0]["on"] if changes else modified
    yield Page(FEED, "law-feed.xml", {"updated": updated, "changes": changes[:NEWEST]}, indexed=False)


def _groups(views: list[View]) -> list[dict[str, Any]]:
    """The rules of each country or group of nations, in the order of the file."""
    groups: dict[str, list[View]] = {}
    for view in views:
        groups.setdefault(view["where"], []).append(view)
    return [{"label": label, "claims": groups[label]} for label in sorted(groups)]


def register() -> None:
    pages.connect(law)
