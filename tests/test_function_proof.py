"""Who asked for a change of a standing entry: proven through the entry's own address, or not at all."""

from __future__ import annotations

import email
import re
from email import policy
from pathlib import Path
from typing import Any

import pytest

from functions import letters, tokens
from records import yaml_reader
from tests.function_app import SIGNUP, Running, filled, start
from tests.function_ports import git

SLUG = "asha-example"
HEADLINE = {"headline": "Psychiatrist, reports for courts"}
PATH = f"experts/profiles/{SLUG}.yaml"
OWN, STRANGER = "asha@mail.example.org", "stranger@elsewhere.example"


@pytest.fixture
def running(tmp_path: Path) -> Running:
    return start(tmp_path)


def asked(running: Running, form: str, sender: str = STRANGER, **changes: Any) -> str:
    """A request about the entry, worked off; gives its branch."""
    given = filled(running, SLUG) if form == "change" else {"profile": SLUG}
    identity = running.send(form, {**given, "reply_to": sender, "agree": "yes", **changes})
    running.work()
    kind = {"still-correct": "correct"}.get(form, form)
    return f"intake/{kind}/{identity}"


def posted(running: Running) -> list[Any]:
    files = sorted((running.folder / "var" / "mail").glob("*.eml"))
    return [email.message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def press(running: Running, letter: Any) -> None:
    link = re.search(r"/send/confirm/\S+", letter.get_content())
    assert link
    assert running.ask("POST", link[0]).status == 200
    running.work()


REQUESTS = [
    ("change", {"headline": "Psychiatrist, reports for courts"}),
    ("still-correct", {}),
    ("remove", {}),
]


@pytest.mark.parametrize(("form", "changes"), REQUESTS)
def test_the_letter_goes_to_the_entry_whoever_asks(running, form, changes):
    branch = asked(running, form, **changes)
    (letter,) = posted(running)
    text = letter.get_content()
    assert letter["To"] == OWN
    assert tokens.spaced(branch.rpartition("/")[2]) in text
    assert f"/experts/{SLUG}/" in text
    assert STRANGER not in text
    pull = running.pulls()[branch]
    assert letters.NOT_CONFIRMED in pull["labels"]
    assert "**proven**" not in pull["text"]
    for _ in range(2):
        press(running, letter)
    pull = running.pulls()[branch]
    assert letters.CONFIRMED in pull["labels"]
    assert letters.NOT_CONFIRMED not in pull["labels"]
    assert pull["text"].count("Confirmed through the entry's own address") == 1


def test_a_stranger_cannot_use_up_the_letter_of_the_entry(running):
    for number in range(3):
        asked(running, "change", headline=f"Psychiatrist number {number}")
    assert len(posted(running)) == letters.LETTERS_A_DAY
    asked(running, "remove")
    assert len(posted(running)) == letters.LETTERS_A_DAY, "and cannot flood it"
    running.clock.sleep(86400)
    asked(running, "remove")
    assert len(posted(running)) == letters.LETTERS_A_DAY + 1


def test_what_an_entry_was_signed_up_with_proves_it_too(running):
    """Only as a keyed hash is that address in the file."""
    sent = running.send("join-person", {**SIGNUP, "email": ""})
    running.work()
    branch = f"intake/signup/{sent}"
    source = running.show(branch, "experts/profiles/ana-diaz.yaml")
    data = yaml_reader.read(source.encode())
    assert data["consent"]["address_mark"] == tokens.owner_mark(running.app.key(), "Ana@diaz.example.org")
    assert "ana@diaz" not in source
    git(running.repository, "merge", "-q", "--no-edit", branch)
    running.app.listing.data = lambda slug: data if slug == "ana-diaz" else None
    for sender, expected in (("ana@diaz.example.org", 1), (STRANGER, 0)):
        running.clock.sleep(86400)
        before = len(posted(running))
        removal = {"profile": "ana-diaz", "reply_to": sender, "agree": "yes"}
        identity = running.send("remove", removal)
        running.work()
        assert len(posted(running)) - before == expected
        text = running.pulls()[f"intake/remove/{identity}"]["text"]
        assert ("Call back" in text) is (expected == 0)


def test_a_letter_is_sent_once_though_the_work_is_done_twice(running):
    branch = asked(running, "remove")
    identity = branch.rpartition("/")[2]
    entry = {"kind": "remove", "id": identity, "on": running.app.today(), "profile": SLUG}
    letters.send(running.app, entry, running.app.listing.data(SLUG), STRANGER)
    assert len(posted(running)) == 1


def test_an_unconfirmed_removal_asks_for_a_second_editor(running):
    branch = asked(running, "remove")
    assert "or a second editor agrees" in running.pulls()[branch]["text"]


def proposed(running: Running, branch: str) -> Any:
    return yaml_reader.read(running.show(branch, PATH).encode())


@pytest.mark.parametrize(("changes", "marked"), [
    ({"relay": []}, True), ({"name": "Dr Asha B. Example"}, True),
    ({"roles": ["medical"]}, True), ({"number": ["7654321", "0000-0002-1825-0097"]}, True),
    ({"summary": "Assesses adults and children for courts."}, True),
    (HEADLINE, False),
])  # fmt: skip
def test_a_change_of_what_was_checked_is_later_than_the_check(running, changes, marked):
    """Of name, roles, registrations and ways to be reached, of which a link in the summary is one."""
    new = proposed(running, asked(running, "change", **changes))
    old = running.app.listing.data(SLUG)
    assert new["verification"] == old["verification"]
    assert ("changed" in new) is marked
