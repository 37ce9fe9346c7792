"""Random edits of YAML files, and what must hold of each: `python -m tests.yaml_edits 10000`."""

from __future__ import annotations

import copy
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from experts.schema import profile_schema
from records import yaml_reader
from records.key_order import key_order
from records.yaml_editor import edit
from records.yaml_writer import same
from tests import yaml_layouts
from tests.build import ROOT

HOSTILE = """\
yes|no|NO|null|~|true|1e3|0x1F|0123|1_000|12:30:45|2026-07-30|2026-07-30T10:00:00Z|.inf|-|--|- x|-x|?|? x|:
a:|: a|a: b|a #b|#a|a# b|'|"|''|a'b|a"b|'a'|"a"|\\|\\n|&a|*a|!a|%a|@a|`a|[|]|{|}|[a]|{a: 1}|a,b|a, b|,|<<
---|...|>|=| a|a |  |é|Đặng|መሓሪ|李示例|😀|ليلى|<script>alert(1)</script>|{{ 7*7 }}|${x}|a\\tb"""
HOSTILE = HOSTILE.replace("\n", "|").split("|")
HOSTILE += [
    "",
    "two\nlines",
    "two\nlines\n",
    "three\n\n\nlines\n",
    "ends\n\n",
    "# no comment\n# either\n",
    "- a\n- b\n",
    "key: value\nother: value\n",
    "---\n...\n",
    " indented\nfirst\n",
    "blank\n  \nwith spaces\n",
    "  \n",
    "\n",
    "deep\n      # deeper\nback\n",
    "a\r\nb\r\n",
    "a\x85b",
    "a\u2028b",
    "\ufeffa",
    "word " * 60,
    "w" * 300,
    "x: " * 100,
]
KEYS = ["name", "on", "note", "yes", "a b", "a: b", "#", "alert", "é", "-", "0", "", "[x]", "{", "label", "'"]
BETWEEN = re.compile(r"\s*(?:-\s*)*(?:#.*)?")  # what may be between two values on a line without one
PROFILES = sorted([*ROOT.glob("experts/profiles/*.yaml"), *ROOT.glob("tests/site/experts/profiles/*.yaml")])
ORDER = key_order(profile_schema())


@cache
def profiles() -> list[bytes]:
    return [path.read_bytes() for path in PROFILES]


@cache
def sample() -> bytes:
    """The entry that CONTRIBUTING.md shows, with a comment on nearly every line."""
    return (ROOT / "CONTRIBUTING.md").read_bytes().partition(b"```yaml\n")[2].partition(b"```")[0]


def source(random: Random) -> bytes:
    """A profile as it is, with other line ends, or in another layout."""
    written = sample() if random.random() < 0.1 else random.choice(profiles())
    kind = random.randrange(4)
    if kind == 0:
        return written
    if kind == 1:
        changed = written.replace(b"\n", b"\r\n") if random.random() < 0.5 else written
        return changed.rstrip() if random.random() < 0.5 else changed
    data = yaml_reader.read(written)
    if kind == 3:
        data = changed_data(data, random, random.randint(1, 6))
    return yaml_layouts.write(data, random)


def changed_data(data: dict[str, Any], random: Random, count: int) -> dict[str, Any]:
    new = copy.deepcopy(data)
    for _ in range(count):
        change(random.choice(list(collections(new))), random)
    return new


def collections(data: Any) -> Iterator[Any]:
    """Every mapping and list; the outer ones come up as often as the others."""
    if isinstance(data, dict | list):
        yield data
        for value in data.values() if isinstance(data, dict) else data:
            yield from collections(value)


def change(part: Any, random: Random) -> None:
    if isinstance(part, dict):
        change_mapping(part, random)
    else:
        change_list(part, random)


def change_mapping(part: dict[str, Any], random: Random) -> None:
    keys = list(part)
    kind = random.randrange(4) if keys else 3
    if kind == 0:
        del part[random.choice(keys)]
    elif kind in (1, 2):
        key = random.choice(keys)
        part[key] = value_like(part[key], random)
    else:
        known = [*ORDER.fields, *KEYS]
        part[random.choice(known)] = fresh(random)


def change_list(part: list[Any], random: Random) -> None:
    kind = random.randrange(6) if part else 0
    if kind == 0:
        part.insert(random.randint(0, len(part)), fresh(random))
    elif kind == 1:
        del part[random.randrange(len(part))]
    elif kind == 2:
        part.insert(random.randint(0, len(part)), part.pop(random.randrange(len(part))))
    elif kind == 3:
        part.append(copy.deepcopy(random.choice(part)))
    elif kind == 4:
        random.shuffle(part)
    else:
        place = random.randrange(len(part))
        part[place] = value_like(part[place], random)


def value_like(old: Any, random: Random) -> Any:
    if isinstance(old, str) and random.random() < 0.4:
        words = old.split(" ")
        words[random.randrange(len(words))] = random.choice(HOSTILE)
        return " ".join(words)
    return fresh(random)


