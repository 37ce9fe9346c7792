"""What must hold of every edit of a YAML file: `python -m tests.yaml_edits 10000` tries that many.

A second number says where to begin.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from records import yaml_reader
from records.yaml_editor import edit
from records.yaml_writer import same
from tests import yaml_layouts, yaml_merges, yaml_random_edits

BETWEEN = re.compile(r"\s*(?:-\s*)*(?:#.*)?")  # what may be between two values on a line without one


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


def main(count: int, first: int = 0) -> None:
    times, failures, merges = [], 0, Counter[str]()
    with TemporaryDirectory() as folder:
        for number in range(first, first + count):
            old, new = yaml_random_edits.case(number)
            began = time.process_time()
            try:
                result = edit(old, new, yaml_random_edits.ORDER)
                times.append(time.process_time() - began)
                verify(old, new, result)
                if number % 20 == 0:
                    merges[yaml_merges.merge(number, Path(folder))] += 1
            except (AssertionError, ValueError) as error:
                failures += 1
                print(f"{number}: {type(error).__name__}: {error}")
    times.sort()
    took = (
        f"median {times[len(times) // 2] * 1000:.1f} ms, slowest {times[-1] * 1000:.1f} ms of the processor"
    )
    print(f"{count} edits, {failures} failed; {took}; merges of pairs: {dict(merges)}")
    sys.exit(failures > 0)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000"]))
