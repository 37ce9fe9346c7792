"""Pull requests as branches of a git repository on this machine.

Nothing but objects and two refs is written: the branch, and beside it the review's text. The
index, the work tree and the current branch stay as they are.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial
from pathlib import Path

from functions.local_adapters import unavailable
from functions.ports import (
    Change,
    PoisonError,
    RefusedError,
    UnavailableError,
    checked_branch,
    notes_of,
    with_note,
)

LABELS = re.compile(r"\ALabels: (.*)\n\n")
QUIET = ["-c", "core.hooksPath=/dev/null", "-c", "gc.auto=0", "-c", "commit.gpgSign=false"]
OLD_LOCK = 60  # seconds
IN_THE_WAY = """A branch named `intake` is in the way: submissions go to `intake/...`.
Rename it, and what waits comes by itself:  git branch -m intake my-intake"""
WHO = "Directory intake", "intake@example.org"


def described(change: Change, labels: Iterable[str]) -> str:
    return f"Labels: {', '.join(labels)}\n\n# {change.title}\n\n{change.body}"


def review_ref(branch: str) -> str:
    return "refs/reviews/" + checked_branch(branch).removeprefix("intake/")


class GitForge:
    def __init__(self, repository: Path, base: str = "HEAD") -> None:
        self.repository, self.base = repository, base

    @cached_property
    def prefix(self) -> str:
        """Where the site stands in its repository; empty at the top."""
        return self.run("rev-parse", "--show-prefix")

    def read(self, path: str) -> bytes | None:
        listed = self.run("ls-tree", "-z", "--full-tree", self.base, "--", self.prefix + path)
        if not listed:
            return None
        _, kind, sha = listed.partition("\t")[0].split(" ")
        return self.raw("cat-file", "blob", sha) if kind == "blob" else None

    def propose(self, change: Change) -> str:
        if not self.exists(review_ref(change.branch)):
            with unavailable():
                self.create(change)
        return change.branch

    def label(self, branch: str, label: str, remove: str = "") -> None:
        def labelled(text: str) -> str:
            labels = LABELS.match(text)
            names = labels[1].split(", ") if labels else []
            kept = [name for name in names if name and name not in (label, remove)]
            return LABELS.sub(lambda _: f"Labels: {', '.join([*kept, label])}\n\n", text, count=1)

        self.revise(branch, labelled)

    def note(self, branch: str, line: str) -> None:
        self.revise(branch, partial(with_note, line=line))

    def revise(self, branch: str, revision: Callable[[str], str]) -> None:
        """Changes a review's text; git refuses where another process has changed it meanwhile."""
        ref = review_ref(branch)
        if not (old := self.find(ref)):
            return
        text = self.raw("cat-file", "blob", old).decode()
        if (new := revision(text)) != text:
            self.run("update-ref", ref, self.blob(new.encode()), old)

    def closed(self) -> list[str]:
        """Its branch is merged, or gone."""
        listed = "for-each-ref", "--format=%(refname)"
        reviews = self.run(*listed, "refs/reviews/").split()
        waiting = self.run(*listed, "--no-merged", self.base, "refs/heads/intake/").split()
        branches = ["intake/" + review.removeprefix("refs/reviews/") for review in reviews]
        return [branch for branch in branches if f"refs/heads/{branch}" not in waiting]

    def renew(self, change: Change) -> None:
        commit = self.commit(change)

        def renewed(text: str) -> str:
            labels = LABELS.match(text)
            names = [*(labels[1].split(", ") if labels else []), *change.labels]
            return described(change, dict.fromkeys(filter(None, names))) + notes_of(text)

        ref = f"refs/heads/{checked_branch(change.branch)}"
        if self.waits(change.branch):
            self.run("update-ref", ref, commit)
            self.revise(change.branch, renewed)

    def waits(self, branch: str) -> bool:
        ref = f"refs/heads/{checked_branch(branch)}"
        return bool(self.run("for-each-ref", "--format=%(refname)", "--no-merged", self.base, ref))

    def commit(self, change: Change) -> str:
        base = self.run("rev-parse", "--verify", f"{self.base}^{{commit}}")
        return self.run(
            "commit-tree", self.tree(base, change.files), "-p", base, stdin=change.message.encode()
        )

    def create(self, change: Change) -> None:
        commit, text = self.commit(change), described(change, change.labels)
        refs = f"create refs/heads/{checked_branch(change.branch)} {commit}\n"
        refs += f"create {review_ref(change.branch)} {self.blob(text.encode())}\n"
        self.clear(f"refs/heads/{change.branch}", review_ref(change.branch))
        try:
            # One transaction: there is never a branch without its text, or a text without its branch.
            self.run("update-ref", "--stdin", stdin=refs.encode())
        except UnavailableError:
            if self.obstacle():
                raise RefusedError("a branch named intake is in the way") from None
            if not self.exists(review_ref(change.branch)):
                raise

    def obstacle(self) -> str:
        """What keeps every branch of ours from being made, and how to mend it; empty if nothing does."""
        return IN_THE_WAY if self.holds("refs/heads/intake") else ""

    def holds(self, ref: str) -> bool:
        """Exactly this ref, in a repository that works."""
        try:
            return self.run("for-each-ref", "--format=%(refname)", ref) == ref
        except UnavailableError:
            return False

    def clear(self, *refs: str) -> None:
        """Takes away the locks of a process that was killed; git holds one for milliseconds."""
        for ref in refs:
            lock = self.path(f"{ref}.lock")
            try:
                locked_at = lock.stat().st_mtime
            except (FileNotFoundError, NotADirectoryError):
                continue
            if self.disk_time() - locked_at > OLD_LOCK:
                lock.unlink(missing_ok=True)

    def disk_time(self) -> float:
        """Seconds since 1970 by the clock that stamps the repository's files; a network disk has its own."""
        with tempfile.TemporaryFile(dir=self.path("objects")) as file:
            return os.fstat(file.fileno()).st_mtime

    def path(self, name: str) -> Path:
        return Path(self.repository, self.run("rev-parse", "--git-path", name))

    def tree(self, base: str, files: Mapping[str, bytes | None]) -> str:
        nothing = "0" * len(base)  # as long as an id of this repository, which may be SHA-1 or SHA-256
        with tempfile.TemporaryDirectory() as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            self.run("read-tree", base, env=index)
            lines = "".join(
                f"{self.entry(content, nothing)}\t{self.prefix}{path}\n" for path, content in files.items()
            )
            self.run("update-index", "--index-info", env=index, stdin=lines.encode())
            tree = self.run("write-tree", env=index)
        if tree == self.run("rev-parse", f"{base}^{{tree}}"):
            raise PoisonError("nothing would change")
        return tree

    def entry(self, content: bytes | None, nothing: str) -> str:
        return f"0 {nothing}" if content is None else f"100644 {self.blob(content)}"

    def blob(self, content: bytes) -> str:
        return self.run("hash-object", "-w", "--stdin", stdin=content)

    def exists(self, ref: str) -> bool:
        return bool(self.find(ref))

    def find(self, ref: str) -> str:
        return self.run("for-each-ref", "--format=%(objectname)", ref)

    def run(self, *command: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> str:
        return self.raw(*command, stdin=stdin, env=env).decode().strip()

    def raw(self, *command: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> bytes:
        name, address = WHO
        people = {
            f"GIT_{who}_{what}": value
            for who in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", name), ("EMAIL", address))
        }
        # A git hook that started us has set variables that would lead elsewhere.
        outside = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        try:
            done = subprocess.run(
                ["git", *QUIET, "-C", str(self.repository), *command],  # noqa: S607 the git that the person uses
                input=stdin,
                capture_output=True,
                check=False,
                timeout=30,
                env={**outside, **people, **(env or {}), "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"},
            )
        except (OSError, subprocess.TimeoutExpired):
            raise UnavailableError("git") from None
        if done.returncode:
            raise UnavailableError("git")
        return done.stdout
