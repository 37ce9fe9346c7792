"""The summary of a check: which fields a proposal changes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.function_ports import git, make_repository
from tests.site_builder import ROOT

ANA = "name: Ana\nroles: [legal]\ncontact:\n  - {kind: phone, dial: '020'}\n"
BEFORE = {
    "experts/profiles/ana.yaml": ANA,
    "experts/profiles/gone.yaml": "name: Gone\n",
    "content/pages/a.md": "Title: A\n\nFirst.\n\nSecond.\n",
    "README.md": "old\n",
}
WHO = {
    f"GIT_{role}_{part}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")
}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return make_repository(tmp_path / "repository", BEFORE)


def commit(repository: Path, files: dict[str, str | bytes | None]) -> None:
    for name, content in files.items():
        path = repository / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    git(repository, "add", "-A")
    done = subprocess.run(
        ["git", "-C", str(repository), "commit", "-qm", "x"], env={**os.environ, **WHO}, capture_output=True
    )
    assert done.returncode == 0, done.stderr


def run(repository: Path, *commits: str, **changes: str) -> subprocess.CompletedProcess[str]:
    given = {key: value for key, value in os.environ.items() if not key.startswith("GITHUB_")}
    return subprocess.run(
        [sys.executable, "-m", "gate", "fields", *commits],
        cwd=repository,
        env={**given, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **changes},
        capture_output=True,
        text=True,
        check=False,
    )


def shown(repository: Path) -> str:
    done = run(repository, "HEAD^1", "HEAD")
    assert (done.returncode, done.stderr) == (0, "")
    return re.sub(r"&#(\d+);", lambda sign: chr(int(sign[1])), done.stdout)


def test_each_field_that_changes_is_a_row(repository: Path) -> None:
    changed = ANA.replace("'020'", "'021'").replace("[legal]", "[legal, medical]")
    commit(repository, {"experts/profiles/ana.yaml": changed, "README.md": "new\n"})
    assert shown(repository).splitlines() == [
        "### What changes",
        "",
        "",
        "**experts/profiles/ana.yaml**",
        "",
        "| field | before | after |",
        "| --- | --- | --- |",
        "| contact.1.dial | 020 | 021 |",
        "| roles.2 |  | medical |",
        "",
    ]


def test_of_a_text_only_the_lines_that_change(repository: Path) -> None:
    commit(repository, {"content/pages/a.md": "Title: B\n\nNew.\n\nFirst.\n\nSecond.\n"})
    rows = [line for line in shown(repository).splitlines() if line.startswith("| ") and "---" not in line]
    assert rows[1:] == ["| Title | A | B |", "| (the text) |  | New. |"]


def test_files_that_come_go_or_cannot_be_read(repository: Path) -> None:
    commit(
        repository,
        {
            "experts/profiles/gone.yaml": None,
            "experts/profiles/new.yaml": "name: New\n",
            "experts/profiles/ana.yaml": "name: [Ana\n",
            "experts/photos/a.png": b"\x89PNG",
        },
    )
    text = shown(repository)
    assert "| name | Gone |  |" in text
    assert "| name |  | New |" in text
    assert "|  |  | cannot be read; the check says why |" in text
    assert "|  |  | 4 bytes |" in text


def test_nothing_is_told_as_nothing(repository: Path) -> None:
    commit(repository, {"README.md": "new\n"})
    assert "No entry, page, lesson or data file changes." in shown(repository)


def test_many_changes_end_somewhere(repository: Path) -> None:
    commit(repository, {"content/many.yaml": "".join(f"k{n}: {n}\n" for n in range(400))})
    assert "100 more changes are under “Files changed”." in shown(repository)


def test_no_text_of_a_proposal_makes_a_link_a_cell_or_a_command(repository: Path) -> None:
    hostile = "a | b <img src=x> [c](https://evil.example.com) @maintainers #1 `d`"
    commit(
        repository,
        {"experts/profiles/ana.yaml": f'name: "{hostile}"\n', "content/x|y\n::error::.yaml": "a: b\n"},
    )
    done = run(repository, "HEAD^1", "HEAD")
    assert not re.search(r"[<\[@`]", done.stdout)
    assert "::" not in done.stdout
    assert all(line.count("|") in (0, 4) for line in done.stdout.splitlines())


def test_it_goes_into_the_summary_of_the_job(repository: Path, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    commit(repository, {"experts/profiles/ana.yaml": "name: Anna\n"})
    assert run(repository, "HEAD^1", "HEAD", GITHUB_STEP_SUMMARY=str(summary)).stdout == ""
    assert summary.read_text("utf-8").startswith("before\n### What changes\n")


@pytest.mark.parametrize(
    ("commits", "says"),
    [
        (("HEAD^7", "HEAD"), "git cannot compare HEAD^7 and HEAD: are both here?\n"),
        (("HEAD",), "name two commits: python -m gate fields BEFORE AFTER\n"),
        (("--output=x", "HEAD"), "name two commits: python -m gate fields BEFORE AFTER\n"),
    ],
)
def test_what_cannot_be_compared_is_said(commits, says, repository: Path) -> None:
    done = run(repository, *commits)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", says)
