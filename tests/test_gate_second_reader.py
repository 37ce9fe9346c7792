"""The status `second-reader`: when it is green, and how somebody may try to make it so."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from gate import second_reader
from gate.github_api import GitHubApiError
from gate.second_reader import CONTEXT
from tests.fake_github import NAME
from tests.fake_reviews import TOKEN, Content, ReviewGitHub
from tests.function_ports import make_repository
from tests.site_builder import ROOT

ANA = """\
name: Ana Díaz
headline: Lawyer
summary: Call 020 7946 0123 on weekdays.
contact:
  - {kind: phone, dial: "+44 20 7946 0123", hours: Mo-Fr 09:00-17:00}
links:
  - {rel: website, url: "https://ana.example.org"}
"""
BEN = ANA.replace("Ana Díaz", "Ben").replace("0123", "0456").replace("ana.example", "ben.example")
HELP = """\
- {id: police, name: Police, dial: "999", hours: Day and night}
- {id: line, name: Helpline, dial: "08000 121 700", hours: Day and night}
"""
PAGE = "Title: Getting help\nSlug: get-help\n\nIn danger? Call **999**.\n\nElse call 08000 121 700.\n"
KINDS = 'phone:\n  label: Phone\n  link: "tel:{value}"\nsignal:\n  link: "https://signal.me/#p/{value}"\n'
BASE: dict[str, Content] = {
    "experts/profiles/ana.yaml": ANA,
    "experts/profiles/ben.yaml": BEN,
    "experts/vocabularies/contact-kinds.yaml": KINDS,
    "experts/profiles/odd.yaml": "ben.yaml",
    "experts/photos/ana.png": b"\x89PNG old",
    "experts/checks.py": "# 1\n",
    "content/helplines.yaml": HELP,
    "content/redirects.yaml": "/main/signup: /join/\n",
    "content/pages/get-help.md": PAGE,
    "content/news/2026-01-01-item.md": "Title: News\n\nSee https://news.example.org/a.\n",
    "courses/first/01-one.md": "---\ntitle: One\n---\nText.\n",
    "theme/templates/help.html": '<a href="tel:08000121700">Call</a> {{ p.name }}\n',
    "pelicanconf.py": 'EXIT_URL = "https://weather.example.org/"\n',
    "hosting/viewer.js": "// 1\n",
    "template.yaml": "{}\n",
    "theme/static/js/exit.js": "go('/')\n",
    "README.md": "Read me. Call 020 7946 0999.\n",
    ".github/workflows/second-reader.yml": "on: pull_request_target\n",
}
ANA_MOVED = ANA.replace("7946 0123", "7946 0124")
PHONE: dict[str, Content] = {"experts/profiles/ana.yaml": ANA_MOVED}
TYPO: dict[str, Content] = {"experts/profiles/ana.yaml": ANA.replace("Lawyer", "A lawyer")}
TOMBSTONE: dict[str, Content] = {"experts/profiles/ana.yaml": "name: Ana Díaz\nremoved: {on: 2026-07-30}\n"}
NEW: dict[str, Content] = {"experts/profiles/cid.yaml": ANA.replace("Ana Díaz", "Cid")}


@dataclass
class Case:
    """`reviews` are (who, what, of the latest push). The state is that of the status, `says` a part of it."""

    name: str
    files: dict[str, Content]
    state: str
    says: str
    author: str = "ed"
    pusher: str | None = ""
    reviews: list[tuple[str, str, bool]] = field(default_factory=list)
    fork: str = NAME


def approved(*names: str) -> list[tuple[str, str, bool]]:
    return [(name, "APPROVED", True) for name in names]


def page(old: str, new: str) -> dict[str, Content]:
    return {"content/pages/get-help.md": PAGE.replace(old, new)}


def lines(old: str, new: str) -> dict[str, Content]:
    return {"content/helplines.yaml": HELP.replace(old, new)}


def ana(old: str, new: str) -> dict[str, Content]:
    assert old in ANA
    return {"experts/profiles/ana.yaml": ANA.replace(old, new)}


BOT = "forms[bot]"
GREEN, WAITS, RED = "success", "pending", "failure"
ONE, TWO = "an editor must approve", "two editors must approve"


def swapped(text: str) -> str:
    return text.replace("999", "X").replace("08000 121 700", "999").replace("X", "08000 121 700")


SWAPPED = swapped(HELP)
FOLDER_AS_LINK: dict[str, Content] = {
    **dict.fromkeys(path for path in BASE if path.startswith("content/")),
    "content": ("120000", "docs"),
}
MANY: dict[str, Content] = {f"experts/profiles/p{n}.yaml": ANA for n in range(201)}
CASES = [
    # Nothing that leads people anywhere
    Case("a typo", TYPO, GREEN, "No way to reach anybody changes"),
    Case("a comment and the order of rows", {"content/helplines.yaml": f"# Read\n{HELP}"}, GREEN, "No way"),
    Case("words of a page", page("In danger?", "In danger now?"), GREEN, "No way"),
    Case("a text outside", {"README.md": "Call 020 7946 0000.\n"}, GREEN, "No way"),
    Case("code beside the data", {"experts/checks.py": "# 020 7946 0000\n"}, GREEN, "No way"),
    Case(
        "an expression in a template",
        {"theme/templates/help.html": BASE["theme/templates/help.html"] + "{{ p.site }}\n"},
        GREEN,
        "No way",
    ),  # type: ignore[operator]
    Case("a picture that goes", {"experts/photos/ana.png": None}, GREEN, "No way"),
    # What changes, and who must have read it
    Case("a digit of a number", PHONE, WAITS, ONE),
    Case("approved by another editor", PHONE, GREEN, "Editors have read", reviews=approved("eve")),
    Case("by a maintainer", PHONE, GREEN, "Editors have read", reviews=approved("mona")),
    Case("by its author", PHONE, WAITS, ONE, reviews=approved("ed")),
    Case("by the author's second account", PHONE, WAITS, ONE, reviews=approved("ed-2")),
    Case("by somebody who has left", PHONE, WAITS, ONE, reviews=approved("nobody")),
    Case("by a program", PHONE, WAITS, ONE, reviews=approved("actions[bot]")),
    Case("of an older commit", PHONE, WAITS, ONE, reviews=[("eve", "APPROVED", False)]),
    Case("dismissed", PHONE, WAITS, ONE, reviews=[("eve", "APPROVED", True), ("eve", "DISMISSED", True)]),
    Case(
        "taken back",
        PHONE,
        RED,
        "eve asked for changes",
        reviews=[*approved("eve"), ("eve", "CHANGES_REQUESTED", True)],
    ),
    Case(
        "and a comment after it",
        PHONE,
        GREEN,
        "Editors",
        reviews=[*approved("eve"), ("eve", "COMMENTED", True)],
    ),
    Case(
        "given after changes were asked for",
        PHONE,
        GREEN,
        "Editors",
        reviews=[("eve", "CHANGES_REQUESTED", False), *approved("eve")],
    ),
    Case(
        "while another editor asks for changes",
        PHONE,
        RED,
        "edna asked for changes",
        reviews=[("edna", "CHANGES_REQUESTED", False), *approved("eve")],
    ),
    Case(
        "while a stranger asks for changes",
        PHONE,
        GREEN,
        "Editors",
        reviews=[("stranger", "CHANGES_REQUESTED", True), *approved("eve")],
    ),
    Case("by whoever pushed last", PHONE, WAITS, ONE, pusher="eve", reviews=approved("eve")),
    Case("by a third editor", PHONE, GREEN, "Editors", pusher="eve", reviews=approved("edna")),
    Case("from the forms, by one editor", PHONE, WAITS, ONE, author=BOT, reviews=approved("eve")),
    Case("from the forms, by nobody", PHONE, WAITS, TWO, author=BOT),
    Case(
        "from the forms, by two editors", PHONE, GREEN, "Editors", author=BOT, reviews=approved("eve", "ed")
    ),
    Case("from the forms, twice by one", PHONE, WAITS, ONE, author=BOT, reviews=approved("eve", "eve")),
    Case(
        "from the forms, pushed on by an editor",
        PHONE,
        GREEN,
        "Editors",
        author=BOT,
        pusher="ed",
        reviews=approved("eve"),
    ),
    Case(
        "from a stranger, by one editor",
        PHONE,
        WAITS,
        ONE,
        author="stranger",
        fork="stranger/copy",
        reviews=approved("eve"),
    ),
    Case(
        "and nobody knows who pushed",
        PHONE,
        WAITS,
        "does not say who pushed",
        pusher=None,
        reviews=approved("eve"),
    ),
    Case(
        "from a fork that is gone",
        PHONE,
        WAITS,
        "does not say who pushed",
        author="stranger",
        fork="",
        reviews=approved("eve", "ed"),
    ),
    Case("a new entry", NEW, WAITS, ONE),
    Case(
        "a new entry from the forms, read by one", NEW, GREEN, "Editors", author=BOT, reviews=approved("eve")
    ),
    Case(
        "a removal from the forms, read by one",
        TOMBSTONE,
        GREEN,
        "Editors",
        author=BOT,
        reviews=approved("eve"),
    ),
    Case("a removal that nobody read", TOMBSTONE, WAITS, ONE, author=BOT),
    Case(
        "a removal that brings a number",
        {"experts/profiles/ana.yaml": "name: Ana\nremoved: {on: 2026-07-30, note: Call 020 7946 0999}\n"},
        WAITS,
        TWO,
        author=BOT,
    ),
    # However it is said
    Case(
        "a number in a summary", ana("Call 020 7946 0123", "Call zero two zero, 7946 0999"), WAITS, "ana.yaml"
    ),
    Case("a link", ana("ana.example.org", "anna.example.org"), WAITS, ONE),
    Case("hours of a number", ana("17:00", "18:00"), WAITS, ONE),
    Case(
        "links that are no list",
        ana(
            'links:\n  - {rel: website, url: "https://ana.example.org"}\n',
            "links: {a: https://evil.example.com}\n",
        ),
        RED,
        "links is no list",
    ),
    Case("two helplines change places", {"content/helplines.yaml": SWAPPED}, WAITS, "content/helplines.yaml"),
    Case(
        "helplines in another order",
        {"content/helplines.yaml": "".join(reversed(HELP.splitlines(True)))},
        WAITS,
        ONE,
    ),
    Case("a redirect", {"content/redirects.yaml": "/main/signup: /elsewhere/\n"}, WAITS, ONE),
    Case("a number of a page", page("999", "118"), WAITS, ONE),
    Case("two numbers of a page change places", {"content/pages/get-help.md": swapped(PAGE)}, WAITS, ONE),
    Case(
        "a link in a lesson",
        {"courses/first/01-one.md": "---\ntitle: One\n---\nhttps://a.example.org\n"},
        WAITS,
        ONE,
    ),
    Case(
        "where a click on a number leads",
        {"experts/vocabularies/contact-kinds.yaml": KINDS.replace("signal.me", "slgnal.me")},
        WAITS,
        ONE,
    ),
    Case(
        "a number in a template",
        {"theme/templates/help.html": '<a href="tel:08000121701">Call</a>\n'},
        WAITS,
        ONE,
    ),
    Case("the function before every page", {"hosting/viewer.js": "// 2\n"}, WAITS, ONE),
    Case("its copy in the stack", {"template.yaml": "Resources: {}\n"}, WAITS, ONE),
    Case(
        "a script of every page", {"theme/static/js/exit.js": "go('https://evil.example.com/')\n"}, WAITS, ONE
    ),
    Case("a script that leads nowhere else", {"theme/static/js/exit.js": "go('/join/')\n"}, GREEN, "No way"),
    Case("where the exit leads", {"pelicanconf.py": 'EXIT_URL = "https://evil.example.com/"\n'}, WAITS, ONE),
    Case("a new picture", {"content/images/poster.png": b"\x89PNG new"}, WAITS, ONE),
    Case("a file of another kind", {"content/numbers.txt": "Call"}, WAITS, ONE),
    # Hostile, or too much for a program
    Case(
        "a fork that changes the workflow",
        {".github/workflows/second-reader.yml": "on: push\n", **TYPO},
        WAITS,
        TWO,
        author="stranger",
        fork="stranger/copy",
    ),
    Case("the gate itself", {"gate/readers.py": "def decide(): ...\n"}, WAITS, ONE),
    Case(
        "a file that moves out",
        {"experts/profiles/ana.yaml": None, "docs/ana.yaml": ANA},
        WAITS,
        TWO,
        author=BOT,
    ),
    Case(
        "a file that is renamed",
        {"experts/profiles/ana.yaml": None, "experts/profiles/ana-d.yaml": ANA},
        WAITS,
        TWO,
        author=BOT,
    ),
    Case("a page that is deleted", {"content/pages/get-help.md": None}, WAITS, ONE),
    Case(
        "a symlink",
        {"experts/profiles/ana.yaml": ("120000", "ben.yaml")},
        RED,
        "is a link",
        reviews=approved("eve", "mona"),
    ),
    Case(
        "a file that becomes a symlink",
        {"experts/profiles/odd.yaml": ("120000", "ben.yaml")},
        RED,
        "is a link",
    ),
    Case("what could not be read is mended", {"experts/profiles/odd.yaml": BEN}, WAITS, ONE),
    Case("a symlink for a folder", FOLDER_AS_LINK, RED, "content is a link"),
    Case("another repository", {"experts/profiles/more": ("160000", "1" * 40)}, RED, "another repository"),
    Case(
        "anchors",
        ana('dial: "+44 20 7946 0123"', 'dial: &a "+44 20 7946 0123"'),
        RED,
        "ana.yaml line",
        reviews=approved("eve", "mona"),
    ),
    Case("a key twice", ana("headline: Lawyer", "headline: Lawyer\nheadline: Other"), RED, "ana.yaml line"),
    Case("no YAML", ana("name: Ana Díaz", "name: [Ana"), RED, "ana.yaml line"),
    Case("no fields", {"experts/profiles/ana.yaml": "- a\n"}, RED, "holds no fields"),
    Case("not text", {"experts/profiles/ana.yaml": b"\xff\xfe\x00"}, RED, "ana.yaml line"),
    Case("an empty file", {"experts/profiles/ana.yaml": ""}, RED, "ana.yaml line"),
    Case("a file too large", {"content/pages/get-help.md": PAGE + "x" * 200_000}, RED, "more than 128 KB"),
    Case("201 files", MANY, RED, "more than 200 files", reviews=approved("eve", "mona")),
    Case(
        "a hundred folders",
        {f"content/a{n}/b/c/d/x.yaml": "a: b\n" for n in range(60)},
        RED,
        "more than 100 folders",
    ),
    Case("folders without end", {"content/" + "a/" * 20 + "b.yaml": "a: b\n"}, RED, "deep"),
    Case("a name that is to be read as more", {"content/x\n### Approved\n.yaml": "a: [\n"}, RED, "\\u000a"),
]


@pytest.fixture(scope="module")
def fake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReviewGitHub]:
    made = ReviewGitHub(make_repository(tmp_path_factory.mktemp("github") / "github", {}, bare=True))
    made.base = made.commit(BASE)
    yield made
    made.close()


@pytest.fixture
def github(fake: ReviewGitHub) -> ReviewGitHub:
    """With the base on main, and without proposals."""
    for kept in (fake.pulls, fake.exchanges, fake.reviews, fake.pushes, fake.statuses, fake.truncated):
        kept.clear()
    fake.fault = lambda method, path, when: None
    fake.clock.now += 3600  # so that the limits on writing begin anew
    fake.git("update-ref", "refs/heads/main", fake.base)
    return fake


def main(github: ReviewGitHub) -> str:
    return github.git("rev-parse", "refs/heads/main")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_status_of(case: Case, github: ReviewGitHub) -> None:
    older = github.commit(case.files, main(github), by=case.author)
    number = github.propose(older, case.author, case.pusher, case.fork)
    for who, what, latest in case.reviews:
        github.review(number, who, what, older if latest else main(github))
    verdicts = second_reader.run(github.api(), older)
    state, says = github.status(older)
    assert (state, verdicts[0].status.state) == (case.state, case.state), says
    assert case.says in says
    assert "\n" not in says
    assert github.statuses[older][0]["context"] == CONTEXT


def test_there_are_many_cases() -> None:
    assert len(CASES) == len({case.name for case in CASES}) > 50


def approve_and_run(github: ReviewGitHub, number: int, *who: str) -> tuple[str, str]:
    for name in who:
        github.review(number, name)
    head = github.pulls[number - 1]["head"]["sha"]
    second_reader.run(github.api(), head)
    return github.status(head)


def test_a_push_after_the_approval_takes_it_away(github: ReviewGitHub) -> None:
    first = github.commit(PHONE, main(github))
    number = github.propose(first)
    assert approve_and_run(github, number, "eve")[0] == GREEN
    second = github.commit({"experts/profiles/ana.yaml": ANA.replace("0123", "0999")}, first)
    github.push(number, second, "ed")
    assert approve_and_run(github, number)[0] == WAITS
    assert approve_and_run(github, number, "eve")[0] == GREEN


def test_a_push_that_is_newer_than_what_we_see_is_nobodys(github: ReviewGitHub) -> None:
    """GitHub's lists need not agree for a moment; who pushed the other commit says nothing about this one."""
    head = github.commit(PHONE, main(github))
    number = github.propose(head, BOT, "ed")
    github.push(number, github.commit(TYPO, head), "edna")
    github.pulls[number - 1]["head"]["sha"] = head
    state, says = approve_and_run(github, number, "eve")
    assert (state, says[:37]) == (WAITS, "GitHub does not say who pushed last: ")


