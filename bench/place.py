"""Where a measurement writes: in memory where there is room, because a disk has its moods."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")


def free() -> int:
    """Bytes that programs can still have."""
    lines = Path("/proc/meminfo").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))


def in_memory(files: int, program: int) -> bool:
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < files:
        return False
    return free() >= files + program


@contextmanager
def work_folder(files: int, program: int) -> Iterator[tuple[Path, str]]:
    """An empty folder, and the words for where it is. To be had are bytes for files, and for a program."""
    fast = in_memory(files, program)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=MEMORY if fast else None) as name:
        yield Path(name), "in memory (tmpfs)" if fast else "on disk"
