"""Each port has one contract, and both of its adapters keep it."""

from __future__ import annotations

import errno
import multiprocessing
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from functions.git import OLD_LOCK, GitForge
from functions.local_adapters import DirectoryStore, FileSecrets, FolderMail
from functions.ports import Change, PoisonError, RefusedError, UnavailableError
from tests.fake_github import Clock
from tests.function_app import NOW
from tests.function_ports import (
    HubPulls,
    LocalPulls,
    bucket,
    git,
    github,
    make_repository,
    make_signing_key,
)

PROFILE = "experts/profiles/ana.yaml"
FILES = {PROFILE: "name: Ana\n", "experts/photos/ana.jpg": "picture"}


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture(params=["directory", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Any]:
    if request.param == "directory":
        yield DirectoryStore(tmp_path / "store", clock)
        return
    request.getfixturevalue("aws")
    with bucket(tmp_path.name, clock) as made:
        yield made


class TestStore:
    def test_keeps_what_was_put(self, store):
        assert store.put("inbox/a", b"\x00one\r\n") is True
        assert store.get("inbox/a") == b"\x00one\r\n"

    def test_never_overwrites_by_put(self, store):
        store.put("inbox/a", b"one")
        assert store.put("inbox/a", b"two") is False
        assert store.get("inbox/a") == b"one"

    def test_overwrites_when_asked_to(self, store):
        store.put("state/wait", b"one")
        assert store.put("state/wait", b"two", replace=True) is True
        assert store.get("state/wait") == b"two"

    def test_says_where_a_person_finds_it(self, store):
        place = store.place("sealed/a.b")
        assert place == store.place("sealed/a.b")
        assert place.endswith("sealed/a.b")
        assert "/store/" in place or place.startswith("https://s3.console.aws.amazon.com/s3/object/")
        with pytest.raises(ValueError, match="not a key"):
            store.place("../a")

    def test_has_nothing_where_nothing_was_put(self, store):
        assert store.get("inbox/none") is None
        assert store.keys("inbox/") == []
        store.delete("inbox/none")

    def test_tells_a_newer_version_from_the_one_that_is_known(self, store):
        assert store.newer("site/x", "") == (None, "")
        store.put("site/x", b"one")
        body, first = store.newer("site/x", "")
        assert (body, bool(first)) == (b"one", True)
        assert store.newer("site/x", first) == (None, first)
        store.put("site/x", b"two", replace=True)
        body, second = store.newer("site/x", first)
        assert (body, second != first) == (b"two", True)
        store.delete("site/x")
        assert store.newer("site/x", second) == (None, "")

    def test_lists_one_prefix_with_the_oldest_first(self, store):
        for key in ("inbox/b", "inbox/a", "done/c", "inboxes/d"):
            store.put(key, b"x")
        entries = store.keys("inbox/")
        assert {entry.key for entry in entries} == {"inbox/a", "inbox/b"}
        assert [entry.modified for entry in entries] == sorted(entry.modified for entry in entries)
        assert [entry.key for entry in store.keys("inbox/a")] == ["inbox/a"]

    def test_stamps_an_entry_when_it_is_put(self, store, clock):
        for key in ("inbox/b", "inbox/a", "inbox/b"):
            store.put(key, b"x")
            clock.sleep(86400)
        assert store.keys("inbox/") == [("inbox/b", NOW), ("inbox/a", NOW + 86400)]
        store.put("inbox/b", b"x", replace=True)
        assert store.keys("inbox/") == [("inbox/a", NOW + 86400), ("inbox/b", NOW + 3 * 86400)]

    def test_lists_more_than_a_page(self, store):
        for number in range(1005):
            store.put(f"state/n/{number}", b"", replace=True)
        assert len(store.keys("state/n/")) == 1005

    def test_forgets_what_was_deleted(self, store):
        store.put("inbox/a", b"one")
        store.delete("inbox/a")
        assert store.get("inbox/a") is None
        assert store.put("inbox/a", b"two") is True

    def test_what_is_settled_stays_until_its_time(self, store):
        store.put("sealed/abc.def", b"x")
        store.settle("sealed/abc.def")
        store.settle("sealed/unknown.def")
        assert store.get("sealed/abc.def") == b"x"
        if tags := getattr(getattr(store, "client", None), "get_object_tagging", None):
            tag_set = tags(Bucket=store.bucket, Key="sealed/abc.def")["TagSet"]
            assert tag_set == [{"Key": "closed", "Value": "yes"}], "which the lifecycle rule looks for"

    @pytest.mark.parametrize(
        "key",
        [
            "",
            "inbox",
            "inbox/",
            "/inbox/a",
            "inbox/../a",
            "inbox//a",
            "INBOX/a",
            "inbox/.a",
            "inbox/a\n",
            "inbox/ä",
            "inbox/" + "a" * 300,
        ],
    )
    def test_takes_no_other_key(self, store, key):
        with pytest.raises(ValueError, match="not a key"):
            store.put(key, b"x")

    def test_lets_one_of_many_at_once_create(self, store):
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(8) as pool:
            made = list(pool.map(lambda number: store.put("inbox/a", b"%d" % number), range(8)))
        assert sum(made) == 1
        assert store.get("inbox/a") == b"%d" % made.index(True)


class TestStoreFaults:
    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
    def test_a_read_only_folder_is_unavailable(self, tmp_path):
        tmp_path.chmod(0o500)
        with pytest.raises(UnavailableError):
            DirectoryStore(tmp_path).put("inbox/a", b"x")

    def test_a_folder_that_is_a_file_is_unavailable(self, tmp_path):
        (tmp_path / "inbox").write_text("in the way")
        with pytest.raises(UnavailableError):
            DirectoryStore(tmp_path).put("inbox/a", b"x")

    def test_a_full_disk_is_unavailable_and_leaves_nothing(self, tmp_path, monkeypatch):
        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(UnavailableError):
            DirectoryStore(tmp_path).put("inbox/a", b"x")
        assert [path.name for path in (tmp_path / "inbox").iterdir()] == []

    def test_a_bucket_that_is_not_there_is_refused(self, aws):
        from functions.aws import S3Store

        with pytest.raises(RefusedError):
            S3Store("no-such-bucket-here").put("inbox/a", b"x")

    def test_an_unreachable_s3_is_unavailable(self, aws, monkeypatch):
        from functions.aws import S3Store

        monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
        with pytest.raises(UnavailableError):
            S3Store("any").put("inbox/a", b"x")


@pytest.fixture(params=["git", "bare", "github"])
def forge(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    if request.param == "github":
        with github(tmp_path, FILES) as (made, fake):
            yield made, HubPulls(fake)
        return
    made = GitForge(
        make_repository(tmp_path / "repository", FILES, bare=request.param == "bare"), base="main"
    )
    yield made, LocalPulls(made)


def change(branch: str = "intake/signup/abc123", **more: Any) -> Change:
    files = {"experts/profiles/asha.yaml": "name: Asha Ünïcode\n".encode()}
    return Change(
        branch,
        "Signup: asha",
        "Signup: asha\n\nReference abc123\n",
        "Text\n\nwith `ticks`\n",
        **{"files": files, "labels": ("signup",), **more},
    )


def move_base(repository: Path, path: str, text: str) -> None:
    """Somebody merges another change."""
    blob = git(repository, "hash-object", "-w", "--stdin", stdin=text)
    index = str(repository / "other-index")
    git(repository, "read-tree", "main", index=index)
    git(repository, "update-index", "--add", "--cacheinfo", f"100644,{blob},{path}", index=index)
    tree = git(repository, "write-tree", index=index)
    commit = git(repository, "commit-tree", tree, "-p", "main", "-m", "Other")
    git(repository, "update-ref", "refs/heads/main", commit)


class TestForge:
    def test_reads_the_base_branch(self, forge):
        assert forge[0].read(PROFILE) == b"name: Ana\n"
        assert forge[0].read("experts/profiles/none.yaml") is None

    def test_makes_a_branch_with_just_the_change(self, forge):
        made, pulls = forge
        made.propose(change())
        where = pulls.repository
        assert (
            git(where, "diff", "--name-status", "main", "intake/signup/abc123")
            == "A\texperts/profiles/asha.yaml"
        )
        assert git(where, "show", "intake/signup/abc123:experts/profiles/asha.yaml") == "name: Asha Ünïcode"
        assert (
            git(where, "log", "-1", "--format=%B", "intake/signup/abc123")
            == "Signup: asha\n\nReference abc123"
        )

    def test_shows_title_text_and_label(self, forge):
        made, pulls = forge
        assert made.propose(change())
        assert pulls.all()["intake/signup/abc123"]["labels"] == ["signup"]
        assert pulls.all()["intake/signup/abc123"]["text"].strip() == "# Signup: asha\n\nText\n\nwith `ticks`"

    def test_makes_one_pull_request_however_often_it_is_asked(self, forge):
        made, pulls = forge
        first = made.propose(change())
        commit = git(pulls.repository, "rev-parse", "intake/signup/abc123")
        assert made.propose(change()) == first
        assert list(pulls.all()) == ["intake/signup/abc123"]
        assert git(pulls.repository, "rev-parse", "intake/signup/abc123") == commit

    def test_never_reopens_what_an_editor_has_closed(self, forge):
        made, pulls = forge
        made.propose(change())
        git(pulls.repository, "update-ref", "-d", "refs/heads/intake/signup/abc123")
        for pull in getattr(getattr(pulls, "fake", None), "pulls", []):
            pull["state"] = "closed"
        made.propose(change())
        assert git(pulls.repository, "for-each-ref", "refs/heads/intake/") == ""
        assert len(pulls.all()) == 1

    def test_tells_what_an_editor_has_closed_or_merged(self, forge):
        made, pulls = forge
        for name in ("abc123", "def456", "ghi789"):
            files = {f"experts/profiles/{name}.yaml": b"name: Asha\n"}
            made.propose(change(f"intake/signup/{name}", files=files))
        git(pulls.repository, "update-ref", "-d", "refs/heads/intake/signup/abc123")
        git(pulls.repository, "update-ref", "refs/heads/main", "intake/signup/def456")
        for pull in getattr(getattr(pulls, "fake", None), "pulls", [])[:2]:
            pull["state"] = "closed"
        assert sorted(made.closed()) == ["intake/signup/abc123", "intake/signup/def456"]

    def test_replaces_and_removes_files(self, forge):
        made, pulls = forge
        made.propose(change(files={PROFILE: b"name: Ana Maria\n", "experts/photos/ana.jpg": None}))
        changed = git(pulls.repository, "diff", "--name-status", "main", "intake/signup/abc123").splitlines()
        assert changed == ["D\texperts/photos/ana.jpg", f"M\t{PROFILE}"]

    def test_adds_a_label_later_once(self, forge):
        made, pulls = forge
        made.propose(change())
        for _ in range(2):
            made.label("intake/signup/abc123", "address-confirmed")
        assert pulls.all()["intake/signup/abc123"]["labels"] == ["address-confirmed", "signup"]
        made.label("intake/signup/unknown", "address-confirmed")

    def test_one_label_takes_the_place_of_another(self, forge):
        made, pulls = forge
        made.propose(change())
        for _ in range(2):
            made.label("intake/signup/abc123", "confirmed", remove="signup")
        assert pulls.all()["intake/signup/abc123"]["labels"] == ["confirmed"]
        made.label("intake/signup/abc123", "signup", remove="never-there")
        assert pulls.all()["intake/signup/abc123"]["labels"] == ["confirmed", "signup"]

    def test_makes_a_branch_again_on_the_base_as_it_is_now(self, forge):
        made, pulls = forge
        made.propose(change())
        made.note("intake/signup/abc123", "Confirmed.")
        made.label("intake/signup/abc123", "confirmed", remove="signup")
        move_base(pulls.repository, "experts/profiles/other.yaml", "name: Other\n")
        again = {"experts/profiles/asha.yaml": b"name: Asha Again\n"}
        for _ in range(2):
            made.renew(replace(change(files=again, labels=("renewed",)), body="Text, again\n"))
        where, branch = pulls.repository, "intake/signup/abc123"
        assert git(where, "rev-parse", f"{branch}^") == git(where, "rev-parse", "main")
        assert git(where, "diff", "--name-only", "main", branch) == "experts/profiles/asha.yaml"
        pull = pulls.all()[branch]
        assert pull["labels"] == ["confirmed", "renewed"]
        assert pull["text"].split() == "# Signup: asha Text, again ## Since then - Confirmed.".split()
        made.renew(change(branch="intake/signup/unknown"))
        assert [*pulls.all()] == [branch]

    def test_notes_a_line_once_and_keeps_the_rest(self, forge):
        made, pulls = forge
        made.propose(change())
        before = pulls.all()["intake/signup/abc123"]["text"].rstrip()
        for line in ("Also received as a-b.", "Also received as c-d.", "Also received as a-b."):
            made.note("intake/signup/abc123", line)
        after = pulls.all()["intake/signup/abc123"]["text"]
        assert (
            after.rstrip() == f"{before}\n\n## Since then\n\n- Also received as a-b.\n- Also received as c-d."
        )
        made.note("intake/signup/unknown", "x")

    def test_starts_from_the_base_as_it_is_now(self, forge):
        made, pulls = forge
        made.propose(change())
        blob = git(pulls.repository, "hash-object", "-w", "--stdin", stdin="new")
        tree = git(pulls.repository, "mktree", stdin=f"100644 blob {blob}\tNEW\n")
        moved = git(pulls.repository, "commit-tree", tree, "-p", "main", "-m", "Moved")
        git(pulls.repository, "update-ref", "refs/heads/main", moved)
        made.propose(change("intake/signup/def456"))
        assert git(pulls.repository, "merge-base", "main", "intake/signup/def456") == moved

    def test_refuses_a_change_that_changes_nothing(self, forge):
        with pytest.raises(PoisonError):
            forge[0].propose(change(files={PROFILE: b"name: Ana\n"}))

    @pytest.mark.parametrize(
        "branch", ["main", "intake/../main", "intake/signup/", "intake/signup/A", "intake/s/a b"]
    )
    def test_makes_no_other_branch(self, forge, branch):
        with pytest.raises(ValueError, match="not a branch"):
            forge[0].propose(change(branch))


class TestGitForge:
    @pytest.fixture
    def local(self, tmp_path: Path) -> GitForge:
        return GitForge(make_repository(tmp_path / "repository", FILES))

    def test_leaves_index_work_tree_and_current_branch_alone(self, local):
        work = local.repository
        (work / "half-done.txt").write_text("staged")
        git(work, "add", "half-done.txt")
        (work / "half-done.txt").write_text("and changed")
        before = (
            [(work / ".git" / name).read_bytes() for name in ("index", "HEAD")],
            git(work, "status", "--short"),
        )
        local.propose(change())
        after = (
            [(work / ".git" / name).read_bytes() for name in ("index", "HEAD")],
            git(work, "status", "--short"),
        )
        assert after == before

    def test_runs_no_hook(self, local):
        hook = local.repository / ".git" / "hooks" / "reference-transaction"
        hook.write_text("#!/bin/sh\nexit 1\n")
        hook.chmod(0o755)
        assert local.propose(change())

    def test_works_in_a_linked_work_tree_and_a_shallow_copy(self, local, tmp_path):
        git(local.repository, "worktree", "add", "-q", str(tmp_path / "linked"), "-b", "other")
        git(tmp_path, "clone", "-q", "--depth", "1", f"file://{local.repository}", str(tmp_path / "shallow"))
        for place in ("linked", "shallow"):
            assert GitForge(tmp_path / place).propose(change()) == "intake/signup/abc123"

    def test_a_site_in_a_folder_of_its_repository_stays_there(self, tmp_path):
        where = make_repository(
            tmp_path / "repository", {"sites/mini/experts/profiles/ana.yaml": "name: Ana\n"}
        )
        mini = GitForge(where / "sites" / "mini")
        assert mini.read(PROFILE) == b"name: Ana\n"
        mini.propose(change())
        changed = git(where, "diff", "--name-status", "main", "intake/signup/abc123")
        assert changed == "A\tsites/mini/experts/profiles/asha.yaml"

    def lock_of_age(self, local, seconds):
        """A lock on the branch of `change()`, so old by the repository's disk."""
        lock = local.repository / ".git" / "refs" / "heads" / "intake" / "signup" / "abc123.lock"
        lock.parent.mkdir(parents=True)
        lock.touch()
        os.utime(lock, (local.disk_time() - seconds,) * 2)
        return lock

    def test_a_lock_that_a_killed_process_left_is_taken_away(self, local):
        self.lock_of_age(local, OLD_LOCK + 1)
        assert local.propose(change())

    def test_a_lock_that_its_owner_removes_meanwhile_is_no_fault(self, local, monkeypatch):
        """The lock is there when we look at it, and gone before we know how old it is."""
        lock = self.lock_of_age(local, OLD_LOCK + 1)

        def disk_time(_):
            lock.unlink()
            return lock_time + OLD_LOCK + 1

        lock_time = lock.stat().st_mtime
        monkeypatch.setattr(GitForge, "disk_time", disk_time)
        assert local.propose(change())

    def test_a_disk_that_takes_nothing_is_unavailable(self, local, monkeypatch):
        monkeypatch.setattr("tempfile.TemporaryDirectory", full_disk)
        with pytest.raises(UnavailableError):
            local.propose(change())
        assert LocalPulls(local).all() == {}

    def test_a_locked_branch_is_unavailable_and_leaves_nothing_half_done(self, local):
        lock = self.lock_of_age(local, -86400)  # of tomorrow: however slow the machine, it is young
        with pytest.raises(UnavailableError):
            local.propose(change())
        assert LocalPulls(local).all() == {}
        lock.unlink()
        assert local.propose(change())

    @pytest.mark.parametrize("harm", ["none", "empty", "corrupt"])
    def test_a_repository_that_does_not_work_is_unavailable(self, local, tmp_path, harm):
        broken = tmp_path / "broken"
        if harm == "empty":
            git(tmp_path, "init", "-q", str(broken))
        elif harm == "corrupt":
            git(tmp_path, "clone", "-q", str(local.repository), str(broken))
            (broken / ".git" / "HEAD").write_text("nonsense")
        with pytest.raises(UnavailableError):
            GitForge(broken).propose(change())

    def test_many_processes_at_once_make_one_branch(self, local):
        with multiprocessing.get_context("fork").Pool(4) as pool:
            assert set(pool.map(partial(insist, local), [change()] * 8)) == {"intake/signup/abc123"}
        assert len(LocalPulls(local).all()) == 1


def full_disk(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def insist(forge: GitForge, change: Change) -> str:
    """As the worker does: git waits a tenth of a second for a lock, which may be held for longer."""
    for _ in range(1000):
        with suppress(UnavailableError):
            return forge.propose(change)
    raise AssertionError("a thousand tries, and never a branch")


STEPS = [
    ("GET", "/branches/main"),
    ("POST", "/git/trees"),
    ("POST", "/git/commits"),
    ("POST", "/git/refs"),
    ("POST", "/pulls"),
    ("POST", "/labels"),
    ("GET", "/pulls"),
    ("POST", "/access_tokens"),
]


class TestGitHubForge:
    """What only GitHub does to us."""

    @pytest.fixture
    def hub(self, tmp_path: Path) -> Iterator[Any]:
        with github(tmp_path, FILES) as pair:
            yield pair

    @pytest.mark.parametrize("when", ["before", "after"])
    @pytest.mark.parametrize("step", STEPS, ids=lambda step: " ".join(step))
    @pytest.mark.parametrize(
        ("fault", "after"),
        [
            (502, None),
            ("drop", None),
            ((403, {"retry-after": "7"}), 7.0),
            (429, 60.0),
        ],
        ids=["server error", "connection lost", "retry-after", "too many"],
    )
    def test_a_fault_at_any_call_is_mended_by_the_next_run(self, hub, step, when, fault, after):
        forge, fake = hub
        left = [fault]

        def once(method: str, path: str, moment: str) -> Any:
            hit = (method, moment) == (step[0], when) and path.endswith(step[1]) and left
            return left.pop() if hit else None

        fake.fault = once
        with pytest.raises(UnavailableError) as caught:
            forge.propose(change())
        assert caught.value.after == after
        forge.propose(change())
        assert [(pull["head"], pull["labels"]) for pull in fake.pulls] == [
            ("intake/signup/abc123", ["signup"])
        ]

    def test_six_calls_and_a_token_make_a_pull_request(self, hub):
        forge, fake = hub
        forge.propose(change())
        calls = [(method, urlsplit(path).path.rpartition("/")[2]) for method, path, *_ in fake.exchanges]
        assert calls == [
            ("POST", "access_tokens"),
            ("GET", "pulls"),
            ("GET", "main"),
            ("POST", "trees"),
            ("POST", "commits"),
            ("POST", "refs"),
            ("POST", "pulls"),
            ("POST", "labels"),
        ]

    @pytest.mark.parametrize(
        ("header", "seconds"),
        [
            ("30", 30.0),
            ("Fri, 15 Jan 2027 08:01:40 GMT", 100.0),
            ("soon", 60.0),
        ],
    )
    def test_retry_after_is_read_in_seconds_and_as_a_date(self, hub, header, seconds):
        forge, fake = hub
        forge.bearer()
        fake.clock.now = 1_800_000_000.0
        fake.fault = lambda method, path, when: (403, {"retry-after": header})
        with pytest.raises(UnavailableError) as caught:
            forge.read(PROFILE)
        assert caught.value.after == seconds

    def test_an_old_token_is_renewed_once(self, hub):
        forge, fake = hub
        forge.propose(change())
        fake.tokens.clear()
        assert forge.read(PROFILE)
        fake.fault = lambda method, path, when: 401
        with pytest.raises(RefusedError):
            forge.read(PROFILE)

    def test_a_missing_permission_needs_a_person(self, hub):
        forge, fake = hub
        forge.bearer()
        fake.fault = lambda method, path, when: 403
        with pytest.raises(RefusedError):
            forge.propose(change())

    def test_a_fresh_branch_may_be_unseen_for_a_moment(self, hub):
        forge, fake = hub
        real, unseen = fake.make_pull, [1, 2]

        def late(body: Any) -> Any:
            if unseen and unseen.pop():
                fault = {"resource": "PullRequest", "field": "head", "code": "invalid"}
                return 422, {"message": "Validation Failed", "errors": [fault]}, {}
            return real(body)

        fake.make_pull = late
        forge.propose(change())
        assert len(fake.pulls) == 1


@pytest.fixture(params=["file", "aws"])
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """A port that holds `form-key`, and the check of what it signs."""
    if request.param == "file":
        local = FileSecrets(tmp_path / "secrets")
        local.create("form-key", "a secret\n")
        return local, make_signing_key(local)
    request.getfixturevalue("aws")
    return aws_vault()


def aws_vault() -> Any:
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import padding

    from functions.aws import AwsSecrets, client

    client("ssm").put_parameter(
        Name="/directory/form-key", Value="a secret\n", Type="SecureString", Overwrite=True
    )
    kms = client("kms")
    key = kms.create_key(KeyUsage="SIGN_VERIFY", KeySpec="RSA_2048")["KeyMetadata"]["KeyId"]
    public = serialization.load_der_public_key(kms.get_public_key(KeyId=key)["PublicKey"])
    return AwsSecrets("/directory", key), lambda message, signature: public.verify(
        signature, message, padding.PKCS1v15(), hashes.SHA256()
    )


class TestSecrets:
    def test_gives_what_was_kept(self, vault):
        assert [vault[0].get("form-key") for _ in range(2)] == ["a secret", "a secret"]

    def test_several_are_read_together_in_aws(self, aws):
        from functions.aws import AwsSecrets

        aws_vault()
        both = AwsSecrets("/directory", names=("form-key", "another-key"))
        assert both.get("form-key") == "a secret"
        with pytest.raises(RefusedError):
            both.get("another-key")

    def test_has_no_default(self, vault):
        with pytest.raises(RefusedError):
            vault[0].get("another-key")

    def test_signs_so_that_the_public_key_agrees(self, vault):
        secrets, verify = vault
        verify(b"message", secrets.sign(b"message"))
        with pytest.raises(Exception):  # noqa: B017, PT011 the library's own kind
            verify(b"another", secrets.sign(b"message"))


class FolderBox:
    def __init__(self, root: Path) -> None:
        self.root, self.mail = root, FolderMail(root, "Directory <intake@example.org>")

    def letters(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted(self.root.glob("*.eml"))]


class SesBox:
    def __init__(self) -> None:
        from functions.aws import SesMail, client

        client("ses").verify_email_identity(EmailAddress="intake@example.org")
        self.mail = SesMail("Directory <intake@example.org>")
        self.before = len(self.sent())

    def sent(self) -> list[Any]:
        from moto.ses.models import ses_backends  # the server keeps them in this process

        sent: list[Any] = ses_backends["123456789012"]["eu-west-2"].sent_messages
        return sent

    def letters(self) -> list[bytes]:
        return [message.raw_data.encode() for message in self.sent()[self.before :]]


@pytest.fixture(params=["folder", "ses"])
def box(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    if request.param == "folder":
        return FolderBox(tmp_path / "mail")
    request.getfixturevalue("aws")
    return SesBox()


class TestMail:
    def test_sends_one_plain_letter(self, box):
        box.mail.send("asha@example.org", "Please confirm", "A link:\n\nhttps://example.org/x\n")
        (sent,) = box.letters()
        assert b"asha@example.org" in sent
        assert b"Subject: Please confirm" in sent
        assert b"https://example.org/x" in sent
        assert b"Auto-Submitted: auto-generated" in sent

    @pytest.mark.parametrize(
        "to",
        [
            "a@example.org\r\nBcc: b@example.org",
            "a@example.org, b@example.org",
            '"a, b"@example.org',
            "a b@example.org",
            "a@[127.0.0.1]",
            "a",
            "",
            "@example.org",
            "a@",
            "ä@example.org",
            "a" * 65 + "@example.org",
            "a@" + "b" * 250 + ".org",
            "<a@example.org>",
            "a@example.org;b@example.org",
        ],
    )
    def test_sends_nothing_to_what_is_not_one_address(self, box, to):
        with pytest.raises(ValueError, match="no letter"):
            box.mail.send(to, "Please confirm", "Text")
        assert box.letters() == []

    def test_knows_how_many_went_and_how_many_came_back(self, box):
        before, _ = box.mail.health()
        box.mail.send("asha@example.org", "Please confirm", "Text")
        after, came_back = box.mail.health()
        assert (after > before, came_back) == (True, 0)

    def test_writes_an_international_domain_in_ascii(self, box):
        box.mail.send("asha@bücher.example", "Please confirm", "Text")
        assert b"asha@xn--bcher-kva.example" in box.letters()[0]