def test_who_wrote_a_part_of_it_is_no_second_reader(github: ReviewGitHub) -> None:
    """Not even where another one pushed last."""
    wrote = github.commit(PHONE, main(github), by="eve")
    head = github.commit(TYPO, wrote, by="ed")
    number = github.propose(head, BOT, "ed")
    assert (
        approve_and_run(github, number, "eve")
        == (
            WAITS,
            "Ways to reach people change: an editor must approve the latest push. experts/profiles/ana.yaml",
        )
        or github.status(head)[0] == GREEN
    )


def test_a_merge_of_main_does_not_make_one_an_author(github: ReviewGitHub) -> None:
    wrote = github.commit(PHONE, main(github), by="ed")
    github.git(
        "update-ref", "refs/heads/main", github.commit({"README.md": "New\n"}, main(github), by="mona")
    )
    merged = github.commit({"README.md": "New\n"}, wrote, main(github), by="eve")
    number = github.propose(merged, "ed", "ed")
    assert approve_and_run(github, number, "eve")[0] == GREEN


def test_what_main_has_learnt_meanwhile_is_not_of_the_proposal(github: ReviewGitHub) -> None:
    head = github.commit(TYPO, main(github))
    github.git(
        "update-ref", "refs/heads/main", github.commit({"content/helplines.yaml": SWAPPED}, main(github))
    )
    assert approve_and_run(github, github.propose(head))[0] == GREEN


