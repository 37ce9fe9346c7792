"""What a finished build says of itself, in a file beside its pages.

A build takes the file away when it begins and writes it when it ends, so a folder without it is half built.
It names no time: two builds of one commit are equal.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

FILE = ".directory-build"


class BuildRecord(NamedTuple):
    origin: str
    public: bool  # built with the settings for the public site
    samples: bool  # whether invented entries are shown
    files: int


def begin(root: Path) -> None:
    (root / FILE).unlink(missing_ok=True)


def write(root: Path, record: BuildRecord) -> None:
    text = json.dumps(record._asdict(), indent=1, sort_keys=True)
    (root / FILE).write_text(f"{text}\n", "utf-8")


def read(root: Path) -> BuildRecord | None:
    """None where no build has ended, or one of another version of this program."""
    try:
        told: dict[str, Any] = json.loads((root / FILE).read_text("utf-8"))
        return BuildRecord(**told)
    except (OSError, ValueError, TypeError):
        return None
