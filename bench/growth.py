"""How the cost of our own build grows with the number of profiles: a table, and docs/growth.svg."""

import json
import random
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench import kinds, ours, plot
from bench.generate import generate
from bench.measure import Spent
from bench.place import work_folder
from bench.site import ROOT
from tests.node import find_node

PLOT = ROOT / "docs" / "growth.svg"
USUAL = 10_000  # the size to which the others are compared
ASKED = 40  # first questions, and as many more
FILES, PROGRAM = 80_000, 80_000  # bytes a profile, roughly and rather too many
Figures = dict[str, float]


def measure(sizes: Sequence[int], news: int, runs: int) -> None:
    """Small sites are built several times, those over the usual size once."""
    by_size: dict[int, Figures] = {}
    for size in sorted(sizes):
        with work_folder(size * FILES, size * PROGRAM) as (folder, where):
            by_size[size] = of_size(folder, size, news, runs if size <= USUAL else 1)
        print(f"{size:,} profiles, written {where}: {by_size[size]['seconds']:.1f} s", flush=True)
    print("\n" + table(by_size))
    PLOT.write_text(plot.drawn(by_size), "utf-8", newline="\n")
    print(f"\nThe plot is in {PLOT.relative_to(ROOT)}.")


def of_size(folder: Path, size: int, news: int, runs: int) -> Figures:
    site, out = folder / "site", folder / "out"
    generate(site, size, news)
    spent = [ours.cold(site, out, folder / "cache") for _ in range(runs)]
    middle = Spent(*(median(column) for column in zip(*spent, strict=True)))
    written = [path.stat().st_size for path in out.rglob("*") if path.is_file()]
    first, following = asked(site, out)
    return {
        "seconds": middle.wall,
        "seconds of the processor": middle.cpu,
        "MB of memory": middle.peak,
        "files": len(written),
        "MB written": sum(written) / 1e6,
        "KB of the first search": first / 1024,
        "KB of the next search": following / 1024,
    }


def asked(site: Path, out: Path) -> tuple[float, float]:
    """Bytes of the first question of a visit, scripts included, and of one more: medians."""
    done = subprocess.run(
        [find_node() or "node", ROOT / "bench/asked.mjs", out],
        input=json.dumps(questions(site)),
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    times = json.loads(done.stdout)
    return median(times["first"]), median(times["next"])


def questions(site: Path, seed: int = 1) -> dict[str, list[str]]:
    """Words that stand together in a headline; every second first question is a single one."""
    chance = random.Random(seed)
    profiles = sorted((site / "experts/profiles").glob("*.yaml"))
    lines = [
        plain(path.read_text("utf-8")) for path in chance.sample(profiles, min(len(profiles), 6 * ASKED))
    ]
    pairs = [" ".join(chance.sample(words, 2)) for words in lines if len(words) > 1]
    first = pairs[: len(pairs) // 2][:ASKED]
    return {
        "first": [pair if place % 2 else pair.split()[0] for place, pair in enumerate(first)],
        "next": pairs[len(pairs) // 2 :][:ASKED],
    }


def plain(profile: str) -> list[str]:
    headline = re.search(r"^headline: (.*)$", profile, re.MULTILINE)
    terms = headline[1].lower().split() if headline else []
    return [term for term in terms if term.isascii() and term.isalpha() and len(term) > 3]


def table(by_size: dict[int, Figures]) -> str:
    usual = min(by_size, key=lambda size: abs(size - USUAL))
    rows = [["profiles", *(f"{size:,}" for size in by_size)]]
    for name in by_size[usual]:
        rows.append([name, *(kinds.short(figures[name]) for figures in by_size.values())])
    for name in ("seconds", "seconds of the processor", "MB of memory"):
        base = by_size[usual][name] / usual
        cells = [f"{figures[name] / size / base:.2f}" for size, figures in by_size.items()]
        rows.append([f"{name} a profile, to that at {usual:,}", *cells])
    return kinds.table(rows)
