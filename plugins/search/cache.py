"""What the last build worked out about texts that have not changed since. A help, never needed."""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class Cache:
    """Values of plain types by digest, in one file. Missing, cut short, older than the code: it is empty."""

    def __init__(self, file: Path, version: str) -> None:
        self.file = file
        self.version = version.encode()
        self.before: Mapping[bytes, Any] = self._read()
        self.now: dict[bytes, Any] = {}

    def _read(self) -> Mapping[bytes, Any]:
        try:
            head, _, body = self.file.read_bytes().partition(b"\n")
        except OSError:
            return {}
        return marshal.loads(body) if head == self._head(body) else {}  # noqa: S302  (the digest says it is ours, and whole)

    def _head(self, body: bytes) -> bytes:
        return hashlib.sha256(self.version + b"\n" + body).hexdigest().encode()

    def write(self) -> None:
        """Nothing that this build did not use is kept."""
        if self.now.keys() == self.before.keys():
            return
        body = marshal.dumps(self.now)
        new = self.file.with_suffix(f".{os.getpid()}")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(self._head(body) + b"\n" + body)
            new.replace(self.file)
        except OSError:  # a disk that is full or read-only only means that the next build works more
            new.unlink(missing_ok=True)
