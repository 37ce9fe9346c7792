"""What editors are told: the text of the one issue, and of the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

import check
from content import link_decisions
from content.hidden_links import hidden_from
from content.link_state import TAKEN_OVER, LinkState, States
from content.model import LinkDecision
from records.dates import in_words
from records.job_summary import code, plain
from watch.watched import Use, Watched, watched

LARGEST = 60_000  # characters; GitHub takes 65,536
SILENT = timedelta(days=28)
_INTRO = """\
The weekly watch of links has seen these twice, a week apart. Open each address yourself, in a private window,
and look whose page it is.

- **The page is theirs**, at a new address: write the new address into the file. Two editors agree, as for a
  telephone number: call back on the number that the entry has.
- **The page is theirs**, and the watch is wrong: `content/link-decisions.yaml` says how to keep the link.
- **Somebody else is there**, or you cannot find out: delete the link, and ask the entry in another way.

This issue is written again each week, and closed when nothing is left. What you write in it is lost: comment.
"""
_TAKEN = "Somebody else may be there"
_TAKEN_ADVICE = (
    "These are changes of how people are reached. They are taken off the page on the day that is named."
)
_GONE = "Gone"
_GONE_ADVICE = "There is no page any more. The link stays until you change it."
_SILENT = "No answer for four weeks"
_SILENT_ADVICE = "Programs are kept out, or the server fails. Only a person can look."


class Row(NamedTuple):
    one: Watched
    state: LinkState
    decision: LinkDecision | None = None


class Report(NamedTuple):
    """Rows that need an editor; `once` are those that failed once, and need nobody yet."""

    taken: list[Row]
    gone: list[Row]
    silent: list[Row]
    once: list[Row]

    @property
    def needs_an_editor(self) -> bool:
        return bool(self.taken or self.gone or self.silent)


def report(site: check.Site, states: States, today: date) -> Report:
    """What an editor has decided to keep is not told again while the decision holds."""
    decisions = {one.keep: one for one in site.content.data.link_decisions}
    made = Report([], [], [], [])
    for one in watched(site):
        if state := states.get(one.address):
            _sort(made, Row(one, state, decisions.get(one.address)), today)
    return made


def _sort(made: Report, row: Row, today: date) -> None:
    state, decision = row.state, row.decision
    if decision and link_decisions.holds(decision, state.leads_to, today):
        return
    if state.failing and state.counts_from:
        (made.taken if state.failing in TAKEN_OVER else made.gone).append(row)
    elif state.unanswered_since and today - state.unanswered_since >= SILENT:
        made.silent.append(row)
    elif state.failing:
        made.once.append(row)


def issue(made: Report, site: check.Site, today: date) -> str:
    """Markdown, in which nothing that others wrote can do anything."""
    parts = [_INTRO, f"Last looked: {in_words(today)}.\n"]
    if made.taken:
        parts += [f"## {_TAKEN}\n\n{_TAKEN_ADVICE}\n", *(_item(row, site, today) for row in made.taken)]
    if made.gone:
        parts += [f"## {_GONE}\n\n{_GONE_ADVICE}\n", *(_item(row, site, today) for row in made.gone)]
    if made.silent:
        parts += [f"## {_SILENT}\n\n{_SILENT_ADVICE}\n", *(_item(row, site, today) for row in made.silent)]
    if made.once:
        parts.append(f"\n{check.count(made.once, 'link')} failed once; they are looked at again next week.\n")
    return _cut(parts)


def _cut(parts: list[str]) -> str:
    text = ""
    for index, part in enumerate(parts):
        if len(text) + len(part) > LARGEST:
            return f"{text}\n{len(parts) - index} more are in the log of the workflow “watch”.\n"
        text += part + "\n"
    return text


def _item(row: Row, site: check.Site, today: date) -> str:
    since = f" Since {in_words(row.state.first_failed)}." if row.state.first_failed else ""
    lines = [
        f"- {_warning(row.one.uses)}{code(row.one.address)}: {plain(row.state.detail)}.{since}",
        *(f"  - {_use(use, site)}" for use in row.one.uses),
        *(f"  - {told}" for told in _consequence(row, today)),
    ]
    return "\n".join(lines)


def _warning(uses: Iterable[Use]) -> str:
    return (
        "**A helpline.** Its number stays on the page. "
        if any(use.kind == "helpline" for use in uses)
        else ""
    )


def _use(use: Use, site: check.Site) -> str:
    name = f", {code(use.name)}" if use.name else ""
    return f"{code(f'{use.path}:{use.found_at(site)}')}{name}"


def _consequence(row: Row, today: date) -> Iterator[str]:
    if row.decision and row.decision.decided_on <= today:
        day, host = in_words(row.decision.decided_on), code(row.decision.leads_to)
        yield f"The decision to keep it, of {day}, was for {host}. Look again."
    first = hidden_from(row.state)
    if first is None:
        return
    if not row.one.may_be_hidden:
        yield "The link to the register stays: look whether they are in it, and change the entry."
    elif first <= today:
        yield f"**Not on the page** since {in_words(first)}."
    else:
        yield f"**Taken off the page on {in_words(first)}**, unless you say otherwise."


def lines(made: Report, site: check.Site) -> Iterator[str]:
    """For the terminal: one for each place."""
    for rows, what in (
        (made.taken, _TAKEN),
        (made.gone, _GONE),
        (made.silent, _SILENT),
        (made.once, "Failed once"),
    ):
        for row in rows:
            for use in row.one.uses:
                yield f"{use.path}:{use.found_at(site)}: {row.one.address}: {what}: {row.state.detail}"
    needed = len(made.taken) + len(made.gone) + len(made.silent)
    verb = "needs" if needed == 1 else "need"
    once = check.count(made.once, "link")
    yield f"{check.count(range(needed), 'link')} {verb} an editor; {once} failed once"
