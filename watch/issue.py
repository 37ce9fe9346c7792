"""The one issue on GitHub that tells editors of links: created once, then rewritten, closed and reopened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gate.github_api import GitHubApi, expected_shape

LABEL, ALARM = "link-watch", "contact-change"
MARKER = "<!-- link-watch: written by the watch of links -->"
TITLE = "Links that need an editor"


def keep(github: GitHubApi, body: str, needed: bool, alarm: bool) -> None:
    """`alarm`: somebody else may be behind a link. Raises GitHubApiError."""
    labels = [LABEL, *([ALARM] if alarm else [])]
    with expected_shape():
        ours = [one for one in github.issues(LABEL) if _is_ours(one)]
        if not ours and needed:
            github.create_issue({"title": TITLE, "body": f"{MARKER}\n{body}", "labels": labels})
        for index, one in enumerate(ours):  # a second one is what is left of a request that was sent twice
            _change(github, one, f"{MARKER}\n{body}", needed and not index, labels)


def _is_ours(one: Mapping[str, Any]) -> bool:
    return "pull_request" not in one and (one["body"] or "").startswith(MARKER)


def _change(github: GitHubApi, one: Mapping[str, Any], body: str, is_open: bool, labels: list[str]) -> None:
    """Labels that people gave it stay."""
    present = {label["name"] for label in one["labels"]}
    wanted = sorted((present - {ALARM}) | set(labels if is_open else [LABEL]))
    state = "open" if is_open else "closed"
    if (one["state"], sorted(present), one["body"]) == (state, wanted, body):
        return
    if state == "closed" == one["state"]:
        return
    github.change_issue(one["number"], {"state": state, "labels": wanted, "body": body})
