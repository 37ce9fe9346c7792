"""The copy, as a folder: each object is a file that only an editor's key opens, and an index names them all.

The index is written last and takes the place of the one before: a run that is killed leaves a whole one.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyrage

from functions.local_adapters import write
from functions.ports import checked_key
from hosting.backup.retention import FOLDERS, folder_of

MARK = "index.json"
OBJECTS = "objects"
SEALED = "sealed/"  # is sealed as it is


class BackupError(Exception):
    """It will not work before a person has acted; the text says what to do."""


class Folder:
    def __init__(self, root: Path) -> None:
        self.root = root

    def index(self) -> dict[str, float]:
        """When each object was written, in seconds since 1970; empty before the first run."""
        return {key: float(modified) for key, modified in self.record().get("objects", {}).items()}

    def made_at(self) -> float:
        return float(self.record().get("at", 0))

    def record(self) -> Mapping[str, Any]:
        """Only of what `make backup` copies: another hand could name what the function is told by."""
        try:
            record: Mapping[str, Any] = json.loads((self.root / MARK).read_text("utf-8"))
            if all(_is_ours(key, modified) for key, modified in record.get("objects", {}).items()):
                return record
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError):
            pass
        raise BackupError(
            f"{self.root / MARK} cannot be read, or names what is in no backup of ours. "
            "Take an earlier copy of the folder."
        )

    def path(self, key: str) -> Path:
        return self.root / OBJECTS / f"{checked_key(key)}.age"

    def write(self, key: str, body: bytes, recipients: Iterable[Any], at: float) -> None:
        closed = body if key.startswith(SEALED) else pyrage.encrypt(body, list(recipients))
        self.put(self.path(key), closed, at)

    def put(self, path: Path, body: bytes, at: float) -> None:
        try:
            write(self.root, path, body, at, replace=True)
        except OSError as error:
            raise BackupError(f"{path} cannot be written: {error.strerror}.") from None

    def read(self, key: str, identities: Iterable[Any]) -> bytes:
        """Of a file, not of what a link leads to: what is sealed is put into the bucket as it is."""
        try:
            if not self.path(key).resolve().is_relative_to(self.root.resolve()):
                raise BackupError(f"{self.path(key)} is a link. Take an earlier copy of the folder.")
            held = self.path(key).read_bytes()
            return held if key.startswith(SEALED) else bytes(pyrage.decrypt(held, list(identities)))
        except OSError:
            raise BackupError(f"{self.path(key)} is missing. Take an earlier copy of the folder.") from None
        except pyrage.DecryptError:
            raise BackupError(
                "No key of yours opens the backup. Name the file of your key: KEY=..."
            ) from None

    def finish(self, objects: Mapping[str, float], at: float) -> None:
        """What the index no longer names is gone when it returns."""
        index = json.dumps({"at": at, "objects": dict(sorted(objects.items()))}, indent=0)
        self.put(self.root / MARK, index.encode(), at)
        kept = {self.path(key) for key in objects}
        for path in (self.root / OBJECTS).rglob("*.age"):
            if path not in kept:
                path.unlink(missing_ok=True)


def _is_ours(key: str, modified: object) -> bool:
    """Raises ValueError for what is no key."""
    is_time = isinstance(modified, int | float) and math.isfinite(modified)
    return is_time and folder_of(checked_key(key)) in FOLDERS
