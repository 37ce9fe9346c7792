"""What belongs to the topics of a course in the rest of the site: experts, resources, news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from plugins.directory.facets import BY_ID

if TYPE_CHECKING:
    from plugins.site import Site

EXPERTS, RESOURCES, NEWS = 4, 4, 3


def related(site: Site, topics: Iterable[str]) -> dict[str, list[Any]]:
    wanted = list(topics)
    return {
        "related": experts(site, wanted),
        "resources": list(resources(site, wanted))[:RESOURCES],
        "news": list(news(site, wanted))[:NEWS],
    }


def experts(site: Site, topics: list[str]) -> list[Any]:
    """Cards of those who share the most topics; of equals, those who come first in every list."""
    entries = site.catalogue.index.entries["topic"]
    shared: dict[str, int] = {}
    for topic in topics:
        for profile in entries.get(topic, ()):
            shared[profile.slug] = shared.get(profile.slug, 0) + 1
    order = {profile.slug: place for place, profile in enumerate(site.catalogue.listed)} if shared else {}
    best = sorted(shared, key=lambda slug: (-shared[slug], order[slug]))[:EXPERTS]
    return [site.catalogue.card(site.catalogue.profiles[slug], site.output) for slug in best]


def resources(site: Site, topics: list[str]) -> Iterator[Any]:
    return (one for one in site.data.resources if _spread(site, one.topics) & set(topics))


def news(site: Site, topics: list[str]) -> Iterator[Any]:
    urls = {item["url"] for topic in topics for item in site.news_on.get(("topic", topic), ())}
    return (item for item in site.news if item["url"] in urls)


def _spread(site: Site, topics: Iterable[str]) -> set[str]:
    return set(site.catalogue.index.broader.spread(BY_ID["topic"], topics))
