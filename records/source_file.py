"""A file as it was read: its fields, its text, their lines, and its diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from records import front_matter, markdown_text, yaml_events, yaml_reader
from records.diagnostic import DataPath, Diagnostic, FieldDiagnostic, LineDiagnostic, field_name, line_error
from records.files import read_file
from records.front_matter import Body
from records.text import printable
from records.yaml_reader import Place

MOST = 100  # diagnostics that are shown of one file
LARGEST = 128 * 1024


@dataclass
class SourceFile:
    """`data` are the fields, None where they cannot be read; `body` is the text below them."""

    path: str
    data: Any = None
    body: Body = field(default_factory=lambda: Body(1, []))
    locate: Callable[[], Mapping[DataPath, Place]] = dict
    diagnostics: list[Diagnostic] = field(default_factory=list)
    bare: bool = False

    @cached_property
    def places(self) -> Mapping[DataPath, Place]:
        return self.locate()

    def line(self, path: DataPath) -> int:
        return yaml_reader.line(self.places, path)

    def diagnostic(self, path: DataPath, message: str, severity: Any = "error") -> Diagnostic:
        name = printable(field_name(path))
        return Diagnostic(self.path, self.line(path), name, printable(message), severity)

    def report(self, diagnostic: FieldDiagnostic | LineDiagnostic) -> None:
        if isinstance(diagnostic, FieldDiagnostic):
            self.diagnostics.append(self.diagnostic(*diagnostic))
        else:
            line, message, severity, field_ = diagnostic
            self.diagnostics.append(Diagnostic(self.path, line, field_, printable(message), severity))

    @property
    def sound(self) -> bool:
        return not any(diagnostic.severity == "error" for diagnostic in self.diagnostics)


def read_yaml(site: Path, path: str) -> SourceFile:
    """Reads a YAML file; whatever is at the path, problems become diagnostics."""
    return _on_disk(site, path, of_yaml)


def read_text(site: Path, path: str) -> SourceFile:
    return _on_disk(site, path, of_text)


def of_yaml(path: str, source: bytes) -> SourceFile:
    file = SourceFile(path, locate=lambda: yaml_reader.places(source))
    try:
        file.data = yaml_reader.read(source, LARGEST)
    except yaml_reader.YamlError as failed:
        _refused(file, (line_error(*message) for message in failed.messages))
    return file


def of_lesson(path: str, source: bytes) -> SourceFile:
    """Fields, then Markdown. The fields must be between `---`: a lesson has too many for bare lines."""
    return of_text(path, source, bare=False)


def of_text(path: str, source: bytes, bare: bool = True) -> SourceFile:
    """Fields, then Markdown. `bare` allows fields without `---` around them."""
    text, faults = yaml_events.characters(source.removeprefix(b"\xef\xbb\xbf"), LARGEST)
    if faults:
        return _refused(SourceFile(path), (line_error(*fault) for fault in faults))
    head, body = front_matter.split(text, bare)
    file = SourceFile(path, head.data, body, head.places, bare=head.bare)
    return _refused(file, head.messages)


def ids(site: Path, path: str) -> frozenset[str]:
    """The names of a file's entries, sound or not; none where it cannot be read."""
    data = read_yaml(site, path).data
    return frozenset(data) if isinstance(data, dict) else frozenset()


def anchors(site: Path, path: str) -> frozenset[str] | None:
    """The places of a text that a link may name; None where the text cannot be read."""
    lines = read_text(site, path).body.lines
    return markdown_text.anchors(lines) if lines else None


def _on_disk(site: Path, path: str, make: Callable[[str, bytes], SourceFile]) -> SourceFile:
    source = read_file(site, path, LARGEST)
    if isinstance(source, Diagnostic):
        return SourceFile(path, diagnostics=[source])
    return make(path, source)


def _refused(source: SourceFile, messages: Iterable[LineDiagnostic]) -> SourceFile:
    for diagnostic in list(messages)[:MOST]:
        source.report(diagnostic)
    return source
