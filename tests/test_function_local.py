"""The function on this machine, however its folder came to look as it does."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from functions import local_server, seal, worker
from functions.git import GitForge
from functions.local_adapters import PARTIAL, DirectoryStore, FileSecrets, FolderMail
from functions.local_server import LocalFunction
from functions.ports import UnavailableError
from functions.response import Response
from tests.function_app import HELP, SENDER, SIGNUP, Running, last_of, reference, resume, start
from tests.function_ports import git, github, make_repository
from tests.site_builder import ROOT


@pytest.fixture
def running(tmp_path: Path) -> Running:
    return start(tmp_path)


def served(running: Running) -> LocalFunction:
    return LocalFunction(running.app, running.folder / "var")


def post(local: LocalFunction, form: str, answers: dict[str, Any], **environ: str) -> Response:
    """What a browser on this machine gets for answers that it was shown once more."""
    local.look_after()  # as the pages before this post would have made it do
    key, told = local.app.secrets.get("form-key"), []
    sent, query = last_of(form, answers, key)
    body = sent.encode()
    given = {
        "REQUEST_METHOD": "POST", "PATH_INFO": f"/send/{form}", "QUERY_STRING": query,
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": "application/x-www-form-urlencoded", "REMOTE_ADDR": "127.0.0.1", "REMOTE_PORT": "1",
        "wsgi.input": io.BytesIO(body), **environ,
    }  # fmt: skip
    page = local(given, lambda status, headers: told.append((int(status[:3]), dict(headers))))
    return Response(told[0][0], b"".join(page).decode(), told[0][1])


def test_the_address_of_a_sender_is_the_connection_s_and_no_header_s(running):
    local, marks = served(running), []
    for claimed in ("", "198.51.100.7:1", "203.0.113.9:1"):
        identity = reference(post(local, "message", HELP, HTTP_CLOUDFRONT_VIEWER_ADDRESS=claimed))
        marks += [entry.key.partition(".")[2] for entry in running.app.store.keys(f"help/{identity}.")]
    assert len({*marks}) == 1


KILLED = """
import os, signal, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from functions.local_adapters import DirectoryStore, FileSecrets, FolderMail
real = os.fsync
os.fsync = lambda descriptor: (real(descriptor), os.kill(os.getpid(), signal.SIGKILL))
where = Path({where!r})
{act}
"""
WRITERS = {
    "store": ('DirectoryStore(where).put("inbox/a", b"Canary")', DirectoryStore),
    "state": ('DirectoryStore(where).put("state/a", b"Canary", replace=True)', DirectoryStore),
    "mail": ('FolderMail(where, "a@example.org").send("b@example.org", "x", "Canary")',
             lambda where: FolderMail(where, "a@example.org")),
    "secrets": ('FileSecrets(where).create("form-key", "Canary")', FileSecrets),
}  # fmt: skip


@pytest.mark.parametrize("writer", WRITERS)
def test_what_a_killed_process_had_not_finished_is_taken_away_at_the_next_start(tmp_path, writer):
    act, again = WRITERS[writer]
    code = KILLED.format(root=str(ROOT), where=str(tmp_path / "kept"), act=act)
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [b"Canary" in path.read_bytes() for path in left] == [True], "else this test proves nothing"
    again(tmp_path / "kept")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_a_living_process_writes_at_the_moment_stays(tmp_path):
    part = tmp_path / PARTIAL / f".{os.getpid()}-abc"
    part.parent.mkdir()
    part.write_bytes(b"half")
    assert DirectoryStore(tmp_path).keys("") == []
    assert part.exists()


@pytest.mark.parametrize("gone", ["", ".gitignore", "secrets", "store", "referrals.git", "mail"])
def test_a_folder_that_is_deleted_meanwhile_is_made_again(running, gone):
    local, var = served(running), running.folder / "var"
    reference(post(local, "message", HELP))
    shutil.rmtree(var / gone) if (var / gone).is_dir() else (var / gone).unlink(missing_ok=True)
    identity = reference(post(local, "message", {**HELP, "alias": "Fish"}))
    assert (var / ".gitignore").read_text() == "*\n", "else git would take what people wrote"
    for _ in range(3):
        local.work_once()
        running.clock.sleep(4000)
    assert f"intake/referral/{identity}" in running.pulls()
    assert git(running.repository, "for-each-ref", "refs/heads/intake/") == ""
    assert opened(running, identity)["answers"]["alias"] == ["Fish"]


def opened(running: Running, identity: str) -> dict[str, Any]:
    [entry] = running.app.store.keys(f"sealed/{identity}.")
    return seal.unseal(running.app.store.get(entry.key), running.app.secrets.get("editor-second"))


@pytest.mark.parametrize("files", range(6))
def test_a_start_that_was_cut_at_any_file_seals_to_keys_that_are_there(tmp_path, monkeypatch, files):
    """After so many of its files; then it starts once more."""
    left = [files]

    def create(self: FileSecrets, name: str, value: str, real: Any = FileSecrets.create) -> None:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        real(self, name, value)

    monkeypatch.setattr(FileSecrets, "create", create)
    if files < 5:
        with pytest.raises(KeyboardInterrupt):
            start(tmp_path)
    else:
        start(tmp_path)
    monkeypatch.undo()
    running = resume(tmp_path)
    identity = running.send("message", HELP)
    assert opened(running, identity)["answers"]["alias"] == ["Bird"]


@pytest.mark.parametrize("first_missing", ["init", "mktree", "commit-tree", "update-ref"])
def test_a_start_that_was_cut_before_the_referrals_had_a_branch(tmp_path, monkeypatch, first_missing):
    """A folder that is no repository yet lies in the site's: git would take that one for it."""
    site = make_repository(tmp_path / "site")
    state = site / "var"

    def run(self: GitForge, *command: str, real: Any = GitForge.run, **more: Any) -> str:
        if self.repository.name == "referrals.git" and command[0] == first_missing:
            raise KeyboardInterrupt
        return real(self, *command, **more)

    monkeypatch.setattr(GitForge, "run", run)
    with pytest.raises(KeyboardInterrupt):
        local_server.set_up(state)
    monkeypatch.undo()
    local_server.set_up(state)
    assert git(state / "referrals.git", "log", "--format=%s", "main") == "Referrals"
    assert git(site, "log", "--format=%s", "main") == "Start"


