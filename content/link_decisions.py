"""What editors say of links that the watch would take away: content/link-decisions.yaml."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from content.model import LinkDecision
from records.dates import in_words
from records.diagnostic import FieldDiagnostic
from records.references import did_you_mean

FILE = "content/link-decisions.yaml"
GOOD_FOR = timedelta(days=183)
"""After that somebody looks again: who runs a page may change more than once."""


def make(data: dict[str, Any]) -> LinkDecision:
    return LinkDecision(**{**data, "decided_on": date.fromisoformat(data["decided_on"])})


def check(data: Sequence[dict[str, Any]]) -> Iterator[FieldDiagnostic]:
    first: dict[str, int] = {}
    for place, one in enumerate(data):
        earlier = first.setdefault(one["keep"], place)
        if earlier != place:
            message = f"decision {earlier + 1} is of the same address; delete the older one"
            yield FieldDiagnostic((place, "keep"), message)


def idle(decisions: Iterable[LinkDecision], addresses: Collection[str]) -> Iterator[FieldDiagnostic]:
    """Those of an address that is in no entry and no data file."""
    for place, one in enumerate(decisions):
        if one.keep not in addresses:
            near = did_you_mean(one.keep, addresses)
            message = f"nothing leads to this address{near or '; delete the decision'}"
            yield FieldDiagnostic((place, "keep"), message, "warning")


def calendar(decisions: Iterable[LinkDecision], today: date) -> Iterator[FieldDiagnostic]:
    for place, one in enumerate(decisions):
        end = one.decided_on + GOOD_FOR
        if one.decided_on > today:
            yield FieldDiagnostic((place, "decided_on"), f"{in_words(one.decided_on)} is in the future")
        elif end < today:
            message = (
                f"was good until {in_words(end)}; look at the page again and write the day, or delete it"
            )
            yield FieldDiagnostic((place, "decided_on"), message, "warning")


def holds(decision: LinkDecision, leads_to: str, today: date) -> bool:
    """Whether it is still true of an address that ends on this host now."""
    in_time = decision.decided_on <= today <= decision.decided_on + GOOD_FOR
    return in_time and decision.leads_to == leads_to
