"""How long each stage of a build took, for `make html TIMING=1`; and one line for everybody."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

PELICAN = "Pelican's own work, and news"


class Stages:
    """Seconds of the clock by stage, without those of a stage within it.

    What ran before the first stage is counted in seconds of the processor.
    """

    def __init__(self) -> None:
        self._took = {"start of Python and Pelican": time.process_time()}
        self._stack = [PELICAN]
        self._since = time.perf_counter()

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        self._charge()
        self._stack.append(name)
        try:
            yield
        finally:
            self._charge()
            self._stack.pop()

    def report(self, pages: int, rendered: int) -> None:
        self._charge()
        total = sum(self._took.values())
        print(f"{pages:,} pages in {total:.1f} s: {rendered:,} written, {pages - rendered:,} as they were.")
        if os.environ.get("TIMING"):
            for name, seconds in self._took.items():
                print(f"  {seconds:7.2f} s  {name}")

    def _charge(self) -> None:
        now = time.perf_counter()
        name = self._stack[-1]
        self._took[name] = self._took.get(name, 0.0) + now - self._since
        self._since = now
