"""The command `python -m check`: one list, in one wording, for people, for a build and for GitHub."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import check
from records import job_summary, workflow_commands
from records.diagnostic import Diagnostic
from tests.site_builder import AS_OF, MINI, ROOT, build
from tests.test_content_bad_files import site_of, write
from tests.test_experts_checks import entry

TODAY = date.fromisoformat(AS_OF)
YEAR_LATER = TODAY.replace(year=TODAY.year + 1).isoformat()
"""Editors go on writing after the day that the tests take for today."""


def run(*arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Outside of GitHub, whatever these tests run on."""
    given = {key: value for key, value in os.environ.items() if not key.startswith("GITHUB_")}
    command = [sys.executable, "-m", "check", *arguments]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**given, "AS_OF": AS_OF, "PYTHONUTF8": "1", **changes},
        check=False,
    )


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A site with something wrong in every kind of file."""
    site = site_of(
        {
            "fields": "Topics: nrms\n",
            "body": "[A](/abuot/)\n",
            "files": {
                "experts/profiles/bela.yaml": entry(name="Béla", roles="[wizard]"),
                "experts/photos/bela.gif": "GIF",
                "courses/glossary.yaml": "nrm: {term: NRM}\n",
                "courses/example/pictures/x.png": "PNG",
                "content/pages/about.md": "Title: About\n\nA text.\n",
                "content/helplines.yaml": "[]\n",
                "content/statistics.yaml": "a: {}\n",
                "content/resources.yaml": "a: b\n",
                "content/redirects.yaml": "/a/: b\n",
                "content/urgent-words/en.yaml": "[]\n",
                "content/images/door.txt": "x",
            },
        },
        tmp_path / "site",
    )
    lesson = site / "courses/example/01-first.md"
    lesson.write_text(lesson.read_text("utf-8") + "\n[B](/abuot/)\n", "utf-8")
    return site


def test_every_kind_of_file_is_heard_of_at_once(broken: Path) -> None:
    done = run(str(broken))
    paths = [line.partition(":")[0] for line in done.stdout.splitlines()[:-1]]
    assert sorted(set(paths)) == [
        "content/helplines.yaml",
        "content/images/door.txt",
        "content/news/2026-07-30-day.md",
        "content/pages/about.md",
        "content/redirects.yaml",
        "content/resources.yaml",
        "content/statistics.yaml",
        "content/urgent-words/en.yaml",
        "courses/example/01-first.md",
        "courses/example/pictures/x.png",
        "courses/glossary.yaml",
        "experts/photos/bela.gif",
        "experts/profiles/bela.yaml",
    ]
    assert paths == sorted(paths)
    assert (done.returncode, done.stderr) == (1, "")


def test_the_build_stops_on_the_same_errors(broken: Path, tmp_path: Path) -> None:
    checked = run(str(broken)).stdout.splitlines()
    done = build(broken, tmp_path / "out", AS_OF=AS_OF)
    built = (done.stdout + done.stderr).splitlines()
    errors = [line for line in checked[:-1] if not line.endswith("(warning)")]
    assert [line for line in built if re.match(r"(content|courses|experts)/", line)] == errors
    assert f"The build stopped: {len(errors)} errors, see above." in built
    assert done.returncode == 1


def test_errors_come_first_then_warnings_then_a_line_that_sums_up(tmp_path: Path) -> None:
    old = {
        "experts/profiles/carl.yaml": entry(
            name="Carl", verification="{level: self-declared, on: 2025-11-22}"
        )
    }
    done = run(str(site_of({"fields": "Topics: nrms\n", "files": old}, tmp_path)))
    assert done.stdout.splitlines() == [
        "content/news/2026-07-30-day.md:1: topics.1: 'nrms' is not a topic; did you mean 'nrm' "
        "(National Referral Mechanism)?",
        "experts/profiles/carl.yaml:6: verification.on: 2025-11-22 is before they agreed to be listed "
        "(2026-07-28); is one of them mistyped? (warning)",
        "experts/profiles/carl.yaml:6: verification.on: was checked 12 months ago, on 22 November 2025; "
        "check it again (warning)",
        "2 sound profiles, 1 sound course, 9 sound texts; 1 error, 2 warnings",
    ]


def test_warnings_alone_do_not_fail(tmp_path: Path) -> None:
    done = run(str(site_of({"body": "[A](http://example.org/)\n"}, tmp_path)))
    assert done.stdout.endswith("; 0 errors, 1 warning\n")
    assert done.returncode == 0


@pytest.mark.parametrize(("site", "today"), [(".", YEAR_LATER), ("tests/site", AS_OF)])
def test_the_shipped_sites_have_no_errors(site: str, today: str) -> None:
    done = run(site, AS_OF=today)
    assert " 0 errors, " in done.stdout, done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "changes", "said"),
    [
        (["a", "b"], {}, "python -m check [SITE]\n"),
        (["--help"], {}, "python -m check [SITE]\n"),
        (["nowhere"], {}, "nowhere: there is no such folder\n"),
        (
            [],
            {"AS_OF": "yesterday"},
            "AS_OF: 'yesterday' is not a day; write year-month-day, as in '2026-07-30'\n",
        ),
    ],
)
def test_what_cannot_be_checked_is_said(arguments: list[str], changes: dict[str, str], said: str) -> None:
    done = run(*arguments, **changes)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


# What GitHub shows
HOSTILE = "a\n::error::b\r::stop-commands::x,y:%0A\u2028"


def test_on_github_each_message_is_an_annotation(tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    site = site_of({"fields": "Topics: nrms\n", "body": "[A](http://example.org/)\n"}, tmp_path / "site")
    done = run(str(site), GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary))
    commands = [line for line in done.stdout.splitlines() if line.startswith("::")]
    path = f"{site}/content/news/2026-07-30-day.md"
    file = f"file={path}".replace(":", "%3A")
    assert commands == [
        f"::error {file},line=1,title=topics.1::{path}:1: topics.1: 'nrms' is not a topic; did you mean "
        "'nrm' (National Referral Mechanism)?",
        f"::warning {file},line=6,title=warning::{path}:6: 'http://example.org/' is not encrypted; "
        "use https:// if the site answers there",
    ]
    assert len(done.stdout.splitlines()) == 3, "each once, and the line that sums up"
    table = summary.read_text("utf-8")
    assert table.count("\n| error |") == table.count("\n| warning |") == 1
    assert "1 error, 1 warning" in job_summary_text(table)


def job_summary_text(table: str) -> str:
    return re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), table)


def test_on_github_the_log_names_each_fault_once_with_its_place(tmp_path: Path) -> None:
    """GitHub shows ten errors and ten warnings of a step; the others are in the log all the same."""
    links = [f"[A](/nowhere-{n}/)\n\n[B](http://plain-{n}.example.org/)\n" for n in range(14)]
    site = site_of({"body": "\n".join(links)}, tmp_path / "site")
    on_github = run(str(site), GITHUB_ACTIONS="true").stdout.splitlines()
    elsewhere = run(str(site)).stdout.splitlines()
    commands = [line for line in on_github if line.startswith("::")]
    assert [sum(line.startswith(f"::{kind} ") for line in commands) for kind in ("error", "warning")] == [
        10,
        10,
    ]
    assert len(on_github) == len(elsewhere) == 29
    logged = [re.sub(rf"^::\w+ [^:]*::{re.escape(str(site))}/", "", line) for line in on_github]
    assert logged == [
        line.removesuffix(" (warning)") if command.startswith("::") else line
        for line, command in zip(elsewhere, on_github, strict=True)
    ]
    assert len(set(logged)) == 29


def test_elsewhere_nothing_is_written_for_github(tmp_path: Path) -> None:
    assert "::" not in run(str(site_of({"fields": "Topics: nrms\n"}, tmp_path))).stdout


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_no_name_and_no_message_can_give_github_a_command(severity: str) -> None:
    one = Diagnostic(f"content/{HOSTILE}.md", 1, HOSTILE, HOSTILE, severity)  # type: ignore[arg-type]
    line = workflow_commands.command(one)
    properties = line.removeprefix(f"::{severity} ").partition("::")[0]
    assert len(line.splitlines()) == len(str(one).splitlines()) == 1
    assert [part.partition("=")[0] for part in properties.split(",")] == ["file", "line", "title"]
    assert not str(one).startswith("::")
    assert "a%0A%3A%3Aerror%3A%3Ab%0D%3A%3Astop-commands%3A%3Ax%2Cy%3A%250A\\u2028" in properties


def test_a_hostile_name_in_a_site_gives_no_command(tmp_path: Path) -> None:
    site = site_of({"files": {"content/news/a\n::error::b.md": "x"}}, tmp_path)
    done = run(str(site), GITHUB_ACTIONS="true")
    assert [line for line in done.stdout.splitlines() if line.startswith("::error::")] == []
    assert "content/news/a\\u000a::error::b.md:1: " in done.stdout
    assert "content/news/a\\u000a%3A%3Aerror%3A%3Ab.md" in done.stdout


@pytest.mark.parametrize(
    "text",
    [
        "a | b",
        "`code`",
        "<img src=x>",
        "@someone",
        "#12",
        "[a](https://example.org)",
        "**a**",
        "a\nb",
        "https://a.b",
    ],
)
def test_the_summary_shows_text_and_makes_nothing_of_it(text: str) -> None:
    row = job_summary.table([Diagnostic("a.md", 1, text, text)], "").rstrip().splitlines()[-1]
    assert row.count("|") == 5
    assert re.fullmatch(r"\| error \|(?: (?:<code>[\w\s=&#;\\]*</code>)? \|){3}", row), row


def test_a_long_summary_ends_and_says_so() -> None:
    many = [Diagnostic("a.md", line, "field", "x" * 2000) for line in range(2000)]
    table = job_summary.table(many, "2,000 errors")
    assert len(table.encode()) < 300_000
    assert re.search(r"\n[\d,]+ more are in the log of the job\.\n", table)


# Whatever lies there
def test_a_hostile_site_never_ends_in_a_trace(tmp_path: Path) -> None:
    """Every file of the miniature site in turn holds what nobody should write."""
    site = Path(shutil.copytree(MINI, tmp_path / "site"))
    files = sorted(path for path in site.rglob("*") if path.is_file())
    chance = random.Random(2026)
    pieces = [b"\0", b"\xff\xfe", b"{" * 5000, b"- " * 3000, b"\n---\n", b"title: ", b"&a [*a]", b": ", b"\r"]
    for turn in range(3):
        for file in files:
            kept = file.read_bytes()
            if turn == 0:
                write(file, chance.randbytes(chance.randrange(400)))
            elif turn == 1:
                place = chance.randrange(len(kept) + 1)
                write(file, kept[:place] + chance.choice(pieces) + kept[place:])
            else:
                start = chance.randrange(len(kept) + 1)
                write(file, kept[:start] + kept[start + chance.randrange(60) :])
        found = check.examine(site, TODAY)
        assert found.diagnostics
        assert all(one.line >= 1 and one.message for one in found.diagnostics)
        shutil.rmtree(site)
        shutil.copytree(MINI, site)


@pytest.mark.parametrize(
    "name", ["content/news/first-item.md", "content/helplines.yaml", "courses/glossary.yaml"]
)
def test_a_file_is_not_endless(name: str, tmp_path: Path) -> None:
    site = Path(shutil.copytree(MINI, tmp_path / "site"))
    write(site / name, b"a: b\n" * 2_000_000)
    assert f"{name}:1: the file has 9,765.6 KB; at most" in "\n".join(
        map(str, check.examine(site, TODAY).errors)
    )
