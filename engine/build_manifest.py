"""What the last build left in its folder, and from what: so that only the rest is rebuilt.

It only saves time: if it is missing, broken or of another version, everything is rebuilt; and so is a
file that somebody has touched since.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from engine.cache_file import CacheFile
from engine.output_folder import Stamp, Stamps
from engine.parallel import ForkedTask

VERSION = b"1"


class BuildManifest:
    """`on_disk` are the files in the folder when the build begins."""

    def __init__(self, file: Path, on_disk: ForkedTask[Stamps]) -> None:
        self._on_disk = on_disk
        self._file = CacheFile(file, VERSION)
        pages, groups = self._file.read() or ({}, {})
        self._pages_before: dict[str, tuple[bytes, Stamp]] = pages
        self._groups_before: dict[str, tuple[bytes, list[str]]] = groups
        self._pages: dict[str, tuple[bytes, Stamp]] = {}
        self._groups: dict[str, tuple[bytes, list[str]]] = {}

    def holds(self, path: str, fingerprint: bytes) -> bool:
        """Whether the file is unchanged since it was written from data with this fingerprint."""
        before = self._pages_before.get(path)
        if before is None or before[0] != fingerprint or before[1] != self.on_disk.get(path):
            return False
        self._pages[path] = before
        return True

    def group(self, name: str, fingerprint: bytes) -> Collection[str] | None:
        """The files that were written together from data with this fingerprint; None if any has changed."""
        before, paths = self._groups_before.get(name, (b"", []))
        if before != fingerprint or not all(self.holds(path, fingerprint) for path in paths):
            return None
        self._groups[name] = fingerprint, paths
        return paths

    def remember(self, path: str, fingerprint: bytes, stamp: Stamp) -> None:
        self._pages[path] = fingerprint, stamp

    def remember_group(self, name: str, fingerprint: bytes, stamps: Mapping[str, Stamp]) -> None:
        self._groups[name] = fingerprint, list(stamps)
        for path, stamp in stamps.items():
            self.remember(path, fingerprint, stamp)

    @property
    def on_disk(self) -> Stamps:
        return self._on_disk.result

    def write(self) -> None:
        self._file.write((self._pages, self._groups))
