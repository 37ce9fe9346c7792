"""The folder that a build fills: writes what changed, and removes what no longer belongs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from engine import build_record

Stamp = tuple[int, int]
"""A file's size, and when it was written, in nanoseconds."""
Stamps = Mapping[str, Stamp]

MARKER = ".directory-output"
MARKER_TEXT = (
    "This folder was made by the directory's build.\n"
    "The next build removes every file here that it does not write, unless its name starts with a dot.\n"
)


class OutputFolder:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: set[str] = set()
        self._made: set[str] = set()

    def claim(self) -> None:
        """Makes the folder, or stops where it holds something that is not ours to delete."""
        marker = self.root / MARKER
        if not marker.exists() and any(not entry.name.startswith(".") for entry in _entries(str(self.root))):
            raise SystemExit(
                f"{self.root}: holds files that no build of ours made; name an empty folder as OUTPUT"
            )
        self.root.mkdir(parents=True, exist_ok=True)
        marker.write_text(MARKER_TEXT, encoding="utf-8")
        build_record.begin(self.root)

    def write(self, path: str, content: bytes) -> Stamp:
        """A file whose bytes are right is left alone, so that its time shows when it changed."""
        file = f"{self.root}/{path}"
        before = _read(file)
        if before is None:
            self._make_room(path)
            _write(file, content)
        elif before != content:
            # A server that reads meanwhile sees the old file or the new one, never a half.
            _write(f"{file}.new", content)
            os.replace(f"{file}.new", file)
        status = os.stat(file)
        return status.st_size, status.st_mtime_ns

    def reserve(self, path: str) -> None:
        if path in self.files:
            raise SystemExit(f"two pages want the address /{path.removesuffix('index.html')}")
        self.files.add(path)

    def survey(self) -> Stamps:
        """All files, whoever made them, but for what starts with a dot at the top."""
        stamps: dict[str, Stamp] = {}
        waiting = [""]
        while waiting:
            inside = waiting.pop()
            for entry in _entries(f"{self.root}/{inside}"):
                path = f"{inside}{entry.name}"
                if not inside and entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{path}/")
                else:
                    about = entry.stat(follow_symlinks=False)
                    stamps[path] = about.st_size, about.st_mtime_ns
        return stamps

    def remove_others(self, on_disk: Iterable[str]) -> None:
        """Removes those files that were there before the build and do not belong to it."""
        for path in sorted(set(on_disk) - self.files):
            file = self.root / path
            if file.is_symlink() or file.is_file():  # a folder may stand now where a file stood
                file.unlink()
            for above in file.relative_to(self.root).parents[:-1]:
                with suppress(OSError):  # it holds something else
                    (self.root / above).rmdir()

    def _make_room(self, path: str) -> None:
        """An earlier build may have had a folder where a file is to be, or a file for a folder."""
        self._make_folder(path.rpartition("/")[0])
        if os.path.isdir(f"{self.root}/{path}"):
            shutil.rmtree(f"{self.root}/{path}")

    def _make_folder(self, folder: str) -> None:
        if folder in self._made:
            return
        if folder:
            self._make_folder(folder.rpartition("/")[0])
        own = f"{self.root}/{folder}"
        try:
            os.mkdir(own)
        except FileNotFoundError:  # the root itself, with what lies above it
            os.makedirs(own)
        except FileExistsError:
            if folder and (os.path.islink(own) or not os.path.isdir(own)):
                os.unlink(own)
                os.mkdir(own)
        self._made.add(folder)


def _write(file: str, content: bytes) -> None:
    with open(file, "wb", buffering=0) as opened:
        opened.write(content)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except FileNotFoundError:
        return []


def _read(file: str) -> bytes | None:
    try:
        with open(file, "rb", buffering=0) as opened:
            return opened.read()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
