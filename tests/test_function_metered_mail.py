"""All letters together: a quota a day, and none while too many come back."""

from __future__ import annotations

from pathlib import Path

import pytest

from functions import metered_mail
from functions.local_adapters import DirectoryStore
from functions.metered_mail import LETTERS_A_DAY, MeteredMail
from functions.ports import RefusedError, UnavailableError
from tests.fake_github import Clock
from tests.function_app import NOW, SIGNUP, start


class Post:
    """A mail port that counts; `state` is what its provider says of the last two weeks."""

    def __init__(self, state: tuple[int, int] = (0, 0)) -> None:
        self.state, self.sent, self.asked = state, 0, 0

    def send(self, to: str, subject: str, text: str) -> None:
        self.sent += 1

    def health(self) -> tuple[int, int]:
        self.asked += 1
        return self.state


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> DirectoryStore:
    return DirectoryStore(tmp_path / "store", clock)


# Letters of two weeks, how many of them came back, and whether another one goes.
BOUNCES = [
    (0, 0, True), (1, 1, True), (10, 1, True), (10, 2, False), (49, 2, False), (50, 1, True), (50, 2, False),
    (100, 3, True), (100, 4, False), (1000, 39, True), (1000, 40, False), (1000, 500, False),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "bounced", "goes"), BOUNCES)
def test_it_stops_at_four_in_a_hundred_that_come_back(store, clock, capsys, sent, bounced, goes):
    post = Post((sent, bounced))
    mail = MeteredMail(post, store, clock)
    if goes:
        mail.send("ana@example.org", "x", "y")
    else:
        with pytest.raises(UnavailableError, match="letters-bounces"):
            mail.send("ana@example.org", "x", "y")
        assert '"outcome": "stopped", "why": "bounces"' in capsys.readouterr().err
    assert post.sent == goes


def test_it_begins_again_when_fewer_come_back(store, clock):
    post = Post((100, 50))
    mail = MeteredMail(post, store, clock)
    with pytest.raises(UnavailableError):
        mail.send("ana@example.org", "x", "y")
    post.state = (100, 1)
    clock.sleep(metered_mail.HEALTH_SECONDS)
    mail.send("ana@example.org", "x", "y")
    assert (post.sent, post.asked) == (1, 2)


def test_a_day_has_a_quota_for_all_letters_together_and_for_all_processes(store, clock):
    post = Post()
    for _ in range(LETTERS_A_DAY):
        MeteredMail(post, store, clock).send("ana@example.org", "x", "y")
    with pytest.raises(UnavailableError, match="letters-quota"):
        MeteredMail(post, store, clock).send("ben@example.org", "x", "y")
    assert post.sent == LETTERS_A_DAY
    clock.sleep(metered_mail.DAY)
    MeteredMail(post, store, clock).send("ben@example.org", "x", "y")


@pytest.mark.parametrize("stored", [b"", b"x", b"{}", b"[1, 2]", b'[["x", "y"]]', b"\xff", b"[[9e99, 1]]"])
def test_a_count_that_cannot_be_read_is_none(store, clock, stored):
    store.put("state/spent-letters", stored)
    mail = MeteredMail(Post(), store, clock)
    mail.send("ana@example.org", "x", "y")
    assert len(mail.ledger.read()) == 1


@pytest.mark.parametrize("fault", [UnavailableError("aws"), RefusedError("AccessDenied")])
def test_without_a_letter_there_is_a_pull_request_all_the_same(tmp_path, monkeypatch, fault):
    def unknown(self: object) -> tuple[int, int]:
        raise fault

    running = start(tmp_path)
    monkeypatch.setattr(MeteredMail, "health", unknown)
    running.send("join-person", SIGNUP)
    assert running.work() == 1
    assert (len(running.pulls()), running.waits()) == (1, [])
    assert not [*(tmp_path / "var").glob("mail/*.eml")]