def fresh(random: Random, depth: int = 2) -> Any:
    kind = random.randrange(8 if depth else 6)
    if kind < 4:
        return random.choice(HOSTILE)
    if kind == 4:
        return random.choice([True, False, None, 0, 7, -3, 1.5, float("inf"), 10**15])
    if kind == 5:
        return random.choice([[], {}, ["a", "b"], {"kind": "relay"}, {"tag": "vi", "level": "native"}])
    if kind == 6:
        return [fresh(random, depth - 1) for _ in range(random.randint(0, 3))]
    return {
        random.choice([*KEYS, "kind", "label"]): fresh(random, depth - 1) for _ in range(random.randint(0, 3))
    }


def untouched(old_text: str, old: Any, new: Any) -> list[str]:
    """The lines of the old file that only hold values which are the same in the new data.

    Found with PyYAML's own tree, apart from the editor's.
    """
    root = yaml.compose(old_text, Loader=yaml.CSafeLoader)
    lines = old_text.splitlines(keepends=True)
    kept: set[int] = set()
    changed: set[int] = set()
    mark(root, old, new, kept, changed, lines)
    return [lines[place] for place in sorted(kept - changed) if lines[place].strip()]


def last_part(node: Any) -> Any:
    """The mark of a collection's end is that of what follows it; its last value knows better."""
    while not isinstance(node.value, str) and not node.flow_style:
        node = node.value[-1][1] if isinstance(node.value[-1], tuple) else node.value[-1]
    return node


def mark(
    node: Any, old: Any, new: Any, kept: set[int], changed: set[int], lines: list[str], key: Any = None
) -> None:
    start = (key or node).start_mark.line
    last = last_part(node)
    end = last.end_mark.line + (last.end_mark.column > 0)
    while end - 1 > start and BETWEEN.fullmatch(lines[end - 1].rstrip()):
        end -= 1
    span = set(range(start, max(end, start + 1)))
    if same(old, new):
        kept |= span
    elif getattr(node, "flow_style", False):
        changed |= span
    elif isinstance(old, dict) and isinstance(new, dict) and new:
        for key, value in node.value:
            name = key.value
            mark(value, old[name], new.get(name, ...), kept, changed, lines, key)
    elif isinstance(old, list) and isinstance(new, list) and new:
        for item, value, match in zip(node.value, old, matches(old, new), strict=True):
            mark(item, value, match, kept, changed, lines)
    else:
        changed |= span


def matches(old: list[Any], new: list[Any]) -> Iterator[Any]:
    """For each old item its equal, if all that have one are still in their order; what moved has none."""
    stay = [each for each in old if any(same(each, other) for other in new)]
    if same(stay, [each for each in new if any(same(each, other) for other in old)]):
        yield from (each if any(same(each, other) for other in new) else ... for each in old)
    else:
        yield from (... for _ in old)


def loses_nothing(old: Any, new: Any) -> bool:
    """Whether every old entry is still there, so that no comment may go."""
    if isinstance(old, dict):
        return isinstance(new, dict) and all(
            key in new and loses_nothing(each, new[key]) for key, each in old.items()
        )
    if isinstance(old, list):
        return isinstance(new, list) and all(match is not ... for match in matches(old, new))
    return True


def kept_comments(text: str, old: Any, new: Any) -> list[str]:
    """The comments that must still be there; the layouts number them."""
    if loses_nothing(old, new):
        values = str(old)  # a text may hold what looks like a comment
        return [comment for comment in re.findall(r"#.* №\d+\.", text) if comment not in values]
    return [line for line in text.splitlines() if line.startswith(yaml_layouts.HEADER)]


def verify(old: bytes, new: dict[str, Any], result: bytes) -> None:
    """Raises AssertionError for anything that must not be."""
    assert same(yaml_reader.read(result), new)
    text, after = old.decode(), result.decode()
    data = yaml_reader.read(old)
    if same(data, new):
        assert result == old
    rest = iter(after.splitlines())
    for line in untouched(text, data, new):
        assert line.rstrip("\r\n") in rest, f"lost or moved: {line!r}"
    for comment in kept_comments(text, data, new):
        assert after.count(comment) == 1, f"lost a comment: {comment}"
    if "\r\n" in text and "\n" not in text.replace("\r\n", ""):
        assert "\n" not in after.replace("\r\n", "")
    elif "\r\n" not in text:
        assert "\r\n" not in after


def case(number: int) -> tuple[bytes, dict[str, Any]]:
    """A file and other data for it, always the same for a number."""
    random = Random(number)
    old = source(random)
    return old, changed_data(yaml_reader.read(old), random, random.randint(1, 3))


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
        return (
            None
            if old is not None
            else random.choice(["text", ["a", "b"], {"text": "x", "until": "2027-01-01"}])
        )
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


def main(count: int, first: int = 0) -> None:
    times, failures, merges = [], 0, Counter[str]()
    with TemporaryDirectory() as folder:
        for number in range(first, first + count):
            old, new = case(number)
            began = time.perf_counter()
            try:
                result = edit(old, new, ORDER)
                times.append(time.perf_counter() - began)
                verify(old, new, result)
                merges[merge(number, Path(folder))] += 1
            except (AssertionError, ValueError) as error:
                failures += 1
                print(f"{number}: {type(error).__name__}: {error}")
    times.sort()
    print(f"{count} edits, {failures} failed; median {times[len(times) // 2] * 1000:.1f} ms, "
          f"slowest {times[-1] * 1000:.1f} ms; pairs: {dict(merges)}")  # fmt: skip
    sys.exit(failures > 0)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000"]))
