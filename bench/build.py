"""Our build beside Hugo, Hugo with Pagefind, and Eleventy: `python -m bench.build --profiles 1000,10000`.

All make an equal set of pages, which is checked first. Measured are a build without output and caches, one
more with nothing changed, and one after the headline of one profile has changed; the sides take turns.
`--growth 100,1000,10000` measures instead how our own cost grows, and draws docs/growth.svg.
"""

import argparse
import shutil
import sys
from collections.abc import Iterable
from math import inf
from pathlib import Path
from statistics import median

from bench import growth, kinds
from bench.measure import Spent
from bench.place import work_folder
from bench.rivals import tools
from bench.sides import Side, headlines, prepare

ONCE = 10_000  # from this size on, Eleventy is run once
NEVER = 50_000  # from this one on, only on request
FILES, PROGRAM = 160_000, 220_000  # bytes a profile: two outputs and all sites; the largest program
STEPS = ("cold", "unchanged", "one profile edited")
COLUMNS = ("ours", "Hugo", "Hugo + Pagefind", "Eleventy")
Runs = dict[tuple[str, str], list[Spent]]


class Bench:
    """The runs of one size, by step and column."""

    def __init__(self, folder: Path, profiles: int, news: int) -> None:
        self.folder = folder
        self.built, self.sides = prepare(folder, profiles, news)
        self.headlines = list(headlines(folder).items())
        self.runs: Runs = {}
        self.made: dict[str, kinds.Made] = {"ours": kinds.made(self.built)}
        self.edits = 0

    def take_turns(self, skipped: Iterable[str] = ()) -> None:
        """Each side once: all three steps, in an output folder of its own that is then removed."""
        slug, headline = self.headlines[len(self.headlines) // 2 + self.edits]
        self.edits += 1
        for side in self.sides.values():
            if side.name not in skipped:
                self._steps(side, slug, headline)

    def _steps(self, side: Side, slug: str, headline: str) -> None:
        out = self.folder / "out"
        side.forget(out)
        self._keep("cold", side.build(out))
        if side.name not in self.made:
            self.made[side.name] = kinds.made(out, self.built)
        self._keep("unchanged", side.build(out))
        new = f"{headline[:100]} edited"
        side.edit(slug, headline, new)
        self._keep("one profile edited", side.build(out))
        if new not in (out / f"experts/{slug}/index.html").read_text("utf-8"):
            raise SystemExit(f"{side.name} was built after an edit, and does not show it.")
        shutil.rmtree(out)

    def _keep(self, step: str, spent: dict[str, Spent]) -> None:
        for column, one in spent.items():
            self.runs.setdefault((step, column), []).append(one)
            print(f"{column}, {step}: {one.wall:.1f} s", file=sys.stderr, flush=True)


def table(runs: Runs) -> str:
    """Medians, and our ratios to those of Hugo, alone and with Pagefind."""
    columns = [column for column in COLUMNS if ("cold", column) in runs]
    rows = [["", *columns, "ratio to Hugo", "to Hugo + Pagefind"]]
    for step in STEPS:
        for name, place in (("s", 0), ("s of the processor", 1), ("MB at the peak", 2)):
            values = {column: median(one[place] for one in runs[step, column]) for column in columns}
            ratios = [values["ours"] / values[other] for other in ("Hugo", "Hugo + Pagefind")]
            row = [f"{step}, {name}", *map(kinds.short, values.values())]
            rows.append(row + [f"{ratio:.2f}" for ratio in ratios])
    counts = [str(len(runs["cold", column])) for column in columns]
    return kinds.table([*rows, ["runs", *counts, "", ""]])


def measure(profiles: int, news: int, count: int, eleventy: bool) -> None:
    with work_folder(profiles * FILES, profiles * PROGRAM) as (folder, where):
        bench = Bench(folder, profiles, news)
        for number in range(count):
            bench.take_turns([] if eleventy or often(profiles) > number else ["Eleventy"])
            if number == 0:
                text, wrong = kinds.compare(bench.made)
                print(f"\n## {profiles:,} profiles, {news} news, written {where}\n\n{text}\n", flush=True)
                if wrong:
                    raise SystemExit("The pages are not equal enough to compare:\n" + "\n".join(wrong))
        print(table(bench.runs), flush=True)


def often(profiles: int) -> float:
    """How many runs Eleventy gets unless more are asked for."""
    return 0 if profiles >= NEVER else 1 if profiles >= ONCE else inf


def numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.build", description=__doc__.split("\n")[0])
    parser.add_argument("--profiles", type=numbers, default=[1000, 10_000], help="sizes, with commas between")
    parser.add_argument("--news", type=int, default=200)
    parser.add_argument("--runs", type=int, default=3, help="how often each is measured; medians are shown")
    parser.add_argument("--eleventy", action="store_true", help="as often as the others, whatever the size")
    parser.add_argument("--growth", type=numbers, help="sizes; our build alone, and a plot")
    given = parser.parse_args()
    if given.growth:
        growth.measure(given.growth, given.news, given.runs)
        return
    tools.install()
    print(f"{tools.VERSIONS}. Memory: the sum over all processes at a time (PSS).")
    for size in given.profiles:
        measure(size, given.news, given.runs, given.eleventy)


if __name__ == "__main__":
    main()
