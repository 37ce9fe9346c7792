"""What the last build left in its folder, and from what: so that only the rest is made anew.

A help, never needed: where this is missing, broken or of another version, everything is made; and a
file that somebody has touched since is made again.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

from plugins.folder import Stamp, Stamps
from plugins.workers import Aside

VERSION = f"1 {sys.version}".encode()


class Standing:
    """`found` is what lies in the folder when the build begins."""

    def __init__(self, file: Path, found: Aside[Stamps]) -> None:
        self.file = file
        self._found = found
        self._before, self._groups_before = self._read()
        self._now: dict[str, tuple[bytes, Stamp]] = {}
        self._groups: dict[str, tuple[bytes, list[str]]] = {}

    def holds(self, path: str, key: bytes) -> bool:
        """Whether a file stands as it was made from what has this key."""
        before = self._before.get(path)
        if before is None or before[0] != key or before[1] != self.found.get(path):
            return False
        self._now[path] = before
        return True

    def group(self, name: str, key: bytes) -> Collection[str] | None:
        """The files that stand for a key, or None where one of them does not stand."""
        before, paths = self._groups_before.get(name, (b"", []))
        if before != key or not all(self.holds(path, key) for path in paths):
            return None
        self._groups[name] = key, paths
        return paths

    def remember(self, path: str, key: bytes, stamp: Stamp) -> None:
        self._now[path] = key, stamp

    def remember_group(self, name: str, key: bytes, stamps: Mapping[str, Stamp]) -> None:
        self._groups[name] = key, list(stamps)
        for path, stamp in stamps.items():
            self.remember(path, key, stamp)

    @property
    def found(self) -> Stamps:
        return self._found.result

    def write(self) -> None:
        body = marshal.dumps((self._now, self._groups))
        new = self.file.with_suffix(f".{os.getpid()}")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(_head(body) + body)
            new.replace(self.file)
        except OSError:  # a disk that is full or read-only only means that the next build works more
            new.unlink(missing_ok=True)

    def _read(self) -> tuple[dict[str, tuple[bytes, Stamp]], dict[str, tuple[bytes, list[str]]]]:
        try:
            content = self.file.read_bytes()
        except OSError:
            return {}, {}
        head, body = content[:32], content[32:]
        if head != _head(body):
            return {}, {}
        return marshal.loads(body)  # type: ignore[no-any-return]  # noqa: S302  (the digest says that it is ours, and whole)


def _head(body: bytes) -> bytes:
    return hashlib.blake2b(VERSION + body, digest_size=32).digest()
