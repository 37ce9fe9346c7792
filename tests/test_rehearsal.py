"""The rehearsal's own parts: ports, an end that leaves nothing, the front, the pages in GitHub's place."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3

from functions.ports import now
from hosting.rehearsal.emulator import emulator
from hosting.rehearsal.errors import RehearsalError
from hosting.rehearsal.front import Front
from hosting.rehearsal.github_repository import Repository
from hosting.rehearsal.letters import Letter
from hosting.rehearsal.proposals import EditorsGitHub
from tests.function_ports import make_repository
from tests.rehearsal_person import eventually
from tests.site_builder import PATIENCE, ROOT

pytest.importorskip("ministack")
STARTS = """
from hosting.rehearsal.emulator import emulator
with emulator() as aws:
    print(aws.folder, aws.url, flush=True)
    input()
"""


def test_a_port_that_is_taken_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
        with pytest.raises(RehearsalError, match=rf"127.0.0.1:{port} is taken .* such as PORT=8123"):
            Front(port)
        with pytest.raises(RehearsalError, match=f"127.0.0.1:{port} is already in use"), emulator(port):
            pass


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_whoever_is_ended_leaves_nothing(end: signal.Signals) -> None:
    command = [sys.executable, "-c", STARTS]
    with subprocess.Popen(command, cwd=ROOT, stdin=-1, stdout=-1, stderr=-1, text=True) as child:
        assert child.stdout
        folder, url = child.stdout.readline().split()
        assert urllib3.request("GET", f"{url}/_ministack/health", timeout=PATIENCE).status == 200
        os.kill(child.pid, end)
        child.communicate()
    eventually(lambda: not Path(folder).exists(), "the end of its folder")
    eventually(lambda: refuses(url), "the end of its process")


def refuses(url: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(url.rpartition(":")[2]))) != 0


def test_the_front_says_when_it_leads_nowhere_yet() -> None:
    front = Front()
    try:
        answer = urllib3.request("GET", front.url, retries=False, timeout=PATIENCE)
        assert (answer.status, b"being prepared" in answer.data) == (503, True)
    finally:
        front.close()


def test_the_front_translates_names_both_ways() -> None:
    front = Front()
    front.domain, front.origin = "d1.cloudfront.net", "https://d1.cloudfront.net"
    front.close()
    given = [("Host", "127.0.0.1"), ("Origin", front.url), ("Connection", "close"), ("Accept", "*/*"),
             ("CloudFront-Viewer-Address", "1.2.3.4:5")]  # fmt: skip
    assert sorted(front.inwards(given, ("127.0.0.1", 7))) == [
        ("Accept", "*/*"), ("CloudFront-Viewer-Address", "127.0.0.1:7"), ("Host", "d1.cloudfront.net"),
        ("Origin", "https://d1.cloudfront.net"), ("X-Forwarded-Proto", "https"),
    ]  # fmt: skip
    told = [("Location", "https://d1.cloudfront.net/x/"), ("Transfer-Encoding", "chunked"), ("Via", "1.1")]
    assert front.outwards(told) == [("Location", f"{front.url}/x/"), ("Via", "1.1")]


@pytest.fixture
def github(tmp_path: Path) -> Iterator[EditorsGitHub]:
    made = EditorsGitHub(now, lambda message, signature: None)
    repository = Repository("acme/directory", make_repository(tmp_path / "hub", bare=True), made.url)
    made.repositories["acme/directory"] = repository
    for name, text in (("one", "A <b>bold</b> change\n"), ("two", "Another change\n")):
        propose(repository, name, text)
    yield made
    made.close()


def propose(repository: Repository, name: str, text: str) -> None:
    base = repository.git("rev-parse", "main")
    tree = repository.make_tree({"base_tree": base, "tree": [{"path": "README.md", "mode": "100644",
                                                             "content": text}]})[1]["sha"]  # fmt: skip
    sha = repository.make_commit({"parents": [base], "tree": tree, "message": name})[1]["sha"]
    repository.make_ref({"ref": f"refs/heads/{name}", "sha": sha})
    repository.make_pull({"title": f"Change <{name}>", "head": name, "base": "main", "body": "Why & how"})


def ask(github: EditorsGitHub, path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
    answer = urllib3.request(
        method, github.url + path, headers=headers, redirect=False, retries=False, timeout=PATIENCE
    )
    return answer.status, answer.data.decode()


def test_an_editor_s_pages(github: EditorsGitHub) -> None:
    heard: list[str] = []
    github.merged, github.letters = heard.append, lambda: [Letter("a@b", "Hello", "http://x/ <i>")]
    assert "Change &lt;one&gt;" in ask(github, "/")[1]
    assert "&lt;i&gt;" in ask(github, "/letters")[1]
    shown = ask(github, "/acme/directory/pull/1")[1]
    assert "+A &lt;b&gt;bold&lt;/b&gt; change" in shown
    assert "Why &amp; how" in shown
    for refused in ({"origin": "https://elsewhere.example"}, {"origin": "null"}):
        assert ask(github, "/acme/directory/pull/1/merge", "POST", **refused)[0] == 403
    assert ask(github, "/acme/directory/pull/1/merge")[0] == 403
    assert ask(github, "/acme/directory/pull/1/merge", "POST")[0] == 303
    assert ask(github, "/acme/directory/pull/2/merge", "POST")[0] == 409
    assert ask(github, "/acme/directory/pull/2/close", "POST")[0] == 303
    assert ask(github, "/publish", "POST")[0] == 303
    assert heard == ["acme/directory", ""]
    repository = github.repositories["acme/directory"]
    assert repository.git("show", "main:README.md") == "A <b>bold</b> change"
    assert [pull["state"] for pull in repository.pulls] == ["closed", "closed"]
    assert "Nothing waits" in ask(github, "/")[1]
