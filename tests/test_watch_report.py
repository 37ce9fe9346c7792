"""What editors are told of links, in one issue at GitHub, and where the watch keeps what it has seen."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import check
from content import link_state
from content.link_state import LinkState
from gate.github_api import GitHubApi, GitHubApiError
from tests.fake_github import NAME, FakeGitHub, Reply
from tests.fake_reviews import TOKEN, ReviewGitHub
from tests.function_ports import make_repository
from tests.site_builder import ROOT, environment
from tests.test_content_bad_files import site_of
from watch import branch, issue, report

TODAY = date(2026, 12, 28)
WEEK = timedelta(7)
HOUSE = "https://asha-house.org/"
LINE = "https://a-line.org/"
OTHER = "https://elsewhere.org/a"


class IssueGitHub(ReviewGitHub):
    """With issues, and branches that are written whole."""

    def __init__(self, repository: Path) -> None:
        super().__init__(repository)
        self.issues: list[dict[str, Any]] = []

    def route(self, method: str, path: str, query: dict[str, str], body: Any) -> Reply:
        if path == "/issues" and method == "GET":
            assert query["state"] == "all"
            own = [
                one for one in self.issues if query["labels"] in [label["name"] for label in one["labels"]]
            ]
            return 200, own[:: -1 if query["direction"] == "desc" else 1], {}
        if path == "/issues" and method == "POST":
            return 201, self.entered(len(self.issues) + 1, {**body, "state": "open"}), {}
        if match := re.fullmatch(r"/issues/(\d+)", path):
            return 200, self.entered(int(match[1]), body), {}
        if match := re.fullmatch(r"/git/ref/(heads/.+)", path):
            sha = self.git("rev-parse", "--verify", "--quiet", f"refs/{match[1]}", check=False)
            return (200, {"object": {"sha": sha}}, {}) if sha else (404, {"message": "Not Found"}, {})
        if path == "/git/blobs" and method == "POST":
            assert body["encoding"] == "utf-8"
            return 201, {"sha": self.git("hash-object", "-w", "--stdin", stdin=body["content"])}, {}
        if path == "/git/trees" and method == "POST":
            entries = {one["path"]: f"{one['mode']} {one['type']} {one['sha']}" for one in body["tree"]}
            return 201, {"sha": FakeGitHub.write_tree(self, entries)}, {}
        return super().route(method, path, query, body)

    def entered(self, number: int, body: dict[str, Any]) -> dict[str, Any]:
        if number > len(self.issues):
            self.issues.append({"number": number, "labels": []})
        own = self.issues[number - 1]
        own |= {key: value for key, value in body.items() if key != "labels"}
        if "labels" in body:
            own["labels"] = [{"name": name} for name in body["labels"]]
        return own


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[IssueGitHub]:
    made = IssueGitHub(make_repository(tmp_path / "github", {"README": "x"}, bare=True))
    yield made
    made.close()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with an entry, a helpline and a text that lead to hosts of their own."""
    from tests.test_experts_directory import MINIMAL

    return site_of(
        {
            "helplines": [{"url": LINE}],
            "files": {
                "experts/profiles/asha-example.yaml": f"{MINIMAL}links: [{{rel: website, url: {HOUSE!r}}}]\n",
                "content/pages/about.md": f"Title: About\nSummary: S.\n\nSee [them]({OTHER}).\n",
            },
        },
        tmp_path_factory.mktemp("site"),
    )


def decided(root: Path, text: str) -> check.Site:
    file = root / "content/link-decisions.yaml"
    file.write_text(text, "utf-8")
    try:
        return check.examine(root)
    finally:
        file.unlink()


@pytest.fixture(scope="module")
def site(root: Path) -> check.Site:
    made = check.examine(root)
    assert not made.errors, made.errors
    return made


def failing(detail: str = "is a page for gambling", weeks: int = 1, **more: Any) -> LinkState:
    counts = TODAY - (weeks - 1) * WEEK
    made = {
        "verdict": "no_longer_names", "failing": "no_longer_names", "detail": detail,
        "leads_to": "asha-house.org", "checked_on": TODAY, "first_failed": counts - WEEK,
        "last_failed": TODAY, "failures": weeks + 1, "counts_from": counts, **more,
    }  # fmt: skip
    return LinkState(**made)


def told(site: check.Site, states: dict[str, LinkState]) -> str:
    return report.issue(report.report(site, states, TODAY), site, TODAY)


def plain(text: str) -> str:
    """As GitHub shows it."""
    import html

    return html.unescape(re.sub(r"</?code>", "`", text))


