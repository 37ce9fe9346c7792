"""A file of a course as bytes: its fields, its text, and the lines on which they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from courses.said import Said, error
from experts import Problem, strict_yaml, yaml_source
from experts.problem import Finding, Path, field_name
from experts.text import printable

MOST = 100  # problems that are shown of one file
LARGEST = 128 * 1024
_FENCE = re.compile(r"---[ ]*\Z")


@dataclass
class Source:
    """`data` are the fields, None where they cannot be read; `lines` the text below them, from `first` on."""

    path: str
    yaml: bytes
    offset: int = 0
    lines: list[str] = field(default_factory=list)
    data: Any = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def first(self) -> int:
        return self.offset + self.yaml.count(b"\n") + 2

    @cached_property
    def places(self) -> Mapping[Path, strict_yaml.Place]:
        return strict_yaml.places(self.yaml)

    def line(self, place: Path) -> int:
        return strict_yaml.line(self.places, place) + self.offset

    def tell(self, finding: Finding) -> None:
        name = printable(field_name(finding.path))
        line = self.line(finding.path)
        self.problems.append(Problem(self.path, line, name, printable(finding.message), finding.severity))

    def say(self, said: Said) -> None:
        self.problems.append(
            Problem(self.path, said.line, said.field, printable(said.message), said.severity)
        )

    @property
    def sound(self) -> bool:
        return not any(problem.severity == "error" for problem in self.problems)


def of_yaml(path: str, source: bytes) -> Source:
    return _read(Source(path, source))


def of_lesson(path: str, source: bytes) -> Source:
    """Fields between two lines of dashes, then Markdown."""
    text, faults = yaml_source.characters(source, LARGEST)
    if faults:
        return _refused(Source(path, b""), [error(line, message) for line, message in faults])
    lines = text.replace("\r\n", "\n").split("\n")
    if not _FENCE.match(lines[0]):
        words = (
            "the first line must be '---'; between it and a second '---' stand title, minutes and the like"
        )
        return _refused(Source(path, b""), [error(1, words)])
    end = next((n for n, line in enumerate(lines) if n and _FENCE.match(line)), None)
    if end is None:
        words = "the fields begin here and never end; close them with a second line '---'"
        return _refused(Source(path, b""), [error(1, words)])
    fields = "".join(f"{line}\n" for line in lines[1:end])
    if not fields.strip():
        return _refused(
            Source(path, b""),
            [error(1, "nothing stands between '---' and '---': title, minutes and the like")],
        )
    return _read(Source(path, fields.encode(), 1, lines[end + 1 :]))


def _read(source: Source) -> Source:
    try:
        source.data = strict_yaml.read(source.yaml)
    except strict_yaml.YamlError as failed:
        _refused(source, [error(line + source.offset, message) for line, message in failed.faults])
    return source


def _refused(source: Source, said: list[Said]) -> Source:
    for one in said[:MOST]:
        source.say(one)
    return source
