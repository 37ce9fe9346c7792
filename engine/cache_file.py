"""A value in a file of its own, for the next run. It only saves time."""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from pathlib import Path
from typing import Any

HEAD = 32


class CacheFile:
    """Holds one value of plain types. Whoever can write the file can run code: only its owner may.

    A file that is missing, cut short or of another `version` of the code holds no value. Without a path
    nothing is written.
    """

    def __init__(self, file: Path | None = None, version: bytes = b"") -> None:
        self.file = file
        self._version = f"{sys.version} {sys.byteorder}\n".encode() + version

    def read(self) -> Any:
        """None if there is no value."""
        try:
            content = self.file.read_bytes() if self.file else b""
        except OSError:
            return None
        body = memoryview(content)[HEAD:]
        return marshal.loads(body) if content[:HEAD] == self._head(body) else None  # noqa: S302  (its head says it is ours, and whole)

    def write(self, value: Any) -> None:
        if self.file is None:
            return
        body = marshal.dumps(value)
        new = self.file.with_suffix(f".{os.getpid()}")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(self._head(body) + body)
            new.replace(self.file)
        except OSError:  # a disk that is full or read-only only means that the next run works more
            new.unlink(missing_ok=True)

    def _head(self, body: bytes | memoryview) -> bytes:
        digest = hashlib.blake2b(self._version, digest_size=HEAD)
        digest.update(body)
        return digest.digest()
