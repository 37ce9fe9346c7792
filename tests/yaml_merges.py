"""Two edits of different fields of a YAML file, merged by git."""

from __future__ import annotations

import copy
import re
import subprocess
from pathlib import Path
from random import Random
from typing import Any

from records import yaml_reader
from records.yaml_editor import edit
from records.yaml_writer import same
from tests.yaml_random_edits import ORDER, change, collections, profiles, source, value_like


def merged(base: bytes, ours: bytes, theirs: bytes, folder: Path) -> bytes | None:
    """What git makes of two changes of a file; None where it says that they conflict."""
    names = [folder / name for name in ("ours", "base", "theirs")]
    for name, content in zip(names, (ours, base, theirs), strict=True):
        name.write_bytes(content)
    done = subprocess.run(["git", "merge-file", "-p", "-q", *names], capture_output=True, check=False)
    assert 0 <= done.returncode < 128, done.stderr
    return None if done.returncode else done.stdout


def pair(number: int) -> tuple[bytes, list[dict[str, Any]], dict[str, Any]]:
    """A file, two changes of different fields, and the data with both."""
    random = Random(number)
    base = random.choice(profiles()) if number % 2 else source(random)
    data = yaml_reader.read(base)
    fields = random.sample([*data, "alert", "alternate_names", "publications"], 2)
    while fields[0] == fields[1]:
        fields = random.sample(list(ORDER.fields), 2)
    both, sides = copy.deepcopy(data), []
    for name in fields:
        value = new_field(data.get(name), random)
        sides.append(with_field(data, name, value))
        both = with_field(both, name, value)
    return base, sides, both


def new_field(old: Any, random: Random) -> Any:
    """Another value, or None for none."""
    if old is None or random.random() < 0.2:
        return None if old is not None else random.choice(["text", ["a", "b"], {"until": "2027-01-01"}])
    if isinstance(old, dict | list):
        part = copy.deepcopy(old)
        change(random.choice(list(collections(part))), random)
        return part or None
    return value_like(old, random)


def with_field(data: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    rest = {key: each for key, each in data.items() if key != name}
    return copy.deepcopy(rest if value is None else {**rest, name: value})


def changed_lines(folder: Path, side: str) -> set[int]:
    """The lines of the base that a side changes, as git sees it, and those on either side of an insertion."""
    command = ["git", "diff", "--no-index", "-U0", str(folder / "base"), str(folder / side)]
    shown = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    lines: set[int] = set()
    for start, count in re.findall(r"^@@ -(\d+)(?:,(\d+))? ", shown, re.MULTILINE):
        first = int(start)
        lines |= {first, first + 1} if count == "0" else set(range(first, first + int(count or 1)))
    return lines


def merge(number: int, folder: Path) -> str:
    """Whether two changes merge, in either order, to the data with both: "merged", "adjacent" or "apart"."""
    base, sides, both = pair(number)
    edited = [edit(base, side, ORDER) for side in sides]
    for ours, theirs in (edited, edited[::-1]):
        result = merged(base, ours, theirs, folder)
        if result is None:
            one, other = (changed_lines(folder, side) for side in ("ours", "theirs"))
            return "adjacent" if any(line + step in other for line in one for step in (-1, 0, 1)) else "apart"
        assert same(yaml_reader.read(result), both), f"{number}: wrong data"
    return "merged"
