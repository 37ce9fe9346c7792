"""Proposals about one entry that wait side by side: an editor merges them in any order and mends nothing."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from records import yaml_reader
from tests.function_app import Running, filled, start
from tests.function_ports import git

SLUG = "asha-example"
PATH = f"experts/profiles/{SLUG}.yaml"


@pytest.fixture
def running(tmp_path: Path) -> Running:
    return start(tmp_path)


def asked(running: Running, held: dict[str, Any], **changes: Any) -> str:
    sent = {**held, "reply_to": "a@b.example", "agree": "yes", **changes}
    return f"intake/change/{running.send('change', sent)}"


def merge(running: Running, branch: str) -> None:
    git(running.repository, "merge", "-q", "--no-edit", branch)
    running.clock.sleep(3600)
    running.work()


def entry(running: Running, ref: str = "HEAD") -> Any:
    return yaml_reader.read(git(running.repository, "show", f"{ref}:{PATH}").encode())


CHANGES = [
    {"headline": "Psychiatrist, reports for courts"}, {"name": "Dr Asha B. Example"},
    {"wait_weeks": "9"}, {"roles": ["medical"]},
]  # fmt: skip


@pytest.mark.parametrize("pair", [*itertools.permutations(CHANGES, 2)], ids=str)
def test_changes_of_different_fields_merge_in_any_order(running, pair):
    """Also of lines that stand beside each other, which git takes for a conflict."""
    held = filled(running, SLUG)
    branches = [asked(running, held, **changes) for changes in pair]
    running.work()
    for branch in branches:
        merge(running, branch)
    both = entry(running)
    for changes in pair:
        [(field, value)] = changes.items()
        assert str(both["accepting"][field] if field == "wait_weeks" else both[field]) == str(value)


def test_two_changes_of_one_number_are_told_to_the_editor(running):
    held = filled(running, SLUG)
    first, second = (asked(running, held, headline=f"Psychiatrist number {word}") for word in ("one", "two"))
    running.work()
    merge(running, first)
    pull = running.pulls()[second]
    assert {"moved-on", "renewed"} <= {*pull["labels"]}
    assert "`headline` was different when they wrote" in pull["text"]
    assert "**Made again**" in pull["text"]
    merge(running, second)
    assert entry(running)["headline"] == "Psychiatrist number two"


def test_a_confirmed_request_stays_confirmed(running):
    from tests.test_function_proof import posted, press

    held = filled(running, SLUG)
    first, second = (
        asked(running, held, headline="Psychiatrist, for courts"),
        asked(running, held, wait_weeks="9"),
    )
    running.work()
    press(running, posted(running)[1])
    merge(running, first)
    pull = running.pulls()[second]
    assert {"confirmed-by-entry", "renewed"} <= {*pull["labels"]}
    assert "not-confirmed" not in pull["labels"]
    assert "Confirmed through the entry's own address" in pull["text"]


def test_what_fits_no_more_is_said_and_left_alone(running):
    held = filled(running, SLUG)
    branch = asked(running, held, headline="Psychiatrist, for courts")
    running.work()
    git(running.repository, "rm", "-q", PATH)
    git(running.repository, "commit", "-q", "-m", "Gone")
    for _ in range(2):
        running.clock.sleep(3600)
        running.work()
    assert running.pulls()[branch]["text"].count("It no longer fits") == 1
    assert running.app.store.keys("pending/") == []


def test_nothing_private_is_kept_for_it_and_nothing_after_the_merge(running):
    held = filled(running, SLUG)
    branch = asked(running, held, headline="Psychiatrist, for courts", message="Please call me at home")
    running.work()
    (kept,) = running.app.store.keys("pending/")
    body = running.app.store.get(kept.key)
    assert b"at home" not in body
    assert b"a@b.example" not in body
    merge(running, branch)
    assert running.app.store.keys("pending/") == []


def test_nothing_is_made_again_where_nothing_changed(running):
    held = filled(running, SLUG)
    branch = asked(running, held, headline="Psychiatrist, for courts")
    running.work()
    before = git(running.repository, "rev-parse", branch)
    running.work()
    assert git(running.repository, "rev-parse", branch) == before
    assert "renewed" not in running.pulls()[branch]["labels"]
