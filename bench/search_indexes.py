"""Both indexes of a search that is measured, and what they cost to make."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.generate import generate
from bench.site import ROOT
from tests.node import find_node
from tests.search.queries import questions as every_kind

QUESTIONS = 500
BUILDS = 5
PAGE = Path(__file__).with_name("search_page.html")
PAGEFIND = ROOT / ".cache" / "pagefind" / "node_modules" / ".bin" / "pagefind"  # put there by make
SIDES: list[str | Path] = [sys.executable, "-m", "bench.search_sides"]
Figures = dict[str, float]


class Spent(NamedTuple):
    """Seconds, seconds of the processor, and megabytes at the peak of the largest process."""

    wall: float
    cpu: float
    peak: float


def timed(command: Sequence[str | Path]) -> tuple[Spent, str]:
    """What a program took, and what it said."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode()
    if process.returncode:
        raise SystemExit(f"{command[0]} failed:\n{text[-2000:]}")
    return Spent(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 2**10), text


def pagefind(html: Path, www: Path) -> Spent:
    return timed([PAGEFIND, "--site", html, "--output-path", www / "pagefind"])[0]


def prepare(folder: Path, profiles: int) -> tuple[dict[str, Figures], str]:
    """Both indexes in folder/www, what they cost, and the folder of our scripts."""
    www, site, own = folder / "www", folder / "site", folder / "own"
    generate(site, profiles)
    timed([*SIDES, "pages", site, folder / "html"])
    ours, theirs, theme = [], [], ""
    for _ in range(BUILDS):  # in turn, so that both meet the machine's good and bad minutes
        for old in (www, own, site / "cache"):
            shutil.rmtree(old, ignore_errors=True)
        spent, output = timed([*SIDES, "ours", site, own])
        one = json.loads(output)
        ours.append(Spent(one["seconds"], one["cpu"], spent.peak))
        theirs.append(pagefind(folder / "html", www))
        theme = one["theme"]
    shutil.copytree(own, www, dirs_exist_ok=True)
    shutil.copy(PAGE, www / "bench.html")
    files = [number(own / "search") + number(own / "index"), number(www / "pagefind")]
    return {"ours": cost(ours, files[0]), "pagefind": cost(theirs, files[1])}, theme


def number(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


def cost(builds: Sequence[Spent], files: int) -> Figures:
    return {
        "build, s": median(one.wall for one in builds),
        "build, s of the processor": median(one.cpu for one in builds),
        "build, MB at the peak": max(one.peak for one in builds),
        "files": files,
    }


def compared(www: Path, site: Path) -> str:
    """Whether the lazy index answers as the whole one does, at this size."""
    timed([*SIDES, "whole", site, www])
    whole = json.loads((www / "search/lunr.json").read_text("utf-8"))
    asked = list(every_kind([term for term, _ in whole["invertedIndex"]], QUESTIONS))
    (www / "questions.json").write_text(json.dumps(asked), "utf-8")
    _, output = timed([find_node() or "node", ROOT / "tests/search/compare.mjs", www])
    wrong = len(json.loads(output)["wrong"])
    return f"{len(asked) - wrong} of {len(asked)} questions of every kind are answered as by the whole index."
