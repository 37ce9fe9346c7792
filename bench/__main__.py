"""Measures loading, checking and what a build weighs: `python -m bench --profiles 1000,10000`."""

import argparse
import gzip
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median

from bench import ours
from bench.generate import generate
from bench.invent import AS_OF
from bench.site import ROOT

try:
    import brotli
except ImportError:  # the sizes are then those of gzip
    brotli = None

LOAD = """
import sys, time, datetime, pathlib, experts
start = time.process_time()
directory = experts.load(pathlib.Path(sys.argv[1]))
loaded = time.process_time()
problems = experts.check(directory, datetime.date.fromisoformat(sys.argv[2]))
errors = [*directory.diagnostics, *(problem for problem in problems if problem.severity == "error")]
print(loaded - start, time.process_time() - loaded, len(errors))
"""


def load(site: Path) -> tuple[float, float, int]:
    done = subprocess.run(
        [sys.executable, "-c", LOAD, site, str(AS_OF)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    loading, checking, errors = done.stdout.split()
    return float(loading), float(checking), int(errors)


def packed(data: bytes) -> int:
    return len(brotli.compress(data) if brotli else gzip.compress(data, mtime=0))


def sizes(out: Path) -> Iterable[tuple[str, str]]:
    files = [path for path in sorted(out.rglob("*")) if path.is_file()]
    pages = {path: len(gzip.compress(path.read_bytes(), mtime=0)) for path in files if path.suffix == ".html"}
    largest = max(pages, key=pages.__getitem__)
    yield "pages", f"{len(pages):,}"
    yield "files, MB", f"{len(files):,}, {sum(path.stat().st_size for path in files) / 1e6:.1f}"
    yield "largest page, gzip", f"{pages[largest] / 1024:.1f} KB {largest.parent.relative_to(out)}/"
    for suffix, name in ((".css", "stylesheets"), (".js", "scripts")):
        total = sum(packed(path.read_bytes()) for path in files if path.suffix == suffix)
        yield f"{name}, {'brotli' if brotli else 'gzip'}", f"{total / 1024:.1f} KB"


def middle(runs: int, measure: Callable[[int], tuple[float, ...]]) -> list[float]:
    """The median of each column over some runs."""
    return [median(column) for column in zip(*(measure(i) for i in range(runs)), strict=True)]


def measure(folder: Path, profiles: int, news: int, runs: int) -> dict[str, str]:
    site = folder / "site"
    generate(site, profiles, news)
    loading, checking, errors = middle(runs, lambda _: load(site))
    each = 1e6 / profiles
    rows = {
        "load, s of CPU (µs a profile)": f"{loading:.2f} ({loading * each:.0f})",
        "check, s of CPU (µs a profile)": f"{checking:.2f} ({checking * each:.0f})",
        "errors found": f"{errors:.0f}",
    }
    wall, cpu, peak = middle(runs, lambda i: ours.cold(site, folder / "out", folder / "cache"))
    rows |= {
        "build, s (µs a profile)": f"{wall:.2f} ({wall * each:.0f})",
        "build, s of CPU": f"{cpu:.2f}",
        "MB at the peak": f"{peak:.0f}",
    }
    return rows | dict(sizes(folder / "out"))


def show(columns: dict[int, dict[str, str]]) -> None:
    table = [["profiles", *(f"{n:,}" for n in columns)]]
    table += [[name, *(column[name] for column in columns.values())] for name in next(iter(columns.values()))]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--profiles", default="1000,10000", help="sizes, with commas between them")
    parser.add_argument("--news", type=int, default=200)
    parser.add_argument("--runs", type=int, default=3, help="how often each is measured; the median is shown")
    given = parser.parse_args()
    columns = {}
    for size in map(int, given.profiles.split(",")):
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            columns[size] = measure(Path(folder), size, given.news, given.runs)
    show(columns)


if __name__ == "__main__":
    main()
