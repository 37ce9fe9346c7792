"""`limits.yaml`: how few entries there may be before the check and every build stop."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from records import yaml_reader
from records.diagnostic import Diagnostic
from records.files import read_file

PATH = "experts/limits.yaml"
FIELD = "minimum_profiles"


def are_set(site: Path) -> bool:
    """Whether the site says how many entries it expects, be it none."""
    return os.path.lexists(site / PATH)


def minimum(site: Path) -> tuple[int, list[Diagnostic]]:
    """The fewest entries that are expected; 0 where nobody says."""
    if not are_set(site):
        return 0, []
    source = read_file(site, PATH)
    if isinstance(source, Diagnostic):
        return 0, [source]
    try:
        data = yaml_reader.read(source)
    except yaml_reader.YamlError as error:
        return 0, [Diagnostic(PATH, line, "", message) for line, message in error.messages]
    floor = data.get(FIELD) if isinstance(data, dict) and len(data) == 1 else None
    if type(floor) is int and floor >= 0:
        return floor, []
    return 0, [Diagnostic(PATH, 1, "", f"only '{FIELD}: N' can stand here, with a whole number")]


def too_few(site: Path, count: int, floor: int | None) -> Iterator[Diagnostic]:
    """`floor` takes the place of what the file says."""
    if floor is None:
        floor, diagnostics = minimum(site)
        yield from diagnostics
    if count < floor:
        yield Diagnostic(
            PATH,
            1,
            FIELD,
            f"only {count} sound profiles were found; at least {floor} are expected; if some were removed on"
            f" purpose, write '{FIELD}: {count}'",
        )
