"""What a lesson may refer to: the glossary, other lessons, figures of content/, entries of the directory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from records import yaml_reader

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
    try:
        data: Any = yaml_reader.read((site / FIGURES).read_bytes())
    except (FileNotFoundError, yaml_reader.YamlError):
        return frozenset()
    return frozenset(data) if isinstance(data, dict) else frozenset()


def entries(site: Path) -> frozenset[str]:
    return frozenset(file.stem for file in (site / ENTRIES).glob("*.yaml"))
