"""One pull request in our own words, around what somebody sent."""

from __future__ import annotations

from collections.abc import Mapping

from functions import review, tokens
from functions.ports import Change
from functions.submission import Submission


def proposal(
    entry: Submission,
    title: str,
    files: Mapping[str, bytes | None],
    labels: tuple[str, ...],
    parts: tuple[tuple[str, str], ...],
) -> Change:
    branch, identity = f"intake/{entry['kind']}/{entry['id']}", entry["id"]
    body = review.page(identity, entry["on"], *parts)
    return Change(branch, title, review.message(title, identity), body, files, labels)


def path(slug: str) -> str:
    return f"experts/profiles/{slug}.yaml"


def hasty(entry: Submission) -> list[str]:
    return ["sent-in-haste"] if entry.get("hasty") else []


def pointer(identity: str) -> str:
    opened = f"`make referral REF={tokens.spaced(identity)}` opens them"
    return f"The sender's address and message are sealed. {opened}.\n"