def test_an_editor_reads_what_where_and_until_when(site: check.Site) -> None:
    states = {HOUSE: failing(), LINE: failing(leads_to="a-line.org"), OTHER: failing()}
    text = plain(told(site, states))
    assert "## Somebody else may be there" in text
    line = next(number for number, row in enumerate(site_lines(site), 1) if HOUSE in row)
    assert f"- `{HOUSE}`: is a page for gambling. Since 21 December 2026." in text
    assert f"  - `experts/profiles/asha-example.yaml:{line}`, `Asha Example`" in text
    assert "  - **Taken off the page on 4 January 2027**, unless you say otherwise." in text
    assert f"- **A helpline.** Its number stays on the page. `{LINE}`" in text
    assert f"- `{OTHER}`" in text
    assert text.count("  - **Taken off the page on 4 January 2027**") == 3
    assert "**Not on the page** since 28 December 2026" in plain(told(site, {HOUSE: failing(weeks=2)}))


def site_lines(site: check.Site) -> list[str]:
    return (site.content.site / "experts/profiles/asha-example.yaml").read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("state", "part"),
    [
        (failing(), "taken"),
        (failing(failing="gone", verdict="gone"), "gone"),
        (failing(counts_from=None), "once"),
        (LinkState("blocked", TODAY, unanswered_since=TODAY - 3 * WEEK), ""),
        (LinkState("blocked", TODAY, unanswered_since=TODAY - 4 * WEEK), "silent"),
        (LinkState("unsure", TODAY, unanswered_since=TODAY - 9 * WEEK), "silent"),
        (failing(verdict="blocked"), "taken"),
        (LinkState("ok", TODAY), ""),
    ],
)
def test_what_needs_an_editor(site: check.Site, state: LinkState, part: str) -> None:
    made = report.report(site, {HOUSE: state}, TODAY)
    assert [name for name, rows in made._asdict().items() if rows] == ([part] if part else [])
    assert made.needs_an_editor is (part in ("taken", "gone", "silent"))


def keep(on: date, leads_to: str = "asha-house.org") -> str:
    return (
        f"- keep: {HOUSE}\n  leads_to: {leads_to}\n  decided_on: {on}\n  reason: We called them and asked.\n"
    )


@pytest.mark.parametrize(
    ("decision", "rows"),
    [
        (keep(TODAY), 0),
        (keep(TODAY - timedelta(183)), 0),
        (keep(TODAY - timedelta(184)), 1),
        (keep(TODAY, "casino.org"), 1),
    ],
)
def test_what_an_editor_decided_is_not_told_again(root: Path, decision: str, rows: int) -> None:
    site = decided(root, decision)
    made = report.report(site, {HOUSE: failing(weeks=3)}, TODAY)
    assert len(made.taken) == rows
    if rows:
        assert "The decision to keep it, of" in report.issue(made, site, TODAY)


HOSTILE = (
    "x `y` @editors #1 [a](https://evil.org) <img src=x> ![p](https://evil.org/p.png) closes #2\n## Not ours"
)


def test_what_others_wrote_does_nothing_in_the_issue(site: check.Site) -> None:
    text = told(site, {HOUSE: failing(HOSTILE)})
    assert "@" not in text
    assert "](" not in text
    assert "#1" not in re.sub(r"&#\d+;", "", text)
    assert "<img" not in text
    assert [line for line in text.splitlines() if line.startswith("## ")] == ["## Somebody else may be there"]


def test_the_issue_never_grows_too_long_for_github(site: check.Site) -> None:
    made = report.report(site, {HOUSE: failing("x" * 400)}, TODAY)
    text = report.issue(made._replace(taken=made.taken * 500), site, TODAY)
    assert len(text) < 65_000
    assert re.search(r"\d+ more are in the log of the workflow", text)


def test_one_issue_made_changed_closed_and_opened_again(fake: IssueGitHub) -> None:
    github = fake.api()
    issue.keep(github, "nothing", needed=False, alarm=False)
    assert fake.issues == []
    issue.keep(github, "gone", needed=True, alarm=False)
    (own,) = fake.issues
    assert (own["title"], own["state"]) == ("Links that need an editor", "open")
    assert own["labels"] == [{"name": "link-watch"}]
    own["labels"].append({"name": "urgent"})
    steps = [
        ("taken", True, True, "open", ["contact-change", "link-watch", "urgent"]),
        ("taken", True, True, "open", ["contact-change", "link-watch", "urgent"]),
        ("gone", True, False, "open", ["link-watch", "urgent"]),
        ("nothing", False, False, "closed", ["link-watch", "urgent"]),
        ("nothing at all", False, False, "closed", ["link-watch", "urgent"]),
        ("taken", True, True, "open", ["contact-change", "link-watch", "urgent"]),
    ]
    sent = []
    for body, needed, alarm, state, labels in steps:
        before = len(fake.exchanges)
        issue.keep(github, body, needed, alarm)
        sent.append([method for method, *_ in fake.exchanges[before:]])
        assert (own["state"], [label["name"] for label in own["labels"]]) == (state, labels)
    assert sent == [
        [*["GET", "PATCH"]],
        ["GET"],
        ["GET", "PATCH"],
        ["GET", "PATCH"],
        ["GET"],
        ["GET", "PATCH"],
    ]
    assert len(fake.issues) == 1