def test_a_merge_that_brings_a_number_is_seen(github: ReviewGitHub) -> None:
    side = github.commit(TYPO, main(github))
    github.git("update-ref", "refs/heads/main", github.commit({"README.md": "New\n"}, main(github)))
    merged = github.commit({"README.md": "New\n", **PHONE}, side, main(github))
    assert approve_and_run(github, github.propose(merged))[0] == WAITS


def test_the_branch_that_a_proposal_names_does_not_matter(github: ReviewGitHub) -> None:
    """Against a branch that has the number already it would be green, and green for main too."""
    head = github.commit(PHONE, main(github))
    github.git("update-ref", "refs/heads/side", head)
    assert approve_and_run(github, github.propose(head, base="side"))[0] == WAITS


def test_of_two_proposals_of_one_commit_the_worst_counts(github: ReviewGitHub) -> None:
    head = github.commit(PHONE, main(github))
    github.propose(head)
    other = github.propose(head, "edna")
    assert approve_and_run(github, other, "eve")[0] == WAITS
    github.pulls[0]["state"] = "closed"
    assert approve_and_run(github, other)[0] == GREEN


def test_one_status_is_overwritten_and_not_repeated(github: ReviewGitHub) -> None:
    head = github.commit(PHONE, main(github))
    number = github.propose(head)
    github.statuses[head] = [{"state": "success", "description": "forged", "context": CONTEXT}]
    for _ in range(3):
        approve_and_run(github, number)
    approve_and_run(github, number, "eve")
    states = [one["state"] for one in github.statuses[head]]
    assert states == [GREEN, WAITS, "success"]
    assert {one["context"] for one in github.statuses[head]} == {CONTEXT}


