"""Named checks over the whole set of profiles."""

from __future__ import annotations

from datetime import date

from experts.directory import Directory
from experts.problem import Problem


def check(directory: Directory, today: date, floor: int | None = None) -> list[Problem]:
    """What is wrong with the set as a whole; what is wrong with a file is in its problems."""
    return []
