"""The state of the watch on a branch of its own: one file in one commit, without a past.

A build is a function of what is in the repository, and main is for people: so neither holds it.
"""

from __future__ import annotations

from gate.github_api import GitHubApi, GitHubApiError

BRANCH = "link-watch"
FILE = "link-watch.json"
_README = (
    "Written by the watch of links (watch/ on main) each week. Do not edit: what an editor says otherwise\
 stands in content/link-decisions.yaml on main.\n"
)


def fetch(github: GitHubApi) -> bytes | None:
    """None where the watch has never run. Raises GitHubApiError."""
    if (head := github.head_of(BRANCH)) is None:
        return None
    entry = github.tree(head).get(FILE)
    if entry is None:
        raise GitHubApiError(f"the branch {BRANCH} has no {FILE}")
    return github.blob(entry.sha)


def keep(github: GitHubApi, state: str) -> None:
    """Raises GitHubApiError."""
    github.replace_branch(BRANCH, {FILE: state, "README.md": _README}, "What the watch of links has seen")
