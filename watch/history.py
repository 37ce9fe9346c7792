"""What becomes of a link's state when it was looked at again: two failures a week apart count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from content.link_state import TAKEN_OVER, LinkState
from watch.verdict import Look
from watch.watched import Watched

APART = timedelta(days=6)  # a weekly run may begin an hour early
_FAILURES = ("gone", *TAKEN_OVER)
_MANY = 5  # links that fail for want of a network, before it is taken for our own


def after(one: Watched, before: LinkState | None, look: Look, today: date) -> LinkState:
    new = LinkState(
        look.verdict,
        today,
        look.detail,
        look.leads_to,
        looked_for=one.looked_for,
        etag=look.etag,
        modified=look.modified,
        read_on=before.read_on if before and look.unchanged else today,
    )
    if look.verdict == "ok":
        return new
    if look.verdict not in _FAILURES:
        return _unanswered(new, before, today)
    return _failed(new, before, today)


def _unanswered(new: LinkState, before: LinkState | None, today: date) -> LinkState:
    """Whoever took a host over may lock programs out: what was seen before stays, with its host."""
    if before is None:
        return replace(new, unanswered_since=today)
    return replace(
        new,
        leads_to=before.leads_to if before.failing else new.leads_to,
        failing=before.failing,
        first_failed=before.first_failed,
        last_failed=before.last_failed,
        failures=before.failures,
        counts_from=before.counts_from,
        unanswered_since=before.unanswered_since or today,
    )


def _failed(new: LinkState, before: LinkState | None, today: date) -> LinkState:
    failing = new.verdict
    assert failing in ("gone", "moved", "no_longer_names")
    if before is None or not before.failing or _group(before.failing) != _group(failing):
        return replace(new, failing=failing, first_failed=today, last_failed=today, failures=1)
    first = before.first_failed or today
    counts_from = before.counts_from or (today if today - first >= APART else None)
    failures = before.failures + (before.last_failed != today)
    return replace(
        new,
        failing=failing,
        first_failed=first,
        last_failed=today,
        failures=failures,
        counts_from=counts_from,
    )


def _group(failing: str) -> bool:
    """A host that is taken over may show now a page of its own, now one elsewhere."""
    return failing in TAKEN_OVER


def believed(looks: Mapping[str, Look]) -> dict[str, Look]:
    """If half of all cannot be reached, it is we who cannot reach them."""
    unreached = sum(look.network for look in looks.values())
    if unreached < _MANY or 2 * unreached < len(looks):
        return dict(looks)
    ours = "could not be reached, like most others: perhaps our own network was broken"
    return {
        address: look._replace(verdict="unsure", detail=ours) if look.network else look
        for address, look in looks.items()
    }


def kept(states: Mapping[str, LinkState], every: Iterable[Watched]) -> dict[str, LinkState]:
    """Without addresses to which nothing leads any more."""
    known = {one.address for one in every}
    return {address: state for address, state in states.items() if address in known}
