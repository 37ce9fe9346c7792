"""What the function asks of the world outside. Each port has two adapters and one contract suite for both."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

now = time.time  # noqa: TID251 what comes in from outside happens at a time; a build uses none of this

KEY = re.compile(r"[a-z]+(/[A-Za-z0-9_][A-Za-z0-9_.-]*)+\Z")
BRANCH = re.compile(r"intake/[a-z-]+/[a-z0-9]+\Z")


class UnavailableError(Exception):
    """No clear answer: whatever was asked may or may not have happened. Trying again is safe.

    `after` is the number of seconds for which the other side asked to be left alone.
    """

    def __init__(self, outcome: str, after: float | None = None) -> None:
        super().__init__(outcome)
        self.outcome, self.after = outcome, after


class RefusedError(Exception):
    """It will not work before a person has acted: a wrong key, a missing permission or setting."""


class PoisonError(Exception):
    """This one submission will never work; the others may."""


class StoredObject(NamedTuple):
    key: str
    modified: float


@dataclass(frozen=True, slots=True)
class Change:
    """One pull request. Every text in it is safe to show; `files` maps a path to its content, or to None."""

    branch: str
    title: str
    message: str
    body: str
    files: Mapping[str, bytes | None]
    labels: tuple[str, ...] = ()


class Store(Protocol):
    def put(self, key: str, body: bytes, *, replace: bool = False) -> bool:
        """Durable when it returns. False if the key was there already, and is left as it was."""

    def get(self, key: str) -> bytes | None: ...

    def newer(self, key: str, version: str) -> tuple[bytes | None, str]:
        """What is there and its version: no content if it still is this version, no version if it is gone."""

    def keys(self, prefix: str) -> list[StoredObject]:
        """All objects under a prefix, the oldest first."""

    def delete(self, key: str) -> None: ...

    def place(self, key: str) -> str:
        """Where a person finds it: an https address in the host's own console, or a path. It asks nobody."""

    def settle(self, key: str) -> None:
        """From now on the store may delete it when its time has come. It need not be there any more."""


class Forge(Protocol):
    def read(self, path: str) -> bytes | None:
        """A file as it is on the base branch."""

    def propose(self, change: Change) -> str:
        """Where the one pull request of this branch is. A second call makes no second one."""

    def renew(self, change: Change) -> None:
        """The branch of an open pull request, made again on the base as it is now; its notes stay."""

    def label(self, branch: str, label: str, remove: str = "") -> None:
        """Adds one label, and takes another one away. Nothing happens where there is no such branch."""

    def note(self, branch: str, line: str) -> None:
        """Adds a line to the text of the pull request, once however often it is called."""

    def waits(self, branch: str) -> bool:
        """Whether its pull request is open: only then does anybody look at a note."""

    def closed(self) -> list[str]:
        """The branches whose pull request an editor has merged or closed; of very many, the latest."""


class Mail(Protocol):
    def send(self, to: str, subject: str, text: str) -> None: ...

    def health(self) -> tuple[int, int]:
        """The letters of the last two weeks, and how many of them came back."""


class Secrets(Protocol):
    def get(self, name: str) -> str:
        """Raises RefusedError when there is none: nothing has a default."""

    def sign(self, message: bytes) -> bytes:
        """RSASSA-PKCS1-v1_5 with SHA-256, by a key that never leaves its place."""


def checked_key(key: str) -> str:
    if not KEY.match(key) or len(key) > 200:
        raise ValueError("not a key")
    return key


def checked_branch(branch: str) -> str:
    if not BRANCH.match(branch):
        raise ValueError("not a branch for submissions")
    return branch


NOTES = "## Since then"  # the last part of a review's text


def with_note(text: str, line: str) -> str:
    """The text with a line among its notes, once."""
    note = f"- {line}"
    if note in text.splitlines():
        return text
    return f"{text.rstrip()}\n{note}\n" if notes_of(text) else f"{text.rstrip()}\n\n{NOTES}\n\n{note}\n"


def notes_of(text: str) -> str:
    """From their heading on; what a stranger wrote is in fences, and after the notes there is none."""
    before, heading, notes = text.rpartition(f"\n{NOTES}\n")
    return heading + notes if before and "```" not in notes else ""


def encode(entry: Mapping[str, Any]) -> bytes:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()
