"""Which links a page of this day does not show, because somebody else may be behind them now."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from content import link_decisions
from content.link_state import TAKEN_OVER, LinkState, States
from content.model import Claim, Data, Helpline, LinkDecision, SourcePage, Statistic

Linked = TypeVar("Linked", Helpline, SourcePage, Statistic)
AFTER = timedelta(days=7)
"""From the day on which a failure counts; so long an editor can say otherwise."""
_MOST = 5  # of a small site
_SHARE = 10  # in a hundred of a larger one


class TooMany(ValueError):  # noqa: N818 - it is an answer, and always caught
    """So many at once that the watch is wrong rather than they."""


def hidden(
    states: States, decisions: Iterable[LinkDecision], addresses: Collection[str], today: date
) -> dict[str, date]:
    """Addresses with the day on which they were last looked at. Raises TooMany."""
    by_address = {one.keep: one for one in decisions}
    gone = dict(_hidden(states, by_address, addresses, today))
    most = max(_MOST, len(addresses) * _SHARE // 100)
    if len(gone) > most:
        raise TooMany(
            f"says that {len(gone)} of {len(addresses)} links lead to somebody else, more than {most}"
        )
    return gone


def hidden_from(state: LinkState, decision: LinkDecision | None = None) -> date | None:
    """The first day on which a link is not shown, if nothing changes; None where it stays."""
    if state.failing not in TAKEN_OVER or state.counts_from is None:
        return None
    first = state.counts_from + AFTER
    if decision and decision.leads_to == state.leads_to:
        return max(first, decision.decided_on + link_decisions.GOOD_FOR + timedelta(days=1))
    return first


def _hidden(
    states: States, decisions: Mapping[str, LinkDecision], addresses: Collection[str], today: date
) -> Iterator[tuple[str, date]]:
    for address in sorted(addresses):
        state = states.get(address)
        if state is None or (first := hidden_from(state)) is None or first > today:
            continue
        decision = decisions.get(address)
        if decision is None or not link_decisions.holds(decision, state.leads_to, today):
            yield address, state.checked_on


def addresses(data: Data) -> Iterator[str]:
    yield from (one.url for one in data.resources)
    yield from (one.url for one in data.statistics.values())
    for helpline in data.helplines:
        yield from (helpline.url, helpline.source.url, *(page.url for page in helpline.also_read))
        yield from (helpline.confidentiality.source.url,) if helpline.confidentiality else ()
    for claim in data.claims.values():
        yield from (claim.source.url, *(page.url for page in claim.also_read))


def without(data: Data, gone: Container[str]) -> Data:
    """A resource is nothing but its link, and goes; all else stays, with "" for the address."""
    return replace(
        data,
        resources=tuple(one for one in data.resources if one.url not in gone),
        helplines=tuple(_helpline(one, gone) for one in data.helplines),
        statistics={id_: _without(one, gone) for id_, one in data.statistics.items()},
        claims={id_: _claim(one, gone) for id_, one in data.claims.items()},
    )


def _helpline(one: Helpline, gone: Container[str]) -> Helpline:
    own = one.confidentiality
    return replace(
        _without(one, gone),
        source=_without(one.source, gone),
        also_read=tuple(_without(page, gone) for page in one.also_read),
        confidentiality=replace(own, source=_without(own.source, gone)) if own else None,
    )


def _claim(one: Claim, gone: Container[str]) -> Claim:
    also_read = tuple(_without(page, gone) for page in one.also_read)
    return replace(one, source=_without(one.source, gone), also_read=also_read)


def _without(one: Linked, gone: Container[str]) -> Linked:
    return replace(one, url="") if one.url in gone else one