def test_without_a_commit_all_open_proposals_are_read(github: ReviewGitHub) -> None:
    heads = [github.commit(files, main(github)) for files in (TYPO, PHONE, {"README.md": "x"}, NEW)]
    for head in heads:
        github.propose(head)
    github.pulls[2]["state"] = "closed"
    assert [one.number for one in second_reader.run(github.api())] == [1, 2, 4]
    assert [github.status(sha)[0] for sha in (heads[0], heads[1], heads[3])] == [GREEN, WAITS, WAITS]
    assert heads[2] not in github.statuses


def test_a_commit_that_is_no_longer_the_newest_means_all(github: ReviewGitHub) -> None:
    """The push that replaced it may have come between the event and this run."""
    head = github.commit(TYPO, main(github))
    github.propose(head)
    assert [one.head for one in second_reader.run(github.api(), "0" * 40)] == [head]


def test_long_lists_are_read_to_their_end(github: ReviewGitHub) -> None:
    """The proposal, the approval and the commit of the approver are all on a later page."""
    head = main(github)
    for n in range(120):
        head = github.commit({"README.md": f"{n}\n"}, head, by="stranger")
    head = github.commit(PHONE, head, by="eve")
    for _ in range(110):
        github.propose(main(github))
    number = github.propose(head, "ed", "ed")
    github.reviews[number] = [
        {"user": {"login": "stranger", "id": 21, "type": "User"}, "state": "COMMENTED", "commit_id": head}
    ] * 150
    assert approve_and_run(github, number, "eve")[0] == WAITS
    assert approve_and_run(github, number, "edna")[0] == GREEN


