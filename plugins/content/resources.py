"""/resources/: what content/resources.yaml lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from content.model import Resource
from engine.output import Page, page
from plugins.writer import pages

if TYPE_CHECKING:
    from plugins.site import Site


def resources(site: Site) -> Iterator[Page]:
    if not site.data.resources:
        return
    meta = site.meta(
        "/resources/",
        "Resources",
        "Guidance, law, standards and statistics that people in this field use. Law changes: "
        "look at the publisher's own page before you rely on it.",
        modified=max((found for entry in site.data.resources for found in _days(entry)), default=None),
    )
    yield page("resources.html", meta, resources=[_view(site, entry) for entry in site.data.resources])


def _days(entry: Resource) -> Iterator[date]:
    yield from (day for day in (entry.read_on, entry.checked_on) if day)


def _view(site: Site, entry: Resource) -> dict[str, Any]:
    return {
        **asdict(entry),
        "language": site.names.of("languages", entry.language),
        "topics": site.catalogue.index.terms("topic", entry.topics),
        "countries": site.catalogue.index.terms("country", entry.countries),
        "expired": bool(entry.expires and entry.expires < site.as_of),
    }


def register() -> None:
    pages.connect(resources)
