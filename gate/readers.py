"""Who has read a proposal, and whether that is enough for what it changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from gate.findings import Finding
from records.text import printable

LONGEST = 140  # characters that GitHub shows of a status
State = Literal["success", "pending", "failure", "error"]


class Status(NamedTuple):
    state: State
    description: str


@dataclass(frozen=True, slots=True)
class Readers:
    """People by their number at GitHub, which stays when a name changes.

    `authors`: editors who proposed or pushed it. `approving`: other editors who approved the latest push.
    `objecting`: names of editors who asked for changes and have not said otherwise.
    """

    authors: frozenset[int] = frozenset()
    approving: frozenset[int] = frozenset()
    objecting: tuple[str, ...] = ()
    pusher_known: bool = True


@dataclass
class Opinions:
    """The last opinion of each person, from the list of reviews in the order in which they came."""

    approving: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    objecting: dict[int, Mapping[str, Any]] = field(default_factory=dict)


def opinions(reviews: Iterable[Mapping[str, Any]], head: str) -> Opinions:
    """Of people only. A comment is none, a dismissed one is none any more, an approval is of one commit."""
    last = {
        review["user"]["id"]: review
        for review in reviews
        if (review["user"] or {}).get("type") == "User" and review["state"] not in ("COMMENTED", "PENDING")
    }
    sorted_out = Opinions()
    for person, review in last.items():
        if review["state"] == "APPROVED" and review["commit_id"] == head:
            sorted_out.approving[person] = review["user"]
        if review["state"] == "CHANGES_REQUESTED":
            sorted_out.objecting[person] = review["user"]
    return sorted_out


def decide(findings: Sequence[Finding], readers: Readers) -> Status:
    """Green where nothing changes; else only if enough editors agree to the latest push."""
    unreadable = [one for one in findings if one.kind == "unreadable"]
    if unreadable:
        more = f" (and {len(unreadable) - 1} more)" if unreadable[1:] else ""
        return _status("failure", f"Look: {unreadable[0].path} {unreadable[0].lines[0]}{more}")
    if not findings:
        return _status("success", "No way to reach anybody changes")
    if readers.objecting:
        return _status("failure", f"{readers.objecting[0]} asked for changes")
    if not readers.pusher_known:
        return _status("pending", "GitHub does not say who pushed last: propose it from a branch here")
    return _counted(findings, readers)


def needed(findings: Sequence[Finding], readers: Readers) -> int:
    """Approvals. Two editors must agree to a change of what people rely on, one to what is new or goes.

    Who proposed or pushed it is one of the two, never the only one: the forms' program is no editor.
    """
    wanted = 2 if any(one.kind == "changed" for one in findings) else 1
    return max(1, wanted - len(readers.authors))


def _counted(findings: Sequence[Finding], readers: Readers) -> Status:
    count = len(findings)
    where = f"{findings[0].path}{f' and {count - 1} more' if count > 1 else ''}"
    missing = needed(findings, readers) - len(readers.approving)
    if missing <= 0:
        return _status("success", f"Editors have read the latest push: {where}")
    who = "an editor" if missing == 1 else "two editors"
    return _status("pending", f"Ways to reach people change: {who} must approve the latest push. {where}")


def _status(state: State, text: str) -> Status:
    plain = printable(text)
    return Status(state, plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 4]} ...")