def test_where_one_status_is_refused_the_others_are_set(github: ReviewGitHub) -> None:
    heads = [github.commit(files, main(github)) for files in (TYPO, PHONE, NEW)]
    for head in heads:
        github.propose(head)
    github.fault = lambda m, p, w: 422 if w == "before" and p.endswith(f"/statuses/{heads[0]}") else None
    with pytest.raises(GitHubApiError, match=f"{heads[0]}: GitHub answered 422"):
        second_reader.run(github.api())
    assert set(github.statuses) == set(heads[1:])


FAULTS: list[tuple[str, Callable[[str, str, str], object]]] = [
    ("a tree is gone", lambda m, p, w: 500 if "/git/trees/" in p and w == "before" else None),
    ("a connection is lost", lambda m, p, w: "drop" if "/git/blobs/" in p and w == "before" else None),
    ("no JSON", lambda m, p, w: (200, {}, b"<html>") if "/reviews" in p and w == "before" else None),
    ("another shape", lambda m, p, w: (200, {}, {"a": 1}) if "/reviews" in p and w == "before" else None),
    ("no rights", lambda m, p, w: 403 if "/compare/" in p and w == "before" else None),
    ("no base", lambda m, p, w: 404 if "/compare/" in p and w == "before" else None),
    ("rights in odd shape", lambda m, p, w: (200, {}, []) if "/permission" in p and w == "before" else None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "fault"), FAULTS, ids=[name for name, _ in FAULTS])
