"""Whatever GitHub answers, at each of its calls: nothing is lost, doubled or set aside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.function_app import HELP, SIGNUP, Running, start
from tests.function_ports import github

CALLS = {
    "token": ("POST", "/access_tokens"), "file": ("GET", "/contents/"), "branch": ("GET", "/branches/"),
    "list": ("GET", "/pulls"), "tree": ("POST", "/git/trees"), "commit": ("POST", "/git/commits"),
    "ref": ("POST", "/git/refs"), "pull": ("POST", "/pulls"), "labels": ("POST", "/labels"),
}  # fmt: skip
LIMITED = {"message": "You have exceeded a secondary rate limit."}


def says(text: str, **more: Any) -> dict[str, Any]:
    return {"message": text, **more}


ANSWERS: dict[str, Any] = {
    "moved": (301, {"location": "https://api.github.example/x"}, says("Moved Permanently")),
    "bad credentials": (401, {}, says("Bad credentials")),
    "not accessible": (403, {}, says("Resource not accessible by integration")),
    "secondary limit": (403, {}, LIMITED),
    "limit with time": (403, {"retry-after": "30"}, LIMITED),
    "limit of the hour": (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1"}, says("rate limit")),
    "limit for a year": (429, {"retry-after": "31536000"}, says("Slow down")),
    "limit with a strange time": (429, {"retry-after": "soon"}, says("Slow down")),
    "not found": (404, {}, says("Not Found")),
    "conflict": (409, {}, says("Git Repository is empty.")),
    "out of the installation": (422, {}, says("There is at least one repository that does not exist")),
    "ruleset": (422, {}, says("Repository rule violations found")),
    "too quickly": (422, {}, says("Validation Failed", errors=[{"message": "was submitted too quickly"}])),
    "spammed": (422, {}, says("Validation failed, or the endpoint has been spammed.")),
    "server": 500, "gateway": 502, "unavailable": 503,
    "page for people": (200, {}, b"<!doctype html><title>Unicorn!</title>"),
    "page with a fault": (502, {}, b"<!doctype html><title>Unicorn!</title>"),
    "cut": (200, {}, b'{"sha": "12'), "empty": (200, {}, b""), "null": (200, {}, None),
    "another object": (200, {}, {}), "a text": (200, {}, "ok"), "a list of texts": (200, {}, ["ok"]),
    "lost": "drop",
}  # fmt: skip


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Running:
    return start(tmp_path_factory.mktemp("function"))


@pytest.fixture(scope="module")
def hub(running: Running, tmp_path_factory: pytest.TempPathFactory):
    profile = "experts/profiles/asha-example.yaml"
    files = {profile: (running.repository / profile).read_text("utf-8")}
    with github(tmp_path_factory.mktemp("github"), files, running.clock) as (forge, fake):
        running.app.forge = running.app.referrals = forge
        yield fake


def answering(call: str, answer: Any, times: int) -> Callable[[str, str, str], Any]:
    """For the first times that this call is made; a lost connection hides that it was carried out."""
    wanted, part = CALLS[call]
    left = [times]

    def fault(method: str, path: str, when: str) -> Any:
        exact = path.endswith(part) if not part.endswith("/") else part in path
        if method != wanted or not exact or not left[0] or (when == "after" and answer != "drop"):
            return None
        if answer == "drop" and when == "before":
            return None
        left[0] -= 1
        return answer

    return fault


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("answer", ANSWERS)
def test_every_answer_at_every_call_only_costs_time(running, hub, call, answer):
    hub.fault = answering(call, ANSWERS[answer], 2)
    running.app.forge.token = ""
    identity = running.send("join-person", {**SIGNUP, "name": f"Ana {call} {answer}"})
    for _ in range(8):
        running.work()
        running.clock.sleep(25 * 3600)
        if not running.waits():
            break
    assert [pull["head"] for pull in hub.pulls].count(f"intake/signup/{identity}") == 1
    assert (running.waits(), running.set_aside()) == ([], {})


def test_what_no_form_can_have_sent_is_set_aside_and_blocks_nobody(running, hub, tmp_path: Path):
    hub.fault = lambda method, path, when: None
    bad = [b"not json", b"[]", b'{"kind": "unheard-of"}', b'{"kind": "signup", "id": "x"}', b"null", b"\xff"]
    for number, body in enumerate(bad):
        running.app.store.put(f"inbox/{number}bad", body)
    identity = running.send("join-person", {**SIGNUP, "name": "Ana Last"})
    running.work()
    assert f"intake/signup/{identity}" in {pull["head"] for pull in hub.pulls}
    assert len(running.app.store.keys("quarantine/")) == len(bad)


@pytest.mark.parametrize(
    "stored", [b"", b"x", b"[]", b'["a", "b"]', b"null", b"99999999999", b"-1", b"[1e9, 9e99]"]
)
def test_state_that_cannot_be_read_counts_as_none(running, hub, stored):
    hub.fault = lambda method, path, when: None
    identity = running.send("message", {**HELP, "alias": f"State {stored!r}"})
    for key in ("state/wait", f"state/tries-{identity}"):
        running.app.store.put(key, stored, replace=True)
    assert running.work() == 1
