"""/resources/: what content/resources.yaml lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from content.data_file import day
from engine.output import Page, page
from plugins.writer import pages

if TYPE_CHECKING:
    from plugins.site import Site


def resources(site: Site) -> Iterator[Page]:
    if not site.resources:
        return
    meta = site.meta(
        "/resources/",
        "Resources",
        "Guidance, law, standards and statistics that people in this field use. Law changes: "
        "look at the publisher's own page before you rely on it.",
        modified=max((on for entry in site.resources for on in _days(entry)), default=None),
    )
    yield page("resources.html", meta, resources=[_view(site, entry) for entry in site.resources])


def _days(entry: dict[str, Any]) -> Iterator[date]:
    yield from (on for key in ("read_on", "checked_on") if (on := day(entry.get(key))))


def _view(site: Site, entry: dict[str, Any]) -> dict[str, Any]:
    expires = day(entry.get("expires"))
    return {
        **entry,
        "language": site.names.of("languages", entry["language"]),
        "topics": site.catalogue.index.terms("topic", entry["topics"]),
        "countries": site.catalogue.index.terms("country", entry.get("countries", [])),
        "checked_on": day(entry["checked_on"]),
        "expired": bool(expires and expires < site.as_of),
    }


def register() -> None:
    pages.connect(resources)