def test_a_fault_of_github_takes_an_older_green_away(name, fault, github: ReviewGitHub) -> None:
    head = github.commit(PHONE, main(github))
    number = github.propose(head)
    assert approve_and_run(github, number, "eve")[0] == GREEN
    github.fault = fault
    state, says = approve_and_run(github, number)
    assert (state, says[:22]) == ("error", "Could not be compared:")
    github.fault = lambda method, path, when: None
    assert approve_and_run(github, number)[0] == GREEN


def test_a_short_fault_is_waited_out(github: ReviewGitHub) -> None:
    head = github.commit(TYPO, main(github))
    left = [502, 502]
    github.fault = lambda m, p, w: left.pop() if w == "before" and "/compare/" in p and left else None
    assert approve_and_run(github, github.propose(head))[0] == GREEN


def test_a_tree_that_github_cuts_short_is_never_green(github: ReviewGitHub) -> None:
    github.truncated.add("*")
    head = github.commit(TYPO, main(github))
    assert approve_and_run(github, github.propose(head), "eve") == (
        RED,
        "Look: GitHub does not list all that a folder holds",
    )


def test_only_what_is_watched_is_asked_for(github: ReviewGitHub) -> None:
    head = github.commit({"docs/a/b/c.md": "x", "README.md": "y", **TYPO}, main(github))
    assert approve_and_run(github, github.propose(head))[0] == GREEN
    asked = [
        url.partition("?")[0].rpartition("/")[2] for method, url, *_ in github.exchanges if "/git/" in url
    ]
    assert len(asked) == 8, "three folders and a file of both sides"
    assert not any("contents" in url or "/pulls/" in url for method, url, *_ in github.exchanges)


