"""Which files of the index stand in the output as the last build left them, and need not be made or read."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from plugins.folder import Folder
from plugins.search import state

Stamp = list[str | int]
"""The digest of a file's content, and its size and time when it had been written."""


class Standing:
    """`whole` is a digest of all that the index is made of."""

    def __init__(self, folder: Folder, file: Path, whole: str) -> None:
        self.folder, self.file, self.whole = folder, file, whole
        body = state.read(file)
        before, self._before = json.loads(body) if body else ("", {})
        self._same = before == whole
        self._now: dict[str, Stamp] = {}

    def everything(self) -> bool:
        """Whether the last build made the same index and nobody touched it since; then all of it is kept."""
        if not self._same or not all(self._is(path, stamp[0]) for path, stamp in self._before.items()):
            return False
        for path in self._before:
            self.folder.keep(path)
        return True

    def write(self, path: str, digest: str, make: Callable[[], bytes]) -> None:
        if self._is(path, digest):
            self.folder.keep(path)
            self._now[path] = self._before[path]
        else:
            self.folder.write(path, make())
            self._now[path] = [digest, *self._seen(path)]

    def remember(self) -> None:
        state.write(self.file, json.dumps([self.whole, self._now]).encode())

    def _is(self, path: str, digest: object) -> bool:
        stamp = self._before.get(path)
        return stamp is not None and stamp[0] == digest and stamp[1:] == self._seen(path)

    def _seen(self, path: str) -> list[int]:
        """A file changed within the clock's grain after it was written has another size, or is not ours."""
        try:
            found = os.stat(self.folder.root / path, follow_symlinks=False)
        except OSError:
            return []
        return [found.st_size, found.st_mtime_ns, found.st_ctime_ns]
