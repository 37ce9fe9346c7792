"""Which fields a proposal changes, as tables for the summary of a job on GitHub."""

from __future__ import annotations

import difflib
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import Any

from records import job_summary, source_file

FOLDERS = ("experts", "courses", "content")
MOST_ROWS = 300
_ENDINGS = (".yaml", ".md")
_TEXT = "(the text)"


def tables(before: str, after: str) -> Iterator[str]:
    """Lines of Markdown, for two commits of the repository in the working directory."""
    rows = list(_rows(before, after))
    yield "### What changes"
    yield ""
    if not rows:
        yield "No entry, page, lesson or data file changes."
    for index, (path, field, old, new) in enumerate(rows[:MOST_ROWS]):
        if not index or rows[index - 1][0] != path:
            yield from ("", f"**{job_summary.plain(path)}**", "")
            yield from ("| field | before | after |", "| --- | --- | --- |")
        yield f"| {' | '.join(job_summary.plain(cell) for cell in (field, old, new))} |"
    if len(rows) > MOST_ROWS:
        yield f"\n{len(rows) - MOST_ROWS:,} more changes are under “Files changed”."
    yield ""


def _rows(before: str, after: str) -> Iterator[tuple[str, str, str, str]]:
    for path in _changed(before, after):
        old, new = _content(before, path), _content(after, path)
        if path.endswith(_ENDINGS):
            yield from ((path, *row) for row in _fields(path, old, new))
        else:
            yield path, "", _known(old), _known(new)


def _fields(path: str, old: bytes | None, new: bytes | None) -> Iterator[tuple[str, str, str]]:
    was, now = _values(path, old), _values(path, new)
    for field in dict.fromkeys([*was, *now]):
        yield from ((field, *pair) for pair in _pairs(was.get(field, []), now.get(field, [])))


def _pairs(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """What goes and what comes in its place."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for operation, start, end, new_start, new_end in matcher.get_opcodes():
        if operation != "equal":
            yield from zip_longest(old[start:end], new[new_start:new_end], fillvalue="")


def _values(path: str, source: bytes | None) -> Mapping[str, list[str]]:
    """What each field holds; a text is a field of many lines."""
    if source is None:
        return {}
    file = (source_file.of_text if path.endswith(".md") else source_file.of_yaml)(path, source)
    if not file.sound:
        return {"": ["cannot be read; the check says why"]}
    values: dict[str, list[str]] = {}
    for field, value in _flat(file.data, ""):
        values.setdefault(field, []).append(value)
    if file.body.lines:
        values[_TEXT] = [line for line in file.body.lines if line.strip()]
    return values


def _flat(data: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from _flat(value, f"{path}.{key}".lstrip("."))
    elif isinstance(data, list):
        for place, value in enumerate(data, 1):
            yield from _flat(value, f"{path}.{place}".lstrip("."))
    elif data is not None:
        yield path, str(data)


def _known(source: bytes | None) -> str:
    return "" if source is None else f"{len(source):,} bytes"


def _changed(before: str, after: str) -> Iterable[str]:
    listed = _git("diff", "--name-only", "--no-renames", "-z", before, after, "--", *FOLDERS)
    if listed is None:
        raise ValueError(f"git cannot compare {before} and {after}: are both here?")
    return [path for path in listed.decode("utf-8", "replace").split("\0") if path]


def _content(commit: str, path: str) -> bytes | None:
    return _git("cat-file", "blob", f"{commit}:{path}")


def _git(*command: str) -> bytes | None:
    """None where git says no."""
    done = subprocess.run(["git", *command], capture_output=True, check=False)  # noqa: S607 - that of the path
    return None if done.returncode else done.stdout
