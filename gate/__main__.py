"""The commands of this folder.

python -m gate second-reader         sets the status of proposals: GITHUB_REPOSITORY, GITHUB_TOKEN, HEAD
python -m gate fields BEFORE AFTER   which fields differ between two commits, as Markdown
python -m gate owners TEAM           who must agree to a change of which file, for .github/CODEOWNERS
python -m gate settings OWNER/NAME   sets labels, rules and options of a repository (--dry-run shows them)
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable

from gate import field_changes, owners, second_reader, settings
from gate.github_api import GitHubApi, GitHubApiError
from gate.second_reader import Verdict
from records import job_summary, terminal
from records.text import printable

_SHA = re.compile(r"[0-9a-f]{40}\Z")
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+\Z")


def main(arguments: list[str]) -> int:
    """1 where something could not be done, 2 where it was not understood."""
    command, rest = arguments[:1], arguments[1:]
    act = COMMANDS.get(command[0] if command else "")
    if act is None:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        return act(rest)
    except (GitHubApiError, ValueError) as why:
        print(printable(str(why)), file=sys.stderr)
        return 1


def read(arguments: list[str]) -> int:
    """1 also where GitHub did not answer for one of them: its status then says so, and the run is red."""
    given = {name: os.environ.get(name, "") for name in ("GITHUB_REPOSITORY", "GITHUB_TOKEN", "HEAD")}
    if arguments or not _REPOSITORY.match(given["GITHUB_REPOSITORY"]) or not given["GITHUB_TOKEN"]:
        raise ValueError("GITHUB_REPOSITORY (owner/name) and GITHUB_TOKEN are to be set")
    if given["HEAD"] and not _SHA.match(given["HEAD"]):
        raise ValueError("HEAD is no commit: write its 40 digits, or leave it empty for all proposals")
    api = os.environ.get("GITHUB_API_URL") or "https://api.github.com"
    github = GitHubApi(api, given["GITHUB_REPOSITORY"], given["GITHUB_TOKEN"])
    verdicts = second_reader.run(github, given["HEAD"], _link(given["GITHUB_REPOSITORY"]))
    show(line for one in verdicts for line in _summary(one))
    return int(any(one.status.state == "error" for one in verdicts))


def _link(repository: str) -> str:
    """To the run whose summary says more."""
    server, run = os.environ.get("GITHUB_SERVER_URL", ""), os.environ.get("GITHUB_RUN_ID", "")
    return f"{server}/{repository}/actions/runs/{run}" if server and run else ""


def _summary(one: Verdict) -> Iterable[str]:
    yield f"### Proposal {one.number}: {one.status.state}"
    yield from ("", job_summary.plain(one.status.description), "")
    for finding in one.findings:
        yield f"- {job_summary.plain(finding.path)} ({finding.kind})"
        yield from (f"  - {job_summary.plain(line)}" for line in finding.lines[:_MOST_LINES])
    yield ""


_MOST_LINES = 40


def fields(arguments: list[str]) -> int:
    if len(arguments) != 2 or any(one.startswith("-") for one in arguments):
        raise ValueError("name two commits: python -m gate fields BEFORE AFTER")
    show(field_changes.tables(*arguments))
    return 0


def show(lines: Iterable[str]) -> None:
    """In the summary of the job on GitHub; elsewhere in the terminal."""
    if file := os.environ.get("GITHUB_STEP_SUMMARY"):
        with open(file, "a", encoding="utf-8") as opened:
            opened.writelines(f"{line}\n" for line in lines)
    else:
        terminal.show(lines)


def write_owners(arguments: list[str]) -> int:
    terminal.show(owners.lines(*arguments) if len(arguments) == 1 else [])
    return 0 if len(arguments) == 1 else 2


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "second-reader": read,
    "fields": fields,
    "owners": write_owners,
    "settings": settings.main,
}

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
