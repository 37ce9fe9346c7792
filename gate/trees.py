"""What differs between two states of a repository, file by file and without their contents.

Whole trees are compared, not GitHub's list of changed files: that one ends at 300 or 3,000, follows renames
and shows the newest push, whatever was asked.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

REGULAR = ("100644", "100755")
MOST_FILES, MOST_FOLDERS = 200, 100
"""Each is read before and after, and GitHub answers a thousand questions an hour, whoever makes us ask."""
_DEEPEST = 12


class Entry(NamedTuple):
    """`mode` as git writes it; `size` in bytes, 0 for what is no file."""

    mode: str
    sha: str
    size: int = 0

    @property
    def is_folder(self) -> bool:
        return self.mode in ("040000", "40000")


class Difference(NamedTuple):
    path: str
    before: Entry | None
    after: Entry | None


class TooMuch(Exception):  # noqa: N818 - it is an answer, and always caught
    """Why two states cannot be compared whole."""


Folder = Mapping[str, Entry]
ReadTree = Callable[[str], Folder]
_EMPTY: Folder = {}


def differences(read: ReadTree, before: str, after: str, wanted: frozenset[str]) -> list[Difference]:
    """Of the trees with these hashes, below the top-level names that are wanted. Raises TooMuch."""
    listed: list[Difference] = []
    asked = itertools.count(1)

    def bounded(sha: str) -> Folder:
        if next(asked) > 2 * MOST_FOLDERS:
            raise TooMuch(f"more than {MOST_FOLDERS} folders change: propose them in parts")
        return read(sha)

    for each in _folder(bounded, bounded(before), bounded(after), "", 0, wanted):
        listed.append(each)
        if len(listed) > MOST_FILES:
            raise TooMuch(f"more than {MOST_FILES} files change: propose them in parts")
    return listed


def _folder(
    read: ReadTree, old: Folder, new: Folder, folder: str, depth: int, wanted: frozenset[str] | None
) -> Iterator[Difference]:
    if depth > _DEEPEST:
        raise TooMuch(f"folders are more than {_DEEPEST} deep")
    for name in sorted({*old, *new}):
        before, after = old.get(name), new.get(name)
        if (wanted is None or name in wanted) and _mark(before) != _mark(after):
            yield from _named(read, before, after, folder + name, depth)


def _named(
    read: ReadTree, before: Entry | None, after: Entry | None, path: str, depth: int
) -> Iterator[Difference]:
    inside = [read(each.sha) if each and each.is_folder else _EMPTY for each in (before, after)]
    yield from _folder(read, inside[0], inside[1], f"{path}/", depth + 1, None)
    files = [None if each and each.is_folder else each for each in (before, after)]
    if any(files):
        yield Difference(path, *files)


def _mark(entry: Entry | None) -> tuple[str, str] | None:
    return (entry.mode, entry.sha) if entry else None
