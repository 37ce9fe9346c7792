"""What git remembers of the entries of a site; nothing where there is no history to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from experts.directory import FOLDER
from records import yaml_reader

COMMIT = "--format=%x00commit %H"


def added(site: Path) -> list[str]:
    """Every file that was ever an entry's, by path."""
    return sorted({path for _, path in commits(site, "--diff-filter=A")})


def commits(site: Path, *arguments: str) -> Iterator[tuple[str, str]]:
    """Each commit that `git log` lists for the entries, with each file that it changed, newest first.

    A shallow clone remembers only its last commits, so it is not asked.
    """
    if _git(site, "rev-parse", "--is-shallow-repository").strip() != b"false":
        return
    options = (*arguments, COMMIT, "--no-renames", "--name-only", "-z", "--relative", "--", FOLDER)
    commit = ""
    for word in _git(site, "log", *options).decode("utf-8", "replace").split("\0"):
        if word.startswith("commit "):
            commit = word.removeprefix("commit ")
        elif (path := word.strip("\n")) and "\n" not in path:
            yield commit, path


def versions(site: Path, wanted: Iterable[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    """What the files held in these commits, one after the other; nothing of what cannot be read."""
    asked = "".join(f"{commit}:./{path}\n" for commit, path in wanted)
    held = _git(site, "cat-file", "--batch=%(objectsize)", given=asked.encode()) if asked else b""
    while held:
        size, _, rest = held.partition(b"\n")
        length = int(size) if size.isdigit() else -1  # "... missing" has no content
        yield _fields(rest[: max(length, 0)])
        held = rest[length + 1 :]


def _fields(source: bytes) -> dict[str, Any]:
    try:
        data = yaml_reader.read(source)
    except yaml_reader.YamlError:
        return {}
    return data if isinstance(data, dict) else {}


def _git(site: Path, *arguments: str, given: bytes = b"") -> bytes:
    import subprocess  # takes longer to load than fifty profiles

    try:
        command = ["git", "-C", str(site), *arguments]
        run = subprocess.run(command, input=given, capture_output=True, check=False)
    except OSError:
        return b""
    return run.stdout if run.returncode == 0 else b""
