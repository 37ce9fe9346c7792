"""What an entry offers, and on which terms, in the words that a visitor reads."""

from __future__ import annotations

from functools import cache

from engine.output import View
from experts import Accepting, Service
from experts.schema import profile_schema
from plugins.directory.facet_index import FacetIndex


@cache
def _titles(choice: str, *path: str) -> dict[str, str]:
    """The titles in the schema of the fields at `path` that hold one of the choices of a definition."""
    part = profile_schema()
    for name in path:
        part = part["properties"][name]
        part = part.get("items", part)
    reference = f"#/definitions/{choice}"
    fields = part["properties"].items()
    return {name: field["title"] for name, field in fields if field.get("$ref") == reference}


def weeks(count: int | None) -> str | None:
    return None if count is None else f"about {count} week{'' if count == 1 else 's'}"


def availability(accepting: Accepting | None, index: FacetIndex) -> list[View]:
    """A wait belongs to what has a waiting list; if nothing has one, to what is open."""
    titles = _titles("availability", "accepting")
    states = {what: state for what in titles if (state := getattr(accepting, what, None))}
    waiting = "waitlist" if "waitlist" in states.values() else "open"
    return [
        {
            "what": titles[what],
            "state": state,
            "label": index.label_of("availability", state),
            "wait": weeks(accepting.wait_weeks) if accepting and state == waiting else None,
        }
        for what, state in states.items()
    ]


def overall(rows: list[View]) -> View:
    """The best of what is on offer, for a card."""
    labels = {row["state"]: row["label"] for row in rows}
    for state in ("open", "waitlist", "closed"):
        if state in labels:
            return {"state": state, "label": labels[state]}
    return {"state": "unknown", "label": "Ask whether they take cases"}


def service(offered: Service, index: FacetIndex) -> View:
    titles = _titles("fee", "services", "fees")
    fees = [(title, getattr(offered.fees, name)) for name, title in titles.items()] if offered.fees else []
    return {
        "label": index.label_of("services", offered.type),
        "url": index.term("service", offered.type)["url"],
        "modes": index.labels_of("modes", offered.mode),
        "turnaround": weeks(offered.turnaround_weeks),
        "fees": [{"label": label, "value": index.label_of("fees", fee)} for label, fee in fees if fee],
    }
