"""One round of the watch: what was not looked at this week, the oldest first, as far as there is time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

import check
from content.link_state import LinkState, States
from watch import history
from watch.journey import Request, RulesOf, journey
from watch.network import Reply
from watch.turns import Turns
from watch.verdict import Known
from watch.watched import Watched, watched

FRESH = timedelta(days=5)
"""Who runs the watch again within these days goes on where it stopped."""


class Means(NamedTuple):
    """What a round works with: how to ask, and a clock in seconds."""

    ask: Callable[[Request], Reply]
    clock: Callable[[], float]
    sleep: Callable[[float], None]
    seconds: float


def go(site: check.Site, states: States, today: date, means: Means) -> dict[str, LinkState]:
    """The states after it; of an address for which there was no time, the old one."""
    every = {one.address: one for one in watched(site)}
    hosts = site.content.hosts
    known = Known(hosts.shared, tuple(hosts.official))
    rules_of: RulesOf = {}
    turns = Turns(means.ask, rules_of, means.clock, means.sleep, means.clock() + means.seconds)
    looks = dict(
        turns.go(
            (one.address, journey(one, states.get(one.address), known, rules_of))
            for one in _due(every, states, today)
        )
    )
    return history.kept(states, every.values()) | {
        address: history.after(every[address], states.get(address), look, today)
        for address, look in history.believed(looks).items()
    }


def _due(every: dict[str, Watched], states: States, today: date) -> list[Watched]:
    last = {address: states[address].checked_on if address in states else date.min for address in every}
    due = [one for address, one in every.items() if today - last[address] >= FRESH]
    return sorted(due, key=lambda one: (last[one.address], one.address))
