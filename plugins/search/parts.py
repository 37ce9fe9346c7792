"""The files of the index: a name that follows from the content, and a text that is made when it is needed."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from typing import NamedTuple

LETTERS = 6  # of a name: 30 bits


class Part(NamedTuple):
    """`size` in characters. Whoever knows from `digest` that the file stands need not ask for the text."""

    digest: str
    size: int
    text: Callable[[], str]

    def encoded(self) -> bytes:
        return self.text().encode()


def part(text: str) -> Part:
    digest = base64.b32encode(hashlib.sha256(text.encode()).digest()).decode().lower()
    return Part(digest, len(text), lambda: text)


class Parts:
    def __init__(self) -> None:
        self.named: dict[str, Part] = {}
        self._taken: dict[str, str] = {}

    def add(self, made: Part) -> str:
        name = self._name(made.digest)
        self.named[name] = made
        return name

    def add_group(self, texts: Sequence[str]) -> str:
        """Several files with one name between them, which begins theirs."""
        digest = part("\n".join(texts)).digest
        name = self._name(digest)
        for place, text in enumerate(texts):
            self.named[f"{name}-{place}"] = Part(f"{digest}-{place}", len(text), lambda text=text: text)
        return name

    def _name(self, digest: str) -> str:
        """Two contents that share the first letters get further letters of theirs."""
        starts = (digest[at : at + LETTERS] for at in range(len(digest) - LETTERS))
        name = next(start for start in starts if self._taken.get(start, digest) == digest)
        self._taken[name] = digest
        return name
