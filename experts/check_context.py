"""What a check of the whole set works on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from experts.directory import FOLDER, Directory
from experts.profile import Profile, Tombstone
from records.diagnostic import DataPath, Diagnostic, Severity, field_name


@dataclass(frozen=True)
class CheckContext:
    directory: Directory
    floor: int | None

    @cached_property
    def names(self) -> set[str]:
        """The slugs of all files, whether sound or not."""
        folder = self.directory.site / FOLDER
        return {file.stem for file in folder.glob("*.yaml")} if folder.is_dir() else set()

    def diagnostic(
        self, entry: Profile | Tombstone, place: DataPath, message: str, severity: Severity = "error"
    ) -> Diagnostic:
        line = self.directory.line(entry.path, place)
        return Diagnostic(entry.path, line, field_name(place), message, severity)
