"""What the last build left in its folder, and from what: so that only the rest is made anew.

A help, never needed: where this is missing, broken or of another version, everything is made; and a
file that somebody has touched since is made again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from engine.cache_file import CacheFile
from engine.output_folder import Stamp, Stamps
from engine.parallel import ForkedTask

VERSION = b"1"


class BuildManifest:
    """`found` is what lies in the folder when the build begins."""

    def __init__(self, file: Path, on_disk: ForkedTask[Stamps]) -> None:
        self._on_disk = on_disk
        self._file = CacheFile(file, VERSION)
        pages, groups = self._file.read() or ({}, {})
        self._before: dict[str, tuple[bytes, Stamp]] = pages
        self._groups_before: dict[str, tuple[bytes, list[str]]] = groups
        self._now: dict[str, tuple[bytes, Stamp]] = {}
        self._groups: dict[str, tuple[bytes, list[str]]] = {}

    def holds(self, path: str, key: bytes) -> bool:
        """Whether a file stands as it was made from what has this key."""
        before = self._before.get(path)
        if before is None or before[0] != key or before[1] != self.on_disk.get(path):
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
    def on_disk(self) -> Stamps:
        return self._on_disk.result

    def write(self) -> None:
        self._file.write((self._now, self._groups))
