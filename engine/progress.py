"""A bar for whoever watches a long build; a log gets none."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import track

T = TypeVar("T")

CONSOLE = Console()
FIRST = os.getpid()
LONG = 1000
"""Pages; fewer are written before a bar could be read."""


def with_bar(work: Sequence[T]) -> Iterable[T]:
    """Shown by the first process alone, whose share is like that of the others."""
    if len(work) < LONG or os.getpid() != FIRST or not CONSOLE.is_terminal:
        return work
    return track(work, "Writing pages", console=CONSOLE, transient=True)
