"""make intake: an editor sees what waits and what is set aside and why, puts it back or throws it away."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms import TRAP
from functions import lanes
from functions.__main__ import main
from functions.tokens import spaced
from tests.function_app import HELP, SIGNUP, Running, answers_for, start
from tests.function_ports import git


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Running:
    monkeypatch.setenv("SITE", str(tmp_path / "site"))
    monkeypatch.setenv("STATE", str(tmp_path / "var"))
    monkeypatch.delenv("BUCKET", raising=False)
    return start(tmp_path)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    main(["intake", *arguments])
    return capsys.readouterr().out


def test_it_lists_everything_that_is_no_pull_request_yet_and_why(running, capsys, monkeypatch):
    assert said(capsys) == "Nothing waits, and nothing is set aside.\n"
    trapped = running.send("join-person", SIGNUP, **{TRAP: "555"})
    running.clock.sleep(3600)
    gone = running.send("change", answers_for(running, "change", "x"))
    git(running.repository, "rm", "-q", "experts/profiles/asha-example.yaml")
    git(running.repository, "commit", "-q", "-m", "Meanwhile")
    running.app.store.put("inbox/0bad", b"not json")
    running.work()
    monkeypatch.setattr(lanes, "SIGNUPS_A_DAY", 0)
    late = running.send("join-person", {**SIGNUP, "name": "Ana Late"})
    monkeypatch.setattr(running.app.referrals, "propose", lambda change: 1 / 0)
    message = running.send("message", HELP)
    running.work()
    listed = said(capsys)
    assert f"{spaced(trapped)}  the hidden field was filled in" in listed
    assert f"{spaced(gone)}  the entry is no longer there" in listed
    assert "0bad  this is no submission" in listed
    assert f"{spaced(message)}  tried 1 times" in listed
    in_order = ["messages for help", spaced(message), "quota of one", spaced(late), "Set aside"]
    places = [listed.index(text) for text in [*in_order, spaced(trapped), "make intake REF="]]
    assert places == sorted(places), "the oldest first in each group"
    assert "2026-11-22 12:00" in listed
    assert "Ana" not in listed, "nothing that somebody wrote is shown before it is asked for"


def test_what_was_set_aside_is_put_back_and_becomes_a_pull_request(running, capsys):
    first = running.send("join-person", SIGNUP, **{TRAP: "555"})
    second = running.send("remove", answers_for(running, "remove", "x"), **{TRAP: "555"})
    running.work()
    assert "tried again" in said(capsys, spaced(first).upper(), spaced(second), "--put-back")
    running.work()
    assert {*running.pulls()} == {f"intake/signup/{first}", f"intake/remove/{second}"}
    assert (running.waits(), running.set_aside()) == ([], {})


def test_a_message_goes_back_into_the_lane_for_help(running, capsys, monkeypatch):
    identity = running.send("message", HELP)
    [entry] = running.app.store.keys("help/")
    running.app.store.put(f"quarantine/{identity}.nothing-would-change", running.app.store.get(entry.key))
    running.app.store.delete(entry.key)
    said(capsys, identity, "--put-back")
    assert [entry.key for entry in running.app.store.keys("help/")] == [f"help/{identity}"]
    running.work()
    assert f"intake/referral/{identity}" in running.pulls()


def test_what_waits_for_its_next_try_is_tried_at_once(running, capsys, monkeypatch):
    identity = running.send("message", HELP)
    with monkeypatch.context() as patch:
        patch.setattr(running.app.referrals, "propose", lambda change: 1 / 0)
        running.work()
    assert running.work() == 0
    said(capsys, identity, "--put-back")
    assert running.work() == 1


def test_what_is_thrown_away_never_comes_back(running, capsys, monkeypatch):
    trapped = running.send("join-person", SIGNUP, **{TRAP: "555"})
    monkeypatch.setattr(lanes, "SIGNUPS_A_DAY", 0)
    spam = [running.send("join-person", {**SIGNUP, "name": f"Spam {number}"}) for number in range(3)]
    running.work()
    assert said(capsys, "deferred", "--throw-away").count("is erased") == 3
    assert running.waits() == []
    assert [*running.set_aside()] == [trapped]
    assert "is erased" in said(capsys, trapped, "--throw-away")
    monkeypatch.undo()
    running.clock.sleep(86400)
    running.work()
    kept = {entry.key for entry in running.app.store.keys("") if not entry.key.startswith("state/")}
    assert kept == {f"erased/{identity}" for identity in (trapped, *spam)}
    assert running.pulls() == {}


def test_it_shows_one_and_nothing_in_it_steers_the_terminal(running, capsys):
    running.app.store.put("quarantine/0abc.this-is-no-submission", b'\x1b]0;pwned\x07\x1b[2J {"a": \xff\x00')
    shown = said(capsys, "0abc")
    assert "pwned" in shown
    assert all(char.isprintable() or char == "\n" for char in shown)
    identity = running.send("join-person", SIGNUP, **{TRAP: "555"})
    assert "Ana Díaz" in said(capsys, spaced(identity))


@pytest.mark.parametrize("arguments", [["nobody"], ["nobody", "--put-back"], ["deferred", "--throw-away"]])
def test_an_unknown_reference_is_told(running, capsys, arguments):
    assert main(["intake", *arguments]) == 1
    assert "`make intake` lists" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--put-back"], ["x", "--erase"], ["--throw-away", "x"]])
def test_what_it_does_not_understand_it_does_not_do(running, capsys, arguments):
    running.send("join-person", SIGNUP, **{TRAP: "555"})
    assert main(["intake", *arguments]) == 2
    assert len(running.set_aside()) == 1


BRANCHES = {
    "a signup": lambda first, second: (f"intake/signup/{first}", "New entry: ana-diaz"),
    "a referral": lambda first, second: (f"intake/referral/{second}", "Referral "),
    "a slash at the end": lambda first, second: (f"intake/signup/{first}/", "New entry: ana-diaz"),
}


@pytest.mark.parametrize("case", BRANCHES)
def test_reviews_shows_a_branch_of_either_repository(running, capsys, case):
    first, second = running.send("join-person", SIGNUP), running.send("message", HELP)
    running.work()
    branch, title = BRANCHES[case](first, second)
    assert main(["reviews", branch]) == 0
    assert title in capsys.readouterr().out


TYPOS = {
    "one letter": lambda branch: branch[:-1] + ("0" if branch[-1] != "0" else "1"),
    "the reference alone": lambda branch: spaced(branch.rpartition("/")[2]),
    "no beginning": lambda branch: branch.removeprefix("intake/"),
    "capitals": str.upper,
}


@pytest.mark.parametrize("typo", TYPOS)
def test_reviews_says_which_branch_was_meant(running, capsys, typo):
    identity = running.send("message", HELP)
    running.work()
    assert main(["reviews", TYPOS[typo](f"intake/referral/{identity}")]) == 1
    assert f"Did you mean intake/referral/{identity}?" in capsys.readouterr().err


@pytest.mark.parametrize(
    "branch", ["main", "", "../x", "intake/signup/none", "refs/heads/main", "-h", "intake"]
)
def test_reviews_has_a_message_for_anything_else(running, capsys, branch):
    assert main(["reviews", branch]) == 1
    assert "No submission has the branch" in capsys.readouterr().err


def test_without_a_referrals_repository_reviews_works_all_the_same(tmp_path, monkeypatch, capsys):
    running = start(tmp_path)
    monkeypatch.setenv("SITE", str(running.repository))
    monkeypatch.setenv("STATE", str(tmp_path / "nothing-yet"))
    monkeypatch.delenv("BUCKET", raising=False)
    assert main(["reviews"]) == 0
    assert main(["reviews", "intake/signup/x"]) == 1
