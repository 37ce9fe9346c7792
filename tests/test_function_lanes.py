"""Whose turn it is: nobody who asks for help waits behind spam, and GitHub's limits are never met."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from functions import lanes, tokens, worker
from functions.ports import RefusedError, encode
from tests.function_app import HELP, SIGNUP, Running, answers_for, reference, start
from tests.function_ports import github

MINUTE, HOUR = 60, 3600
FLOODER, VICTIM = "203.0.113.66:1", "198.51.100.7:1"


@pytest.fixture
def running(tmp_path: Path) -> Running:
    return start(tmp_path)


@pytest.fixture
def hub(running: Running, tmp_path: Path) -> Iterator[Any]:
    profile = "experts/profiles/asha-example.yaml"
    files = {profile: (running.repository / profile).read_text("utf-8")}
    with github(tmp_path / "github", files, running.clock) as (forge, fake):
        running.app.forge = running.app.referrals = forge
        yield fake


def flood(running: Running, count: int) -> None:
    """New entries by the hundred, as if each had come through the form with answers of its own."""
    identity = running.send("join-person", SIGNUP)
    sample = json.loads(running.app.store.get(f"inbox/{identity}"))
    for number in range(count - 1):
        identity = tokens.random_reference()
        name = f"Spam Number {number}"
        answers = {**sample["answers"], "name": [name], "reply_to": [f"spam{number}@example.org"]}
        entry = {
            **sample,
            "id": identity,
            "twin": tokens.in_letters(identity.encode(), 26),
            "answers": answers,
        }
        running.app.store.put(f"inbox/{identity}", encode(entry))


class Moments:
    """Somebody asks for help at each of these times, whatever the worker does then; and how long it took."""

    def __init__(self, running: Running, times: list[float], ask: Callable[[int], str]) -> None:
        self.running, self.began, self.ask = running, running.clock(), ask
        self.left, self.asked, self.delays = sorted(times), {}, {}
        running.app.sleep = self.sleep
        forge = running.app.referrals
        forge.sleep, forge.propose = self.sleep, self.watched(forge.propose)

    def sleep(self, seconds: float) -> None:
        self.running.clock.sleep(seconds)
        while self.left and self.running.clock() - self.began >= self.left[0]:
            self.left.pop(0)
            self.asked[self.ask(len(self.asked))] = self.running.clock()

    def watched(self, propose: Callable[[Any], str]) -> Callable[[Any], str]:
        def proposing(change: Any) -> str:
            where = propose(change)
            identity = change.branch.rpartition("/")[2]
            if identity in self.asked:
                self.delays[identity] = self.running.clock() - self.asked[identity]
            return where

        return proposing

    def run(self, hours: float) -> None:
        """The schedule, and a nudge for each message that comes between two runs."""
        while self.running.clock() - self.began < hours * HOUR:
            self.running.work()
            for _ in range(10 * MINUTE):
                waiting = len(self.asked)
                self.sleep(1)
                if len(self.asked) > waiting:
                    self.running.work()


@pytest.mark.long
def test_a_thousand_sign_ups_delay_a_message_by_less_than_a_minute(running, hub):
    flood(running, 1000)
    running.clock.sleep(1)
    times = [0, 5, 33.5, 100, 300, 1000, 3500, 3700, 2 * HOUR]
    moments = Moments(
        running,
        times,
        lambda number: reference(running.deliver("message", {**HELP, "alias": f"Bird {number}"})),
    )
    moments.sleep(0)
    moments.run(hours=2.2)
    assert len(moments.delays) == len(times)
    assert max(moments.delays.values()) < MINUTE
    assert hub.limited == 0
    assert len(running.waits()) + len(hub.pulls) == 1000 + len(times), "and none of all these is lost"


def test_a_flood_of_messages_from_one_network_is_behind_everybody_else(running, hub):
    for number in range(80):
        running.deliver("message", {**HELP, "alias": f"Spam {number}"}, cloudfront_viewer_address=FLOODER)
    running.clock.sleep(1)

    def ask(number: int) -> str:
        given = {**HELP, "alias": f"Bird {number}"}
        answer = running.deliver("message", given, cloudfront_viewer_address=VICTIM)
        return reference(answer)

    moments = Moments(running, [0, 20, 150, 700, 2000, 3000], ask)
    moments.sleep(0)
    moments.run(hours=1)
    assert len(moments.delays) == 6
    assert max(moments.delays.values()) < MINUTE
    assert len(hub.pulls) - 6 <= 2 * lanes.SENDER_AN_HOUR
    assert hub.limited == 0


def test_changes_and_removals_do_not_wait_behind_sign_ups(running):
    flood(running, 2 * lanes.SIGNUPS_AN_HOUR)
    running.clock.sleep(1)
    wanted = [running.send(form, answers_for(running, form, "x")) for form in ("remove", "still-correct")]
    for _ in range(3):
        running.work()
    assert {*wanted} <= {branch.rpartition("/")[2] for branch in running.pulls()}
    assert len(running.pulls()) == lanes.SIGNUPS_AN_HOUR + len(wanted)
    assert len(running.app.store.keys("deferred/")) == lanes.SIGNUPS_AN_HOUR


def test_what_is_above_a_day_s_quota_comes_on_the_next(running, monkeypatch):
    monkeypatch.setattr(lanes, "SIGNUPS_AN_HOUR", 5)
    monkeypatch.setattr(lanes, "SIGNUPS_A_DAY", 8)
    flood(running, 20)
    counts, began = [], running.clock()
    for hour in (0, 1.5, 3, 20, 26, 28, 53):
        running.clock.sleep(began + hour * HOUR - running.clock())
        running.work()
        counts.append(len(running.pulls()))
    assert counts == [5, 8, 8, 8, 13, 16, 20]
    assert (running.waits(), running.set_aside()) == ([], {})


def test_sent_again_while_it_is_deferred_it_is_still_one(running, monkeypatch):
    monkeypatch.setattr(lanes, "SIGNUPS_A_DAY", 0)
    identity = running.send("join-person", SIGNUP)
    body = running.app.store.get(f"inbox/{identity}")
    running.work()
    running.app.store.put(f"inbox/{identity}", body)
    running.work()
    assert [entry.key for entry in running.app.store.keys("deferred/")] == [f"deferred/{identity}"]
    running.app.store.put(f"inbox/{identity}", body)
    monkeypatch.undo()
    running.work()
    assert (len(running.pulls()), running.waits()) == (1, [])


@pytest.mark.parametrize(("broken", "works"), [("forge", "message"), ("referrals", "join-person")])
def test_a_repository_that_refuses_us_holds_back_only_its_own(running, monkeypatch, capsys, broken, works):
    def refuse(change: Any) -> str:
        raise RefusedError("github-403")

    monkeypatch.setattr(getattr(running.app, broken), "propose", refuse)
    for number in range(2):
        running.send("message", {**HELP, "alias": f"Bird {number}"})
        running.send("join-person", {**SIGNUP, "name": f"Ana Díaz {number}"})
    running.work()
    kind = {"message": "referral", "join-person": "signup"}[works]
    assert [branch.split("/")[1] for branch in running.pulls()] == [kind] * 2
    assert '"outcome": "stop"' in (said := capsys.readouterr().err)
    assert '"why": "github-403"' in said
    monkeypatch.undo()
    running.clock.sleep(worker.REFUSED_PAUSE)
    running.work()
    assert (len(running.pulls()), running.set_aside()) == (4, {})


def test_each_run_tells_the_alarms_what_waits_and_what_is_set_aside(running, capsys, monkeypatch):
    monkeypatch.setattr(lanes, "SIGNUPS_A_DAY", 0)
    monkeypatch.setattr(running.app.referrals, "propose", lambda change: 1 / 0)
    running.send("message", HELP)
    running.send("join-person", SIGNUP)
    running.app.store.put("quarantine/0abc.the-hidden-field-was-filled-in", b"{}")
    running.clock.sleep(120)
    running.work()
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    ran = {line["kind"]: line for line in told if line["outcome"] == "ran"}
    assert (ran["help"]["left"], ran["help"]["oldest_seconds"] >= 120) == (1, True)
    assert (ran["inbox"]["deferred"], ran["inbox"]["set_aside"], ran["inbox"]["left"]) == (1, 1, 0)


def test_a_run_ends_in_time_for_the_next(running, monkeypatch):
    monkeypatch.setattr(worker, "RUN_SECONDS", 30)
    for number in range(10):
        running.send("message", {**HELP, "alias": f"Bird {number}"})
    began = running.clock()
    assert 3 <= running.work() <= 6
    assert running.clock() - began < 30 + 2 * worker.SPACING
