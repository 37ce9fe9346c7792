"""The commands of the watch of links. FILE is where its state lies.

python -m watch look SITE --state FILE    looks at the links and writes FILE, for --minutes 300 at most
python -m watch report SITE --state FILE  says what an editor must do
python -m watch fetch --state FILE        brings FILE from the branch link-watch
python -m watch keep SITE --state FILE    puts FILE on that branch, and the report into the issue

The last two ask GitHub: GITHUB_REPOSITORY (owner/name) and GITHUB_TOKEN.

ORIGIN is the address of the site, which is told to those who are asked. AS_OF stands in for today.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from datetime import date
from pathlib import Path

import check
from content import link_state
from content.link_state import LinkStateError, States
from gate.github_api import GitHubApi, GitHubApiError
from gate.trees import TooMuch
from pelicanconf import ORIGIN
from records import terminal
from records.text import printable
from watch import branch, issue, report, rounds
from watch.network import Network
from watch.robots import NAME

AGENT = f"{NAME}/1 (+{{origin}}/how-we-verify/#links-to-other-sites)"
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+\Z")


def main(arguments: list[str]) -> int:
    """1 where something could not be done, 2 where it was not understood."""
    given = _parser().parse_args(arguments)
    try:
        return _act(given)
    except (GitHubApiError, TooMuch, LinkStateError, ValueError, OSError) as why:
        print(printable(str(why)), file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m watch", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=["look", "report", "fetch", "keep"])
    parser.add_argument("site", nargs="?", type=Path, default=Path())
    parser.add_argument("--state", type=Path, required=True, metavar="FILE")
    parser.add_argument("--minutes", type=float, default=300.0)
    return parser


def _act(given: argparse.Namespace) -> int:
    if given.command == "fetch":
        return fetch(given.state)
    if not given.site.is_dir():
        raise ValueError(f"{given.site}: there is no such folder")
    today = check.day()
    site = check.examine(given.site)
    states = _states(given.state)
    if given.command == "look":
        states = look(site, states, today, given.minutes * 60)
        _write(given.state, link_state.written(states))
    made = report.report(site, states, today)
    if given.command == "keep":
        github = _github()
        branch.keep(github, link_state.written(states))
        issue.keep(github, report.issue(made, site, today), made.needs_an_editor, bool(made.taken))
    terminal.show(report.lines(made, site))
    return 0


def look(site: check.Site, states: States, today: date, seconds: float) -> States:
    network = Network(AGENT.format(origin=ORIGIN.rstrip("/")))
    means = rounds.Means(
        lambda request: network.ask(request.url, request.headers), time.monotonic, time.sleep, seconds
    )
    return rounds.go(site, states, today, means)


def fetch(file: Path) -> int:
    content = branch.fetch(_github())
    if content is None:
        file.unlink(missing_ok=True)
        terminal.show([f"There is no branch {branch.BRANCH} yet: no link is hidden."])
    else:
        _write(file, content.decode("utf-8", "replace"))
    return 0


def _states(file: Path) -> States:
    """None before the first time. One that cannot be read stops all: its failures would be forgotten."""
    if not file.exists():
        return {}
    try:
        return link_state.read(file)
    except LinkStateError as why:
        raise LinkStateError(f"{file} {why}. Mend it, or delete it to start again") from None


def _write(file: Path, text: str) -> None:
    """Whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f"{file.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)


def _github() -> GitHubApi:
    repository, token = (os.environ.get(name, "") for name in ("GITHUB_REPOSITORY", "GITHUB_TOKEN"))
    if not _REPOSITORY.match(repository) or not token:
        raise ValueError("GITHUB_REPOSITORY (owner/name) and GITHUB_TOKEN are to be set")
    return GitHubApi(os.environ.get("GITHUB_API_URL") or "https://api.github.com", repository, token)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
