"""What a lesson may refer to: the glossary, other lessons, figures of content/, entries of the directory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from records import yaml_reader
from records.diagnostic import Diagnostic
from records.files import list_files, read_file

FIGURES = "content/statistics.yaml"
ENTRIES = "experts/profiles"


@dataclass(frozen=True, slots=True)
class References:
    """`files` are the names of the lessons' files in each course, whether sound or not."""

    words: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    entries: frozenset[str] = frozenset()
    files: Mapping[str, frozenset[str]] = field(default_factory=dict)
    pictures: Mapping[str, frozenset[str]] = field(default_factory=dict)


def figures(site: Path) -> frozenset[str]:
    """Their ids; what is wrong with the file itself is told by the build."""
    source = read_file(site, FIGURES)
    if isinstance(source, Diagnostic):
        return frozenset()
    try:
        data: Any = yaml_reader.read(source)
    except yaml_reader.YamlError:
        return frozenset()
    return frozenset(data) if isinstance(data, dict) else frozenset()


def entries(site: Path) -> frozenset[str]:
    return frozenset(name.removesuffix(".yaml") for name in list_files(site, ENTRIES, (".yaml",)).names)