def test_issues_of_others_are_left_alone_and_a_second_one_of_ours_is_closed(fake: IssueGitHub) -> None:
    label = [{"name": "link-watch"}]
    theirs = {"labels": label, "state": "open", "body": "a link is broken"}
    pull = {"labels": label, "state": "open", "body": issue.MARKER, "pull_request": {}}
    ours = {"labels": label, "state": "open", "body": f"{issue.MARKER}\nold"}
    all_of_them = [theirs, pull, ours, ours, {**theirs, "body": None}]
    fake.issues = [{**one, "number": number} for number, one in enumerate(all_of_them, 1)]
    issue.keep(fake.api(), "new", needed=True, alarm=False)
    assert [one["state"] for one in fake.issues] == ["open", "open", "open", "closed", "open"]
    assert fake.issues[2]["body"] == f"{issue.MARKER}\nnew"
    assert fake.issues[0]["body"] == "a link is broken"


# The branch
def test_the_branch_holds_one_commit_with_the_newest_state(fake: IssueGitHub) -> None:
    github = fake.api()
    assert branch.fetch(github) is None
    for number in range(3):
        branch.keep(github, f'{{"é": {number}}}\n')
        content = branch.fetch(github)
        assert content is not None
        assert json.loads(content) == {"é": number}
        assert fake.git("rev-list", "--count", branch.BRANCH) == "1"
    assert fake.git("ls-tree", "--name-only", branch.BRANCH).split() == ["README.md", "link-watch.json"]


@pytest.mark.parametrize("status", [403, 500])
def test_a_branch_that_cannot_be_read_is_not_taken_for_none(fake: IssueGitHub, status: int) -> None:
    """Else the failures of last week would be forgotten."""
    fake.fault = lambda method, path, when: status if path.endswith("heads/link-watch") else None
    with pytest.raises(GitHubApiError):
        branch.fetch(fake.api())


# The commands
def run(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "watch", *arguments],
        cwd=ROOT,
        env=environment(AS_OF=TODAY.isoformat(), GITHUB_REPOSITORY="", GITHUB_TOKEN="", **env),
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_commands_bring_keep_and_tell(fake: IssueGitHub, root: Path, tmp_path: Path) -> None:
    file = tmp_path / "build/state.json"
    at = {"GITHUB_API_URL": fake.url, "GITHUB_REPOSITORY": NAME, "GITHUB_TOKEN": TOKEN}
    given = environment(AS_OF=TODAY.isoformat(), **at)

    def go(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "watch", *arguments, "--state", str(file)]
        return subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=False)

    none = go("fetch")
    assert (none.returncode, none.stdout) == (0, "There is no branch link-watch yet: no link is hidden.\n")
    file.parent.mkdir()
    file.write_text(link_state.written({HOUSE: failing()}), "utf-8")
    kept = go("keep", str(root))
    assert kept.returncode == 0, kept.stderr
    assert f"{HOUSE}: Somebody else may be there: is a page for gambling" in kept.stdout
    assert kept.stdout.endswith("1 link needs an editor; 0 links failed once\n")
    assert fake.issues[0]["labels"] == [{"name": "link-watch"}, {"name": "contact-change"}]
    file.write_text("broken")
    assert go("fetch").returncode == 0
    assert link_state.read(file) == {HOUSE: failing()}


def test_what_cannot_be_done_is_told(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    asked = run("fetch", "--state", str(file))
    assert (asked.returncode, asked.stderr) == (
        1,
        "GITHUB_REPOSITORY (owner/name) and GITHUB_TOKEN are to be set\n",
    )
    file.write_text("{")
    broken = run("report", str(root), "--state", str(file))
    assert broken.returncode == 1
    assert "state.json Expecting property name" in broken.stderr
    assert "Mend it, or delete it to start again" in broken.stderr
    assert "there is no such folder" in run("look", "nowhere", "--state", str(file)).stderr
    assert run("dance", "--state", "x").returncode == 2


def test_looking_at_a_site_without_links_asks_nobody(tmp_path: Path) -> None:
    """The samples lead to hosts that are kept for examples."""
    file = tmp_path / "state.json"
    bare = site_of({}, tmp_path / "site")
    done = run("look", str(bare), "--state", str(file))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "0 links need an editor; 0 links failed once\n"
    assert link_state.read(file) == {}


def test_a_hub_without_rights_is_an_error(fake: IssueGitHub) -> None:
    with pytest.raises(GitHubApiError, match="GitHub answered 401"):
        issue.keep(GitHubApi(fake.url, NAME, "wrong", sleep=fake.clock.sleep), "x", needed=True, alarm=False)
