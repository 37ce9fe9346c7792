"""One status on the newest commit of each open proposal, overwritten each time: has somebody else read it?

It looks at what a proposal changes against the main branch, wherever its author wants to merge it: a status
belongs to a commit, and a commit that is harmless to one branch may not be to another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from gate import readers, trees
from gate.contact_files import WATCHED
from gate.findings import Finding, findings
from gate.github_api import GitHubApi, GitHubApiError, expected_shape
from gate.readers import Readers, Status
from gate.trees import TooMuch

CONTEXT = "second-reader"
_WORST_FIRST = ("error", "failure", "pending", "success")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Of one proposal."""

    number: int
    head: str
    status: Status
    findings: Sequence[Finding] = field(default=())


def run(github: GitHubApi, head: str = "", link: str = "") -> list[Verdict]:
    """Of the open proposals with this newest commit; of all without one, or where none has it.

    Raises GitHubApiError, but only when all that could be set is set.
    """
    pulls = github.open_pulls()
    with expected_shape():
        chosen = [pull for pull in pulls if pull["head"]["sha"] == head] or pulls
        verdicts = [judge(github, pull) for pull in chosen]
    refused = []
    for sha in dict.fromkeys(one.head for one in verdicts):
        try:
            _set(github, sha, worst(one.status for one in verdicts if one.head == sha), link)
        except GitHubApiError as why:
            refused.append(f"{sha}: {why}")
    if refused:
        raise GitHubApiError("; ".join(refused))
    return verdicts


def judge(github: GitHubApi, pull: Mapping[str, Any]) -> Verdict:
    """Whatever happens, something is said: an older green must not stay."""
    with expected_shape():
        number, head = int(pull["number"]), str(pull["head"]["sha"])
    try:
        with expected_shape():
            base = github.common_base(pull["base"]["repo"]["default_branch"], head)
            changed = _findings(github, base, head)
            status = readers.decide(changed, _readers(github, pull, base) if changed else Readers())
            return Verdict(number, head, status, changed)
    except TooMuch as why:
        return Verdict(number, head, Status("failure", f"Look: {why}"[: readers.LONGEST]))
    except GitHubApiError as why:
        return Verdict(number, head, Status("error", f"Could not be compared: {why}"[: readers.LONGEST]))


def worst(statuses: Iterator[Status]) -> Status:
    return min(statuses, key=lambda one: _WORST_FIRST.index(one.state))


def _findings(github: GitHubApi, base: str, head: str) -> list[Finding]:
    return findings(trees.differences(github.tree, base, head, WATCHED), github.blob)


def _readers(github: GitHubApi, pull: Mapping[str, Any], base: str) -> Readers:
    """Asks about rights only of those who matter."""
    head = pull["head"]
    opinions = readers.opinions(github.reviews(pull["number"]), head["sha"])
    pusher = github.pusher(head["repo"]["full_name"], head["ref"], head["sha"]) if head["repo"] else None
    hands = {each["id"]: each for each in (pull["user"], pusher) if each}
    wrote = {each["id"] for each in github.writers_of(base, head["sha"])} | set(hands)
    may = cache(github.may_write)
    return Readers(
        frozenset(who for who, each in hands.items() if each["type"] == "User" and may(each["login"])),
        frozenset(who for who, each in opinions.approving.items() if who not in wrote and may(each["login"])),
        tuple(each["login"] for each in opinions.objecting.values() if may(each["login"])),
        pusher is not None,
    )


def _set(github: GitHubApi, sha: str, status: Status, link: str) -> None:
    """Nothing is sent where it says so already: GitHub keeps a thousand statuses of a commit."""
    if github.status(sha, CONTEXT) != tuple(status):
        body = {"state": status.state, "description": status.description, "context": CONTEXT}
        github.set_status(sha, {**body, **({"target_url": link} if link else {})})
