"""A file of a course as bytes: its fields, its text, and the lines on which they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from records import yaml_events, yaml_reader
from records.diagnostic import DataPath, Diagnostic, FieldDiagnostic, LineDiagnostic, field_name, line_error
from records.text import printable

MOST = 100  # problems that are shown of one file
LARGEST = 128 * 1024
_FENCE = re.compile(r"---[ ]*\Z")


@dataclass
class SourceFile:
    """`data` are the fields, None where they cannot be read; `lines` the text below them, from `first` on."""

    path: str
    yaml: bytes
    offset: int = 0
    lines: list[str] = field(default_factory=list)
    data: Any = None
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def first(self) -> int:
        return self.offset + self.yaml.count(b"\n") + 2

    @cached_property
    def places(self) -> Mapping[DataPath, yaml_reader.Place]:
        return yaml_reader.places(self.yaml)

    def line(self, place: DataPath) -> int:
        return yaml_reader.line(self.places, place) + self.offset

    def tell(self, finding: FieldDiagnostic) -> None:
        name = printable(field_name(finding.path))
        line = self.line(finding.path)
        self.diagnostics.append(
            Diagnostic(self.path, line, name, printable(finding.message), finding.severity)
        )

    def say(self, said: LineDiagnostic) -> None:
        self.diagnostics.append(
            Diagnostic(self.path, said.line, said.field, printable(said.message), said.severity)
        )

    @property
    def sound(self) -> bool:
        return not any(diagnostic.severity == "error" for diagnostic in self.diagnostics)


def of_yaml(path: str, source: bytes) -> SourceFile:
    return _read(SourceFile(path, source))


def of_lesson(path: str, source: bytes) -> SourceFile:
    """Fields between two lines of dashes, then Markdown."""
    text, faults = yaml_events.characters(source, LARGEST)
    if faults:
        return _refused(SourceFile(path, b""), [line_error(line, message) for line, message in faults])
    lines = text.replace("\r\n", "\n").split("\n")
    if not _FENCE.match(lines[0]):
        words = (
            "the first line must be '---'; between it and a second '---' stand title, minutes and the like"
        )
        return _refused(SourceFile(path, b""), [line_error(1, words)])
    end = next((n for n, line in enumerate(lines) if n and _FENCE.match(line)), None)
    if end is None:
        words = "the fields begin here and never end; close them with a second line '---'"
        return _refused(SourceFile(path, b""), [line_error(1, words)])
    fields = "".join(f"{line}\n" for line in lines[1:end])
    if not fields.strip():
        return _refused(
            SourceFile(path, b""),
            [line_error(1, "nothing stands between '---' and '---': title, minutes and the like")],
        )
    return _read(SourceFile(path, fields.encode(), 1, lines[end + 1 :]))


def _read(source: SourceFile) -> SourceFile:
    try:
        source.data = yaml_reader.read(source.yaml)
    except yaml_reader.YamlError as failed:
        _refused(source, [line_error(line + source.offset, message) for line, message in failed.messages])
    return source


def _refused(source: SourceFile, said: list[LineDiagnostic]) -> SourceFile:
    for one in said[:MOST]:
        source.say(one)
    return source
