"""What an earlier run worked out about files that have not changed since. A help, never needed."""

from __future__ import annotations

import hashlib
import marshal
import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
HEAD = 32


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

    def of(self, key: bytes, make: Callable[[], T]) -> T:
        if self.file is None:
            return make()
        known = self._before.get(key)
        if known is not None:
            self._now[key] = known
            return pickle.loads(known)  # type: ignore[no-any-return]  # noqa: S301  (the file's head says it is ours)
        value = make()
        self._now[key] = pickle.dumps(value, 5)
        return value

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
