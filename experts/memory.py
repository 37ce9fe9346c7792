"""What an earlier run worked out about files that have not changed since. A help, never needed."""

from __future__ import annotations

import hashlib
import marshal
import os
import pickle
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")
HEAD = 32


class Share(Protocol):
    """Does some work, whoever does the parts of it, in whatever order."""

    def __call__(self, work: Sequence[T], do: Callable[[Sequence[T]], list[R]], /) -> list[R]: ...


def alone(work: Sequence[T], do: Callable[[Sequence[T]], list[R]], /) -> list[R]:
    return do(work)


def _make(new: Sequence[tuple[bytes, Callable[[], Any]]]) -> list[tuple[bytes, bytes]]:
    return [(key, pickle.dumps(make(), 5)) for key, make in new]


class Memory:
    """Values by key in one file, which is as good as the code: it must lie where only its owner can write.

    Missing, cut short, or of another `version`, which stands for the code that makes the values: it is empty.
    Without a file nothing is remembered.
    """

    def __init__(self, file: Path | None = None, version: bytes = b"") -> None:
        self.file = file
        self._version = f"{sys.version}\n".encode() + version
        self._before: dict[bytes, bytes] = self._read()
        self._now: dict[bytes, bytes] = {}

    def of(self, makers: Mapping[bytes, Callable[[], T]], share: Share = alone) -> Iterator[T]:
        """The value of each key, in their order; those that nobody remembers are made, which may be shared."""
        if self.file is None:
            yield from (make() for make in makers.values())
            return
        new = [(key, make) for key, make in makers.items() if key not in self._before]
        made = dict(share(new, _make))
        for key in makers:
            value = self._now[key] = made.get(key) or self._before[key]
            yield pickle.loads(value)  # noqa: S301  (the file's head says it is ours)

    def write(self) -> None:
        """Nothing that this run did not ask for is kept."""
        if self.file is None or self._now.keys() == self._before.keys():
            return
        body = marshal.dumps(self._now)
        new = self.file.with_suffix(f".{os.getpid()}")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(self._head(body) + body)
            new.replace(self.file)
        except OSError:  # a disk that is full or read-only only means that the next run works more
            new.unlink(missing_ok=True)

    def _read(self) -> dict[bytes, bytes]:
        try:
            content = self.file.read_bytes() if self.file else b""
        except OSError:
            return {}
        body = memoryview(content)[HEAD:]
        return marshal.loads(body) if content[:HEAD] == self._head(body) else {}  # noqa: S302  (its head says it is ours)

    def _head(self, body: bytes | memoryview) -> bytes:
        found = hashlib.blake2b(self._version, digest_size=HEAD)
        found.update(body)
        return found.digest()
