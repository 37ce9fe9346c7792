"""Whatever GitHub answers, at each of its calls: nothing is lost, doubled or set aside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from functions import tokens
from tests.covering import pairs
from tests.function_app import HELP, SIGNUP, Running, answers_for, start
from tests.function_faults import Pull, references
from tests.function_ports import github

CALLS = {
    "token": ("POST", "/access_tokens"), "file": ("GET", "/contents/"), "branch": ("GET", "/branches/"),
    "list": ("GET", "/pulls"), "tree": ("POST", "/git/trees"), "commit": ("POST", "/git/commits"),
    "ref": ("POST", "/git/refs"), "pull": ("POST", "/pulls"), "labels": ("POST", "/labels"),
    "note": ("PATCH", "/pulls/"), "unlabel": ("DELETE", "/labels/"), "move": ("PATCH", "/git/refs/"),
}  # fmt: skip
LATER = ("note", "unlabel", "move")  # calls about a pull request that is there
PROFILE = "experts/profiles/asha-example.yaml"
LIMITED = {"message": "You have exceeded a secondary rate limit."}


def says(text: str, **more: Any) -> dict[str, Any]:
    return {"message": text, **more}


ANSWERS: dict[str, Any] = {
    "not understood": (400, {}, says("Problems parsing JSON")),
    "moved": (301, {"location": "https://api.github.example/x"}, says("Moved Permanently")),
    "moved for now": (307, {"location": "https://api.github.example/x"}, says("Temporary Redirect")),
    "key not accepted": (401, {}, says("A JSON web token could not be decoded")),
    "bad credentials": (401, {}, says("Bad credentials")),
    "not accessible": (403, {}, says("Resource not accessible by integration")),
    "suspended": (403, {}, says("This installation has been suspended")),
    "archived": (403, {}, says("Repository was archived so is read-only.")),
    "not from here": (403, {}, says("Although you appear to have the correct authorization credentials, no")),
    "page of a firewall": (403, {}, b"<!doctype html><title>Access denied</title>"),
    "secondary limit": (403, {}, LIMITED),
    "limit with time": (403, {"retry-after": "30"}, LIMITED),
    "limit of the hour": (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1"}, says("rate limit")),
    "limit for a year": (429, {"retry-after": "31536000"}, says("Slow down")),
    "limit with a strange time": (429, {"retry-after": "soon"}, says("Slow down")),
    "not found": (404, {}, says("Not Found")),
    "gone": (410, {}, says("Issues has been disabled in this repository.")),
    "merge conflict": (409, {}, says("Merge conflict")),
    "conflict": (409, {}, says("Git Repository is empty.")),
    "out of the installation": (422, {}, says("There is at least one repository that does not exist")),
    "there already": (422, {}, says("Reference already exists")),
    "no head": (422, {}, says("Validation Failed", errors=[{"field": "head", "code": "invalid"}])),
    "no commits": (422, {}, says("Validation Failed", errors=[{"message": "No commits between main and x"}])),
    "no object": (422, {}, says("Object does not exist")),
    "ruleset": (422, {}, says("Repository rule violations found")),
    "too quickly": (422, {}, says("Validation Failed", errors=[{"message": "was submitted too quickly"}])),
    "spammed": (422, {}, says("Validation failed, or the endpoint has been spammed.")),
    "server": 500, "gateway": 502, "unavailable": 503, "timeout": 504,
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
    files = {PROFILE: (running.repository / PROFILE).read_text("utf-8")}
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


@pytest.mark.parametrize(("call", "answer"), pairs([call for call in CALLS if call not in LATER], [*ANSWERS]))
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


def edited(hub: Any, path: str, more: str) -> None:
    """Somebody changes an entry on main."""
    held = hub.git("show", f"main:{path}")
    blob = hub.git("hash-object", "-w", "--stdin", stdin=f"{held}\n{more}\n")
    entries = hub.git("ls-tree", "-r", "-z", "main").split("\0")
    files = dict(reversed(line.split("\t", 1)) for line in entries if line)
    tree = hub.write_tree({**files, path: f"100644 blob {blob}"})
    hub.git("update-ref", "refs/heads/main", hub.git("commit-tree", tree, "-p", "main", stdin="Edited"))


@pytest.mark.parametrize(("call", "answer"), pairs(["list", "labels", *LATER], [*ANSWERS]))
def test_nor_does_it_at_any_call_about_a_pull_request_that_is_there(running, hub, call, answer):
    """It is sent again, confirmed, and made again because its entry has changed."""
    hub.fault = lambda method, path, when: None
    given = answers_for(running, "change", f"{call} {answer}")
    first = running.send("change", given)
    running.work()
    hub.fault = answering(call, ANSWERS[answer], 2)
    second = running.send("change", given)
    made = tokens.confirm_token(running.key(), "change", first, running.clock())
    assert running.ask("POST", f"/send/confirm/{made}").status == 200
    edited(hub, PROFILE, f"# {call} {answer}")
    [pull] = [pull for pull in hub.pulls if pull["head"] == f"intake/change/{first}"]
    for _ in range(8):
        running.work()
        running.clock.sleep(25 * 3600)
        if not running.waits() and "Made again" in pull["body"]:
            break
    assert references(Pull(pull["head"], pull["labels"], pull["body"])) == [first, second]
    assert {"confirmed-by-entry", "renewed"} <= {*pull["labels"]}
    assert "not-confirmed" not in pull["labels"]
    for note in ("Confirmed through the entry's own address", "Made again"):
        assert pull["body"].count(f"**{note}**") == 1
    assert (running.waits(), running.set_aside()) == ([], {})
    pull["state"] = "closed"  # so that only one waits at a time


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