def test_the_worker_goes_on_after_a_fault_of_any_kind(running, monkeypatch, capsys):
    local = served(running)
    monkeypatch.setattr(worker, "run", lambda app: 1 / 0)
    local.work_once()
    assert '"outcome": "fault-zerodivisionerror"' in capsys.readouterr().err
    monkeypatch.undo()
    identity = reference(post(local, "message", HELP))
    local.work_once()
    assert f"intake/referral/{identity}" in running.pulls()


@pytest.mark.parametrize("ids", ["sha1", "sha256"])
def test_a_removal_takes_the_photo_away_in_any_kind_of_repository(tmp_path, ids):
    running = start(tmp_path)
    shutil.rmtree(running.repository / ".git")
    git(running.repository, "init", "-q", "-b", "main", f"--object-format={ids}")
    git(running.repository, "add", ".")
    git(running.repository, "commit", "-q", "-m", "Start")
    identity = running.send("remove", {"profile": "asha-example", **SENDER})
    assert running.work() == 1
    changed = git(running.repository, "diff", "--name-status", "HEAD", f"intake/remove/{identity}")
    assert "D\texperts/photos/asha-example.jpg" in changed


def test_a_branch_in_the_way_is_told_and_waits(running, capsys):
    from functions.__main__ import main

    git(running.repository, "branch", "intake")
    identity, other = running.send("join-person", SIGNUP), running.send("message", HELP)
    running.work()
    assert '"why": "a-branch-named-intake-is-in-the-way"' in capsys.readouterr().err
    assert [*running.pulls()] == [f"intake/referral/{other}"], "messages do not wait for it"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE", str(running.repository))
        patch.setenv("STATE", str(running.folder / "var"))
        for command in (["reviews"], ["intake"]):
            main(command)
            assert "git branch -m intake my-intake" in capsys.readouterr().out
    git(running.repository, "branch", "-m", "intake", "my-intake")
    running.clock.sleep(worker.REFUSED_PAUSE)
    running.work()
    assert f"intake/signup/{identity}" in running.pulls()
    assert running.set_aside() == {}


def test_a_clock_that_was_a_month_ahead_loses_and_holds_back_nothing(running, tmp_path):
    """It has written all that it can: waits, tries, budgets, half a referral, GitHub's token."""
    profile = "experts/profiles/asha-example.yaml"
    files = {profile: (running.repository / profile).read_text("utf-8")}
    with github(tmp_path / "github", files, running.clock) as (forge, fake):
        running.app.forge = running.app.referrals = forge
        running.clock.sleep(30 * 86400)
        sent = [running.send("message", HELP), running.send("join-person", SIGNUP)]
        half = running.send("message", {**HELP, "alias": "Half"})
        running.app.store.delete(running.app.store.keys(f"help/{half}.")[0].key)
        for fault in (503, (403, {"retry-after": "9000"})):
            fake.fault = lambda method, path, when, fault=fault: fault
            running.work()
            running.clock.sleep(61)
        running.clock.sleep(-30 * 86400)
        fake.fault = lambda method, path, when: None
        fake.tokens.clear()
        for _ in range(3):
            running.work()
            running.clock.sleep(600)
        assert {f"{pull['head']}".rpartition("/")[2] for pull in fake.pulls} == {*sent, half}
        assert (running.waits(), running.set_aside()) == ([], {})


def test_a_store_that_cannot_be_listed_costs_a_run(running, monkeypatch, capsys):
    def broken(prefix: str) -> list[Any]:
        raise UnavailableError("disk")

    running.send("message", HELP)
    with monkeypatch.context() as patch:
        patch.setattr(running.app.store, "keys", broken)
        served(running).work_once()
    assert json.loads(capsys.readouterr().err.splitlines()[-1])["kind"] == "worker"
    assert running.work() == 1
