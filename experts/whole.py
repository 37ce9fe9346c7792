"""What a check of the whole set works on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from experts.directory import FOLDER, Directory
from experts.problem import Path, Problem, Severity, field_name
from experts.profile import Profile, Tombstone


@dataclass(frozen=True)
class Whole:
    directory: Directory
    floor: int | None

    @cached_property
    def names(self) -> set[str]:
        """The slugs of all files, whether sound or not."""
        folder = self.directory.site / FOLDER
        return {file.stem for file in folder.glob("*.yaml")} if folder.is_dir() else set()

    def problem(
        self, entry: Profile | Tombstone, place: Path, message: str, severity: Severity = "error"
    ) -> Problem:
        line = self.directory.line(entry.path, place)
        return Problem(entry.path, line, field_name(place), message, severity)
