"""Where a measurement writes: in memory where there is room, because a disk has its moods."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")
FILES = 200_000  # bytes for each profile: two outputs, and the sites of the others
PROGRAMS = 250_000  # bytes for each profile that the largest program takes


def free() -> int:
    """Bytes that programs can still have."""
    lines = Path("/proc/meminfo").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))


def in_memory(profiles: int) -> bool:
    if not MEMORY.is_dir():
        return False
    room = shutil.disk_usage(MEMORY).free >= profiles * FILES
    return room and free() >= profiles * (FILES + PROGRAMS)


@contextmanager
def work_folder(profiles: int) -> Iterator[tuple[Path, str]]:
    """An empty folder, and the words for where it is."""
    fast = in_memory(profiles)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=MEMORY if fast else None) as name:
        yield Path(name), "in memory (tmpfs)" if fast else "on disk"
