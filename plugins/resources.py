"""/resources/: guidance, law and standards that others publish, from content/resources.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experts import Problem, Vocabularies
from experts.words import choose
from plugins.data import DAY, MAYBE_DAY, TEXT, WEB, YEAR, day, read_list, record
from plugins.output import Page, page
from plugins.writing import pages

if TYPE_CHECKING:
    from plugins.site import Site

PATH = "content/resources.yaml"
WORDS = {"type": "array", "items": TEXT}
RESOURCE = record(
    {
        "title": TEXT, "publisher": TEXT, "year": YEAR, "type": TEXT, "language": TEXT, "topics": WORDS,
        "url": WEB, "checked_on": MAYBE_DAY,
    },
    {"countries": WORDS, "confirmed_by": WEB, "read_on": DAY, "expires": DAY, "note": TEXT},
)  # fmt: skip
VOCABULARY_OF = {"topics": "topics", "countries": "areas", "language": "languages"}


def load(root: Path, vocabularies: Vocabularies) -> tuple[list[dict[str, Any]], list[Problem]]:
    file = read_list(root, PATH, RESOURCE)
    problems = list(file.problems)
    for place, entry in enumerate(file.value):
        for key, vocabulary in VOCABULARY_OF.items():
            values = entry.get(key, [])
            for value in [values] if isinstance(values, str) else values:
                if value not in vocabularies[vocabulary].terms:
                    problems.append(
                        file.problem((place, key), choose.explain(value, vocabularies[vocabulary]))
                    )
    return file.value, problems


def resources(site: Site) -> Iterator[Page]:
    if not site.resources:
        return
    meta = site.meta(
        "/resources/",
        "Resources",
        "Guidance, law, standards and statistics that people in this field use. Law changes: "
        "look at the publisher's own page before you rely on it.",
        modified=max((found for entry in site.resources for found in _days(entry)), default=None),
    )
    yield page("resources.html", meta, resources=[_view(site, entry) for entry in site.resources])


def _days(entry: dict[str, Any]) -> Iterator[date]:
    yield from (found for key in ("read_on", "checked_on") if (found := day(entry.get(key))))


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
