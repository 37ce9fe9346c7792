"""The fields above a text, in one of two forms that give the same data.

Between two lines `---` they are YAML. Without these lines they are written `Name: value`, each on a line of
its own, up to the first empty line; a line that begins with four spaces goes on with the value above it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from records import yaml_messages, yaml_reader
from records.diagnostic import DataPath, LineDiagnostic, line_error
from records.yaml_reader import Place

_FENCE = re.compile(r"---[ ]*\Z")
_FIELD = re.compile(r" {0,3}([A-Za-z0-9_-]+):[ ]*(.*)")
_ODD_SPACE = re.compile(r" *([^\S \t\r\n])")
_MORE = re.compile(r" {4,}(.*)")

NO_FENCE = "the first line must be '---'; between it and a second '---' stand title, minutes and the like"
NEVER_ENDS = "the fields begin here and never end; close them with a second line '---'"
NO_FIELDS = "nothing stands between '---' and '---': title and the like"
NO_HEAD = "above the text stand its fields, 'Title: ...' and the like, and then an empty line"


class Head(NamedTuple):
    """`data` is None where the fields cannot be read, which `messages` explain."""

    data: Any
    places: Callable[[], Mapping[DataPath, Place]] = dict
    messages: tuple[LineDiagnostic, ...] = ()
    bare: bool = False


class Body(NamedTuple):
    """The lines below the fields; `first` is the number of the first of them."""

    first: int
    lines: list[str]


def split(text: str, bare: bool = True) -> tuple[Head, Body]:
    """`bare` says whether the fields may be written without the lines `---`."""
    lines = text.replace("\r\n", "\n").split("\n")
    if _FENCE.match(lines[0]):
        return _fenced(lines)
    if bare:
        return _bare(lines)
    return _refused(line_error(1, NO_FENCE)), Body(1, [])


def _fenced(lines: list[str]) -> tuple[Head, Body]:
    end = next((n for n, line in enumerate(lines) if n and _FENCE.match(line)), None)
    if end is None:
        return _refused(line_error(1, NEVER_ENDS)), Body(1, [])
    body = Body(end + 2, lines[end + 1 :])
    fields = lines[1:end]
    if not "".join(fields).strip():
        return _refused(line_error(1, NO_FIELDS)), Body(1, [])
    source = "".join(f"{line}\n" for line in fields).encode()
    try:
        data = yaml_reader.read(source)
    except yaml_reader.YamlError as failed:
        return _refused(*(line_error(line + 1, message) for line, message in failed.messages)), body

    def places() -> dict[DataPath, Place]:
        return {path: Place(line + 1, text) for path, (line, text) in yaml_reader.places(source).items()}

    return Head(data, places), body


def _bare(lines: list[str]) -> tuple[Head, Body]:
    data: dict[str, str] = {}
    places: dict[DataPath, Place] = {(): Place(1, "")}
    messages: list[LineDiagnostic] = []
    name, end = "", 0
    for end, line in enumerate(lines):
        if field := _FIELD.match(line):
            name = field[1]
            if name in data:
                messages.append(line_error(end + 1, yaml_messages.key(name)))
            data[name], places[(name,)] = field[2].strip(), Place(end + 1, field[2])
        elif name and (more := _MORE.match(line)) and more[1].strip():
            data[name] = f"{data[name]} {more[1].strip()}".strip()
        else:
            break
    else:
        end += 1
    if not name:
        return _refused(line_error(1, NO_HEAD)), Body(1, lines)
    wrong: list[LineDiagnostic] = []
    if end < len(lines) and lines[end].strip():
        wrong = [_no_field(end, lines)]
    head = _refused(*messages, *wrong) if messages or wrong else Head(data, lambda: places, bare=True)
    return head, Body(end + 1, lines[end:])


def _no_field(row: int, lines: list[str]) -> LineDiagnostic:
    if space := _ODD_SPACE.match(lines[row]):
        return line_error(row + 1, yaml_messages.odd_space(space[1], inside=False))
    return line_error(
        row + 1,
        f"'{lines[row].strip()[:40]}' is no field, which has a name and a colon; "
        "where the text begins, leave an empty line above it",
    )


def _refused(*messages: LineDiagnostic) -> Head:
    return Head(None, dict, messages)
