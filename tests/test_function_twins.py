"""References are random; the same answers sent twice are one pull request that names both."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from forms import forms
from functions import tokens
from functions.tokens import spaced
from tests.function_app import HELP, SIGNUP, Running, answers_for, reference, start
from tests.function_faults import local_pulls, references
from tests.function_ports import git

HERE, THERE = "198.51.100.7", "203.0.113.9"


@pytest.fixture
def running(tmp_path: Path) -> Running:
    return start(tmp_path)


def twice(running: Running, form: str = "message", given: Any = HELP) -> list[str]:
    """The references in the order in which they were received."""
    made = []
    for _ in range(2):
        made.append(running.send(form, given))
        running.clock.sleep(1)
    return made


@pytest.mark.parametrize("form", ["message", "enquiry", "join-person", "change", "remove"])
def test_the_same_answers_twice_are_one_pull_request_that_names_both_references(running, form):
    given = answers_for(running, form, "x")
    first, second = twice(running, form, given)
    assert first != second
    running.work()
    assert [references(pull) for pull in local_pulls(running)] == [[first, second]]
    assert (running.waits(), running.set_aside()) == ([], {})


def test_also_when_the_second_comes_after_the_first_was_worked_off(running):
    found = []
    for _ in range(3):
        found.append(running.send("message", HELP))
        running.work()
        running.work()
    assert [references(pull) for pull in local_pulls(running)] == [found]


OTHERS = {
    "other answers": lambda running: running.send("message", {**HELP, "alias": "Fish"}),
    "another form": lambda running: running.send("join-person", SIGNUP),
    "another day": lambda running: (running.clock.sleep(86400), running.send("message", HELP)),
}


@pytest.mark.parametrize("case", OTHERS)
def test_anything_else_is_two(running, case):
    running.send("message", HELP)
    OTHERS[case](running)
    running.work()
    assert len(running.pulls()) == 2


def test_what_an_editor_has_dealt_with_is_asked_again(running):
    first = running.send("message", HELP)
    running.work()
    where = running.folder / "var" / "referrals.git"
    git(where, "update-ref", "-d", f"refs/heads/intake/referral/{first}")
    second, third = twice(running)
    for _ in range(3):
        running.work()
        running.clock.sleep(600)
    assert sorted(map(references, local_pulls(running)), key=len) == [[first], [second, third]]


def test_a_twin_waits_with_the_first_and_goes_on_when_that_was_set_aside(running, monkeypatch):
    given = answers_for(running, "change", "x")
    first, second = twice(running, "change", given)
    monkeypatch.setattr(running.app.forge, "propose", lambda change: 1 / 0)
    running.work()
    assert sorted(running.waits()) == sorted([first, second])
    monkeypatch.undo()
    git(running.repository, "rm", "-q", "experts/profiles/asha-example.yaml")
    git(running.repository, "commit", "-q", "-m", "Meanwhile")
    for _ in range(3):
        running.clock.sleep(4000)
        running.work()
    assert running.set_aside() == dict.fromkeys([first, second], "the entry is no longer there")


def test_closing_it_settles_what_was_sealed_under_both(running, monkeypatch):
    settled: list[str] = []
    first, second = twice(running)
    running.work()
    git(running.folder / "var" / "referrals.git", "update-ref", "-d", f"refs/heads/intake/referral/{first}")
    monkeypatch.setattr(running.app.store, "settle", settled.append)
    running.work()
    assert {key.partition(".")[0] for key in settled} == {f"sealed/{first}", f"sealed/{second}"}


@pytest.mark.parametrize("form", ["message", "enquiry", "join-person"])
def test_no_other_sender_can_obtain_a_reference(running, form):
    """With the same answers, from the same network, with any header that a sender can write."""
    headers = [
        {}, {"x_forwarded_for": HERE}, {"cloudfront_viewer_address": f"{HERE}:4711"}, {"x_real_ip": HERE},
        {"forwarded": f"for={HERE}"}, {"x_forwarded_for": f"{HERE}, {THERE}"}, {"true_client_ip": HERE},
    ]  # fmt: skip
    given = answers_for(running, form, "x")
    last, step = running.last_post(form, given)
    if forms()[form].purpose == "referral":
        made = [reference(running.post(form, last, step, **more)) for more in headers for _ in range(10)]
    else:
        made = [running.send(form, given) for _ in range(30)]
    assert len({*made}) == len(made)


def test_a_reference_tells_nothing_and_fits_no_content():
    made = {tokens.random_reference() for _ in range(2000)}
    assert len(made) == 2000
    assert all(tokens.is_reference(each) for each in made)
    assert {letter for each in made for letter in each} == {*tokens.ALPHABET}


MARKS = {
    "one network, other ports": (f"{HERE}:1", f"{HERE}:2", True),
    "two networks": (f"{HERE}:1", f"{THERE}:1", False),
    "IPv6, the same 64 bits": ("2001:db8:1:2::1:443", "2001:db8:1:2:ffff::9:80", True),
    "IPv6, in brackets": ("[2001:db8:1:2::1]:443", "2001:db8:1:2::2:443", True),
    "IPv6, others": ("2001:db8:1:2::1:443", "2001:db8:1:3::1:443", False),
    "none": ("", "", True), "nonsense": ("::::x:1", "::::y:1", False),
}  # fmt: skip


@pytest.mark.parametrize("case", MARKS)
def test_the_mark_of_a_sender_comes_from_our_own_front(running, case):
    one, other, same = MARKS[case]
    for address in (one, other):
        running.deliver("message", HELP, cloudfront_viewer_address=address, x_forwarded_for="192.0.2.1")
    marks = {entry.key.partition(".")[2] for entry in running.app.store.keys("help/")}
    assert (len(marks) == 1) is same
    assert all(len(mark) == 2 for mark in marks)


def test_a_mark_fits_millions_and_lasts_a_day():
    days = ("2026-11-22", "2026-11-23")
    marks = [{tokens.sender_mark("k" * 64, f"198.51.{n}.7", day) for n in range(256)} for day in days]
    assert all(100 < len(each) <= 256 for each in marks)
    assert tokens.sender_mark("k" * 64, HERE, days[0]) != tokens.sender_mark("k" * 64, HERE, days[1])


def test_both_references_lead_to_the_same(running):
    first, second = twice(running)
    running.work()
    text = running.pulls()[f"intake/referral/{first}"]["text"]
    assert [spaced(each) in text for each in (first, second)] == [True, True]
