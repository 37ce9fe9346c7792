"""A proposal changes the lines that a person changed, and no other."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from records import yaml_reader
from tests.function_app import Running, filled, start
from tests.function_ports import git

PATH = "experts/profiles/asha-example.yaml"
SENDER = {"profile": "asha-example", "reply_to": "asha@asha.example.org", "agree": "yes"}


@pytest.fixture
def running(tmp_path: Path) -> Running:
    return start(tmp_path)


def change(running: Running, **answers: Any) -> str:
    """The branch of a change of the entry, with the first row of each question answered anew."""
    given = {**filled(running, "asha-example"), **SENDER}
    for name, answer in answers.items():
        given[name] = [answer, *given[name][1:]]
    return f"intake/change/{running.send('change', given)}"


def changed_lines(running: Running, branch: str) -> tuple[list[str], list[str]]:
    """What the branch removes from the entry and adds to it."""
    text = git(running.repository, "diff", "--unified=0", "main", branch, "--", PATH)
    lines = [line for line in text.splitlines() if not line.startswith(("---", "+++"))]
    return [line[1:] for line in lines if line[:1] == "-"], [line[1:] for line in lines if line[:1] == "+"]


def test_a_change_touches_its_own_line_and_keeps_the_editors_notes(running: Running) -> None:
    branch = change(running, headline="Psychiatrist, reports for courts")
    running.work()
    removed, added = changed_lines(running, branch)
    assert removed == ["headline: Consultant psychiatrist, medico-legal reports for survivors of trafficking"]
    assert added == ["headline: Psychiatrist, reports for courts"]
    assert running.show(branch, PATH).startswith("# Everything a person can have")


def test_the_difference_that_an_editor_reads_is_that_of_the_file(running: Running) -> None:
    branch = change(running, headline="Psychiatrist, reports for courts")
    running.work()
    text = running.pulls()[branch]["text"]
    removed, added = changed_lines(running, branch)
    shown = text.partition("```diff\n")[2].partition("```")[0].splitlines()
    assert [line[1:] for line in shown if line.startswith("-") and "---" not in line] == removed
    assert [line[1:] for line in shown if line.startswith("+") and "+++" not in line] == added


def test_still_correct_touches_what_they_said_and_no_check(running: Running) -> None:
    branch = f"intake/correct/{running.send('still-correct', SENDER)}"
    running.work()
    removed, added = changed_lines(running, branch)
    assert {line.partition(":")[0].strip() for line in removed} <= {"accepting"}
    assert {line.partition(":")[0].strip() for line in added} <= {"accepting", "confirmed", "on"}


def test_a_removal_only_removes_but_for_its_day(running: Running) -> None:
    branch = f"intake/remove/{running.send('remove', SENDER)}"
    running.work()
    _, added = changed_lines(running, branch)
    assert "\n".join(added).split() == ["removed:", "{on:", "2026-11-22}"] or added == [
        "removed:", "  on: 2026-11-22",
    ]  # fmt: skip


CHANGES: list[dict[str, str]] = [
    {"headline": "Psychiatrist, reports for courts"},
    {"phone": "+44 20 7946 0999"},
    {"wait_weeks": "9"},
]


@pytest.mark.parametrize("order", list(permutations(range(3), 2)))
def test_two_changes_of_different_fields_merge_in_either_order(
    running: Running, order: tuple[int, int]
) -> None:
    branches = [change(running, **CHANGES[place]) for place in order]
    running.work()
    for branch in branches:
        git(running.repository, "merge", "-q", "--no-edit", branch)
    data = yaml_reader.read((running.repository / PATH).read_bytes())
    merged = {
        "headline": data["headline"],
        "phone": data["contact"][0]["dial"],
        "wait_weeks": str(data["accepting"]["wait_weeks"]),
    }
    for place in order:
        for name, answer in CHANGES[place].items():
            assert merged[name] == answer


def test_an_entry_that_nobody_can_read_waits_for_an_editor(running: Running) -> None:
    branch = change(running, headline="Psychiatrist, reports for courts")
    sound = (running.repository / PATH).read_text()
    (running.repository / PATH).write_text('name: "Asha\n')
    git(running.repository, "commit", "-q", "-am", "Broken")
    running.work()
    (running.repository / PATH).write_text(sound)
    git(running.repository, "commit", "-q", "-am", "Mended")
    running.clock.sleep(3600)
    running.work()
    assert branch in running.pulls()
