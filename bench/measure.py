"""Runs a program and says what it took: seconds, processor time, and the memory of all its processes."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")
PAUSE = 0.05  # seconds between two looks at the memory
SHARE = 20  # a look may take this part of the time, no more: it makes the program wait


class Spent(NamedTuple):
    """Seconds, seconds of the processor, and megabytes at the peak."""

    wall: float
    cpu: float
    peak: float

    def __add__(self, other: object) -> "Spent":
        """One after the other."""
        if not isinstance(other, Spent):
            return NotImplemented
        return Spent(self.wall + other.wall, self.cpu + other.cpu, max(self.peak, other.peak))


def run(
    command: Sequence[str | Path], cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> Spent:
    """The seconds of the processor are those of all descendants that were waited for."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=cwd, env=env, stdout=output, stderr=subprocess.STDOUT)
        watch = Memory(process.pid)
        _, status, used = os.wait4(process.pid, 0)
        wall, process.returncode = time.perf_counter() - start, os.waitstatus_to_exitcode(status)
        watch.stop()
        if status:
            output.seek(0)
            raise SystemExit(f"{command[0]} failed:\n{output.read().decode(errors='replace')[-3000:]}")
    largest = used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return Spent(wall, used.ru_utime + used.ru_stime, watch.peak or largest)


class Memory(threading.Thread):
    """Looks again and again at the memory of a process and its descendants, a shared page counted once.

    Only Linux tells that (PSS). Elsewhere, and for what is too short to be looked at, there is the
    largest single process that the system remembers; it counts in the one that started the program.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.ended = pid, 0.0, threading.Event()
        if (PROC / "self/smaps_rollup").exists():
            self.start()

    def run(self) -> None:
        pause = PAUSE
        while not self.ended.wait(pause):
            start = time.perf_counter()
            self.peak = max(self.peak, sum(map(pss, descendants(self.pid))))
            pause = max(PAUSE, SHARE * (time.perf_counter() - start))

    def stop(self) -> None:
        self.ended.set()
        if self.is_alive():
            self.join()


def descendants(pid: int) -> Iterator[int]:
    """The process itself, and what it started and has not yet waited for."""
    yield pid
    try:
        for task in (PROC / str(pid) / "task").iterdir():
            for child in (task / "children").read_text().split():
                yield from descendants(int(child))
    except OSError:  # it has ended meanwhile
        return


def pss(pid: int) -> float:
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
