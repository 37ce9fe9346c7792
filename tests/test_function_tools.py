"""What an editor does on the command line: see what waits, open what was sealed, erase it."""

from __future__ import annotations

from pathlib import Path

import pytest

from functions.__main__ import main
from functions.tokens import spaced
from tests.function_app import HELP, SIGNUP, Running, start
from tests.function_ports import git


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Running:
    monkeypatch.setenv("SITE", str(tmp_path / "site"))
    monkeypatch.setenv("STATE", str(tmp_path / "var"))
    monkeypatch.delenv("BUCKET", raising=False)
    monkeypatch.delenv("KEY", raising=False)
    return start(tmp_path)


def test_reviews_lists_what_waits_until_it_is_merged(running, capsys):
    assert main(["reviews"]) == 0
    assert "Nothing waits." in capsys.readouterr().out
    identity, other = running.send("join-person", SIGNUP), running.send("message", HELP)
    running.work()
    main(["reviews"])
    listed = capsys.readouterr().out
    assert f"2026-11-22  New entry: ana-diaz  [signup]\n    intake/signup/{identity}" in listed
    assert f"Referral {spaced(other)}" in listed
    main(["reviews", f"intake/signup/{identity}"])
    assert "## Before you merge" in capsys.readouterr().out
    git(running.repository, "merge", "-q", "--no-edit", f"intake/signup/{identity}")
    main(["reviews"])
    assert "ana-diaz" not in capsys.readouterr().out


@pytest.mark.parametrize("worked", [False, True])
def test_a_referral_is_opened_and_then_erased(running, capsys, worked):
    """Under any of its references, and from under all of them."""
    identity = running.send("message", HELP)
    references = [identity]
    if worked:
        references.append(running.send("message", HELP))
        running.work()
    for reference in references:
        assert main(["referral", spaced(reference)]) == 0
        assert capsys.readouterr().out.count("alias: Bird") == 1
    assert main(["referral", spaced(references[-1]).upper(), "--erase"]) == 0
    left = [
        entry.key for entry in running.app.store.keys("") if not entry.key.startswith(("state/", "twins/"))
    ]
    assert sorted(left) == sorted(f"erased/{reference}" for reference in references)
    for reference in references:
        assert main(["referral", spaced(reference)]) == 1
        assert running.app.store.get(f"erased/{reference}") == b""


def test_the_senders_address_of_a_signup_is_opened_the_same_way(running, capsys):
    identity = running.send("join-person", SIGNUP)
    running.work()
    main(["referral", identity])
    assert "reply_to: ana@diaz.example.org" in capsys.readouterr().out


def test_the_key_of_another_opens_nothing(running, capsys, tmp_path, monkeypatch):
    import pyrage

    identity = running.send("message", HELP)
    (tmp_path / "mine").write_text(f"{pyrage.x25519.Identity.generate()}\n")
    monkeypatch.setenv("KEY", str(tmp_path / "mine"))
    assert main(["referral", identity]) == 1
    out, err = capsys.readouterr()
    assert "Bird" not in out + err


def test_it_checks_the_recipients_and_explains_itself(running, capsys):
    assert main(["check"]) == 0
    assert main([]) == 2
    assert "reviews" in capsys.readouterr().err