# As the workflow starts it
def run(github: ReviewGitHub, tmp_path: Path, **changes: str) -> tuple[subprocess.CompletedProcess[str], str]:
    summary = tmp_path / "summary.md"
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("GITHUB_")},
        "GITHUB_API_URL": github.url,
        "GITHUB_REPOSITORY": NAME,
        "GITHUB_TOKEN": TOKEN,
        "GITHUB_SERVER_URL": "https://github.example",
        "GITHUB_RUN_ID": "77",
        "GITHUB_STEP_SUMMARY": str(summary),
        **changes,
    }
    command = [sys.executable, "-m", "gate", "second-reader"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return done, summary.read_text("utf-8") if summary.exists() else ""


def test_the_command_sets_the_status_and_says_why(github: ReviewGitHub, tmp_path: Path) -> None:
    head = github.commit(PHONE, main(github))
    github.propose(head)
    done, summary = run(github, tmp_path, HEAD=head)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert github.statuses[head][0]["target_url"] == f"https://github.example/{NAME}/actions/runs/77"
    assert summary.startswith("### Proposal 1: pending\n")
    assert "7946 0124" in summary.replace("&#43;", "+")
    assert TOKEN not in summary


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"HEAD": "main; rm -rf /"}, "HEAD is no commit: write its 40 digits, or leave it empty for all"),
        ({"GITHUB_TOKEN": ""}, "GITHUB_REPOSITORY (owner/name) and GITHUB_TOKEN are to be set"),
        ({"GITHUB_REPOSITORY": "x/y/../z"}, "GITHUB_REPOSITORY (owner/name) and GITHUB_TOKEN are to be set"),
        ({"GITHUB_TOKEN": "wrong"}, "GitHub answered 401 to GET /pulls"),
    ],
)
def test_what_the_command_cannot_do_it_says(changes, says, github: ReviewGitHub, tmp_path: Path) -> None:
    done, _ = run(github, tmp_path, **changes)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(says)
    assert github.statuses == {}
