"""Each secret is changed while people are at work: nobody loses a form, a letter, an answer or a message."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from functions import form_keys, tokens
from functions.ports import RefusedError
from tests.function_app import HELP, SIGNUP, Running, start, token
from tests.function_ports import git

OLD, NEW = "3f9c1b7d" * 8, "7e2094c8" * 8
# The three steps of docs/operations.md: what the secret holds, and what a function that has read it minutes
# ago still holds. In each step pages of either kind go to functions of either kind.
STEPS = {
    "accept the new one": (OLD, f"{OLD}\n{NEW}"),
    "sign with the new one": (f"{OLD}\n{NEW}", f"{NEW}\n{OLD}"),
    "retire the old one": (f"{NEW}\n{OLD}", f"{NEW}\nmarks:{OLD}"),
}


@pytest.fixture
def running(tmp_path: Path) -> Running:
    return start(tmp_path)


def hold(running: Running, text: str, name: str = "form-key") -> None:
    """What the function that answers next has read."""
    (running.folder / "var" / "secrets" / name).write_text(text)


def page_to_check(running: Running) -> Callable[[], int]:
    page = running.walk("join-person", SIGNUP)
    assert token(page)
    return lambda: running.press("join-person", page, "send").status


def step_of_a_form(running: Running) -> Callable[[], int]:
    page = running.walk("message", HELP)

    def go_on() -> int:
        """303 for what is taken: a message is answered with its words."""
        answer = running.press("message", page, "send")
        return 303 if "six-words" in answer.body else answer.status

    return go_on


def letter(running: Running) -> Callable[[], int]:
    made = tokens.confirm_token(running.app.key(), "change", tokens.random_reference(), running.clock())
    return lambda: 303 if running.ask("POST", f"/send/confirm/{made}").status == 200 else 404


OPEN = {"page to check": page_to_check, "step of a form": step_of_a_form, "letter": letter}


@pytest.mark.parametrize("begin", OPEN)
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("turned", [False, True])
def test_what_was_open_is_still_good(running, begin, step, turned):
    """Also where the function that answers has read the secret earlier than the one that made the page."""
    before, after = STEPS[step] if not turned else STEPS[step][::-1]
    if step == "retire the old one":  # a week later: what the old one signed has ended
        before = before if not turned else f"{NEW}\nmarks:{OLD}"
    hold(running, before)
    go_on = OPEN[begin](running)
    running.clock.sleep(10)
    hold(running, after)
    assert go_on() == 303


def test_without_the_first_step_a_form_would_be_lost(running):
    """A warm function has the old secret for five minutes; so nothing is signed with a key that it lacks."""
    hold(running, f"{NEW}\n{OLD}")
    page = running.walk("join-person", SIGNUP)
    hold(running, OLD)
    assert running.press("join-person", page, "send").status != 303


def test_a_double_click_is_one_however_the_keys_change(running):
    hold(running, f"{OLD}\n{NEW}")
    page = running.walk("join-person", SIGNUP)
    running.clock.sleep(10)
    first = running.press("join-person", page, "send").headers["Location"]
    hold(running, f"{NEW}\n{OLD}")
    assert running.press("join-person", page, "send").headers["Location"] == first
    running.work()
    assert len(running.pulls()) == 1


@pytest.mark.parametrize(
    ("held", "knows"), [(f"{NEW}\n{OLD}", True), (f"{NEW}\nmarks:{OLD}", True), (NEW, False)]
)
def test_whoever_signed_an_entry_up_is_known_after_the_change(running, held, knows):
    from functions import letters

    sender = "ana@diaz.example.org"
    standing = {"consent": {"address_mark": tokens.owner_mark(OLD, sender)}}
    hold(running, held)
    assert letters.recipients(running.app, {}, standing, sender) == ([sender] if knows else [])


def test_a_key_that_is_for_marks_signs_nothing_and_opens_nothing(running):
    hold(running, OLD)
    page = running.walk("join-person", SIGNUP)
    made = tokens.confirm_token(OLD, "change", tokens.random_reference(), running.clock())
    hold(running, f"{NEW}\nmarks:{OLD}")
    assert running.press("join-person", page, "send").status != 303
    assert running.ask("POST", f"/send/confirm/{made}").status == 410
    with pytest.raises(RefusedError):
        form_keys.parse(f"marks:{OLD}")


def test_a_stolen_form_key_is_out_at_once(running):
    """The whole of it in one step: open forms begin again, forged letters are refused."""
    forged = tokens.confirm_token(OLD, "change", tokens.random_reference(), running.clock())
    hold(running, NEW)
    assert running.ask("POST", f"/send/confirm/{forged}").status == 410


@pytest.mark.parametrize(
    ("sent", "accepted", "status"),
    [
        (OLD, OLD, 200), (OLD, f"{OLD}\n{NEW}", 200), (NEW, f"{OLD}\n{NEW}", 200), (NEW, NEW, 200),
        (OLD, NEW, 403), (NEW, OLD, 403),
    ],
    ids=["as it was", "both accepted", "the new one shown", "the new one alone", "too soon", "too late"],
)  # fmt: skip
def test_the_front_may_change_its_secret_in_three_steps(running, sent, accepted, status):
    """The function accepts both, the front sends the new one, the function accepts it alone."""
    hold(running, accepted, "origin-secrets")
    running.headers = {"x-origin-secret": sent}
    assert running.walk("message", HELP).status == status


def test_six_words_do_not_hang_on_any_secret(running, monkeypatch, tmp_path):
    from functions.__main__ import main

    monkeypatch.setenv("SITE", str(tmp_path / "site"))
    monkeypatch.setenv("STATE", str(tmp_path / "var"))
    for name in ("BUCKET", "KEY"):
        monkeypatch.delenv(name, raising=False)
    identity, words = running.words()
    running.work()
    (tmp_path / "answer.txt").write_text("We can help.")
    assert main(["reply", identity, str(tmp_path / "answer.txt")]) == 0
    hold(running, NEW)
    assert "We can help." in running.look(words).body
    assert git(running.repository, "status", "--porcelain") == ""
