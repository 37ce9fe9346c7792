"""Whatever fails, and whenever: what was acknowledged becomes one pull request."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest

from functions import worker
from functions.ports import UnavailableError
from tests.function_app import HELP, SIGNUP, Running, start
from tests.function_faults import SOUND, Storm, hub_pulls, local_pulls, proved, references, run
from tests.function_kills import systematically
from tests.function_ports import github


@pytest.fixture
def running(tmp_path: Path) -> Running:
    return start(tmp_path)


@pytest.mark.parametrize("seed", range(2))
def test_random_faults_at_every_call_lose_and_double_nothing(running, seed):
    storm = Storm(running, seed, chance=0.08)
    run(storm, 18)
    repositories = [running.repository, running.folder / "var" / "referrals.git"]
    assert proved(storm, local_pulls(running), repositories) == {"acknowledged": 18, **SOUND}


def on_github(running: Running, folder: Path):
    """The same function with GitHub as its forge."""
    forge, fake = (made := github(folder, standing(running), running.clock)).__enter__()
    running.app.forge = running.app.referrals = forge
    return made, fake


def standing(running: Running) -> dict[str, str]:
    name = "experts/profiles/asha-example.yaml"
    return {name: (running.repository / name).read_text("utf-8")}


@pytest.fixture
def hub(running, tmp_path):
    made, fake = on_github(running, tmp_path / "github")
    yield fake
    made.__exit__(None, None, None)


def test_random_faults_of_github_itself_too(running, hub):
    dice = random.Random(3)
    faults = [500, 502, "drop", (403, {"retry-after": "30"}), (429, {"retry-after": "5"})]
    storm = Storm(running, 4, chance=0.04)
    hub.fault = lambda method, path, when: (
        dice.choice(faults) if storm.chance and dice.random() < 0.08 else None
    )
    run(storm, 15)
    assert proved(storm, hub_pulls(hub), [hub.repository]) == {"acknowledged": 15, **SOUND}


def test_github_down_is_not_felt_by_the_sender(running, hub):
    hub.fault = lambda method, path, when: 503
    assert running.send("join-person", SIGNUP)
    running.work()
    assert len(running.waits()) == 1
    assert hub.exchanges[-1][3] == 503
    before = len(hub.exchanges)
    running.work()
    assert len(hub.exchanges) == before, "it backs off for a minute"
    running.clock.sleep(61)
    hub.fault = lambda method, path, when: None
    assert running.work() == 1


def test_it_waits_longer_each_time_and_at_most_an_hour(running, monkeypatch):
    running.send("join-person", SIGNUP)
    calls = []

    def down(change):
        calls.append(running.clock())
        raise UnavailableError("down")

    monkeypatch.setattr(running.app.forge, "propose", down)
    for _ in range(700):
        worker.process_inbox(running.app)
        running.clock.sleep(30)
    waits = [round((after - before) / 60) for before, after in pairwise(calls)]
    assert waits[:7] == [1, 2, 4, 8, 16, 32, 60]
    assert {*waits[7:]} == {60}


def test_retry_after_holds_back_all_the_others(running, hub):
    running.send("join-person", SIGNUP)
    running.send("message", HELP)
    hub.fault = lambda method, path, when: (403, {"retry-after": "300"})
    running.work()
    calls = len(hub.exchanges)
    hub.fault = lambda method, path, when: None
    running.clock.sleep(299)
    assert running.work() == 0
    assert len(hub.exchanges) == calls
    running.clock.sleep(2)
    assert running.work() == 2


def test_a_clock_that_is_a_day_wrong_loses_nothing(running, hub):
    running.send("join-person", SIGNUP)
    running.clock.sleep(-86400)
    running.work()
    running.clock.sleep(86400 + 3600)
    running.work()
    assert len(hub.pulls) == 1


def test_poison_blocks_nobody(running):
    running.app.store.put("inbox/0poison", b"not json")
    running.app.store.put("inbox/1poison", b'{"kind": "unheard-of", "id": "x"}')
    identity = running.send("join-person", SIGNUP)
    running.work()
    assert f"intake/signup/{identity}" in running.pulls()
    assert running.set_aside() == dict.fromkeys(["0poison", "1poison"], "this is no submission")


def test_a_queue_after_an_outage_drains_within_githubs_limits(running, hub, monkeypatch):
    """Sixty here, and 500 in the bench; every drain comes at once with its nudge, as after an outage."""
    for number in range(30):
        running.send("message", {**HELP, "alias": f"Bird {number}"})
    for _ in range(200):
        worker.process_inbox(running.app)
        running.clock.sleep(600)
        if not running.waits():
            break
    assert len(hub.pulls) == 30
    assert hub.limited == 0


def test_an_entry_that_another_run_has_finished_is_not_set_aside(running, monkeypatch):
    """The other run was quicker, and only because of that does this one fail."""
    running.send("message", HELP)

    def overtaken(app, entry):
        [waiting] = app.store.keys(f"help/{entry['id']}")
        app.store.delete(waiting.key)
        raise RuntimeError

    monkeypatch.setattr("functions.proposals.carry_out", overtaken)
    worker.process_inbox(running.app)
    assert (running.waits(), running.set_aside()) == ([], {})


def test_ten_drains_at_once_make_one_of_each(running):
    for number in range(4):
        running.send("message", {**HELP, "alias": f"Bird {number}"})
    threads = [threading.Thread(target=worker.run, args=(running.app,)) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    running.clock.sleep(4000)
    running.work()
    assert len(running.pulls()) == 4
    assert (running.waits(), running.set_aside()) == ([], {})


def test_the_same_post_a_hundred_times_at_once_is_one(running):
    last, step = running.last_post("join-person", SIGNUP)
    answers = []

    def post():
        answers.extend(running.post("join-person", last, step).headers["Location"] for _ in range(10))

    threads = [threading.Thread(target=post) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(answers), len({*answers})) == (100, 1)
    assert len(running.waits()) == 1


def test_a_failing_store_promises_nothing_and_keeps_the_text(running, monkeypatch):
    def down(*_, **__):
        raise UnavailableError("down")

    sent = {"join-person": SIGNUP, "message": HELP}
    posts = {form: running.last_post(form, given) for form, given in sent.items()}
    monkeypatch.setattr(running.app.store, "put", down)
    for form, (given, step) in posts.items():
        response = running.post(form, given, step)
        assert response.status == 503
        assert "Everything that you wrote is still here" in response.body


@pytest.mark.parametrize(("form", "every"), [("message", 4), ("join-person", 9)])
def test_killed_at_each_call_it_goes_on_where_it_was(tmp_path, form, every):
    """All kinds, and each step within the adapters: in the bench."""
    lives, wrong = systematically(tmp_path, form, deep=False, every=every)
    assert lives > 10
    assert wrong == []


def serve_until_killed(running: Running, acknowledged: str, seed: int) -> None:
    """Senders and the worker, as fast as they can; each acknowledged reference is written down."""
    with Path(acknowledged).open("a", buffering=1) as told:
        for number in range(1000):
            told.write(running.send("message", {**HELP, "alias": f"Bird {seed} {number}"}) + "\n")
            if number % 2:
                worker.run(running.app)


def test_killed_at_any_moment_it_goes_on_where_it_was(running, tmp_path):
    """SIGKILL, several times, at random moments."""
    dice, told = random.Random(5), tmp_path / "acknowledged"
    told.touch()
    for seed in range(5):
        child = multiprocessing.get_context("fork").Process(
            target=serve_until_killed, args=(running, str(told), seed)
        )
        child.start()
        before = told.stat().st_size
        while told.stat().st_size == before:  # a slow machine has time for its first promise
            time.sleep(0.01)
        time.sleep(dice.random() * 0.5)
        os.kill(child.pid, signal.SIGKILL)
        child.join()
    for lock in (tmp_path / "var" / "referrals.git").rglob("*.lock"):
        os.utime(lock, (0, 0))  # git leaves these when it dies
    for _ in range(100):
        running.clock.sleep(3601)
        running.work()
    promised = {*told.read_text().split()}
    proposed = [reference for pull in local_pulls(running) for reference in references(pull)]
    assert promised
    assert promised <= {*proposed}
    assert len(proposed) == len({*proposed})
    assert running.waits() == []
