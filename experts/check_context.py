"""What a check of the whole set works on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from experts.directory import FOLDER, Directory
from experts.profile import Profile, Tombstone
from records.diagnostic import DataPath, Diagnostic, Severity, field_name
from records.files import list_files


@dataclass(frozen=True)
class CheckContext:
    directory: Directory
    floor: int | None

    @cached_property
    def names(self) -> set[str]:
        """The slugs of all files, whether sound or not."""
        listed = list_files(self.directory.site, FOLDER, (".yaml",)).names
        return {name.removesuffix(".yaml") for name in listed}

    def diagnostic(
        self, entry: Profile | Tombstone, data_path: DataPath, message: str, severity: Severity = "error"
    ) -> Diagnostic:
        line = self.directory.line(entry.path, data_path)
        return Diagnostic(entry.path, line, field_name(data_path), message, severity)
