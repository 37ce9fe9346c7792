"""The folder that a build fills: writes what changed, and removes what no longer belongs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

MARKER = ".directory-output"
MARKER_TEXT = (
    "This folder was made by the directory's build.\n"
    "The next build removes every file here that it does not write, unless its name starts with a dot.\n"
)


class Folder:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: set[str] = set()
        self._made: set[Path] = set()

    def claim(self) -> None:
        """Makes the folder, or stops where it holds something that is not ours to delete."""
        marker = self.root / MARKER
        if not marker.exists() and any(self._visible()):
            raise SystemExit(
                f"{self.root}: holds files that no build of ours made; name an empty folder as OUTPUT"
            )
        self.root.mkdir(parents=True, exist_ok=True)
        marker.write_text(MARKER_TEXT, encoding="utf-8")

    def write(self, path: str, content: bytes) -> None:
        """Leaves a file alone whose bytes are right, so that its time tells when it changed."""
        self.keep(path)
        file = self.root / path
        before = _read(file)
        if before is None:
            self._make_room(file)
            file.write_bytes(content)
        elif before != content:
            _replace(file, content)

    def keep(self, path: str) -> None:
        if path in self.files:
            raise SystemExit(f"two pages want the address /{path.removesuffix('index.html')}")
        self.files.add(path)

    def remove_others(self) -> None:
        for top in sorted(self._visible()):
            if top.is_dir() and not top.is_symlink():
                self._remove_others_in(top)
            elif top.name not in self.files:
                top.unlink()

    def _remove_others_in(self, top: Path) -> None:
        for here, folders, names in os.walk(top, topdown=False):
            inside = Path(here).relative_to(self.root).as_posix()
            for name in (*names, *folders):
                path = Path(here, name)
                if f"{inside}/{name}" not in self.files and (path.is_symlink() or path.is_file()):
                    path.unlink()
            if not os.listdir(here):
                Path(here).rmdir()

    def _visible(self) -> Iterator[Path]:
        if self.root.is_dir():
            yield from (path for path in self.root.iterdir() if not path.name.startswith("."))

    def _make_room(self, file: Path) -> None:
        """An earlier build may have had a folder where a file is to be, or a file for a folder."""
        if file.is_dir():
            shutil.rmtree(file)
        if file.parent not in self._made:
            for above in file.relative_to(self.root).parents:
                if (self.root / above).is_file():
                    (self.root / above).unlink()
            file.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(file.parent)


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _replace(file: Path, content: bytes) -> None:
    """A server that reads meanwhile sees the old file or the new one, never a half."""
    new = file.with_name(f".{file.name}.new")
    new.write_bytes(content)
    new.replace(file)
