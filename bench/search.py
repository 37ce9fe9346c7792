"""Our search beside Pagefind, in one table: `python -m bench.search --profiles 1000,10000`.

Relevance by the tables of the tests, over the same pages; then bytes and times in Chromium, over HTTP/2. Each
first question is asked in a fresh browser context, scripts included; then others in the same one.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench import growth, kinds
from bench.search_changes import changed
from bench.search_indexes import Figures, compared, prepare, timed
from bench.search_visits import Asked, Line, Visitor
from bench.site import ROOT
from tests.node import find_node

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SIDES = ("pagefind", "ours")
ANONYMITY = ROOT / "tests/search/anonymity.mjs"
TERM_FILES = 20  # all of whose words are asked
CHANGED = {"files": "<= 5 % of them", "KB": "<= 40"}
AIMS = {
    "sample site: right among the first three, %": ">= 92",
    "sample site: MRR": ">= 0.85",
    "invented: right among the first three, %": ">= 80",
    "words that share their files with 50 or more, %": ">= 99",
    "words with the same files, mean": ">= 200",
    "build, s": "<= 0.6 of Pagefind",
    "build, MB at the peak": "<= 400",
    "first question, KB": "<= 0.5 of Pagefind at 10,000",
    "next question, KB": "<= 0.5 of Pagefind at 10,000",
    "first question, ms, slow line": "<= Pagefind",
    "longest task, ms, slow line": "<= 100",
} | {
    f"one entry {change}, {what}": aim
    for change in ("edited", "dated back", "removed", "added")
    for what, aim in CHANGED.items()
}
Columns = dict[str, Figures]


def of_size(folder: Path, profiles: int, count: int) -> tuple[Columns, str]:
    """The figures of both sides, and whether our lazy index answers as the whole one."""
    columns, theme = prepare(folder, profiles)
    add(columns, relevance("invented", folder))
    add(columns, anonymity(folder / "www"))
    asked = questions(folder / "site", count)
    with sync_playwright() as playwright:
        path = shutil.which(os.environ.get("CHROMIUM", "chromium"))
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        line = Line(folder / "www")
        add(columns, {side: Visitor(browser, line, side, theme).measured(asked) for side in SIDES})
        browser.close()
        line.close()
    exact = compared(folder / "www", folder / "site")
    columns["ours"] |= changed(folder, profiles)
    return columns, exact


def relevance(kind: str, folder: Path) -> Columns:
    """By a program of its own, which leaves nothing of Pelican here."""
    columns: Columns = json.loads(timed([sys.executable, "-m", "bench.search_relevance", kind, folder])[1])
    return columns


def anonymity(www: Path) -> Columns:
    """What the fetched files tell of the word that was typed, by the sharpest of the ways to look at them."""
    _, output = timed([find_node() or "node", ANONYMITY, www, str(TERM_FILES)])
    views = json.loads(output)["told"]["all"].values()
    return {
        "ours": {
            "words that share their files with 50 or more, %": min(one["fifty"] for one in views) * 100,
            "words with the same files, mean": min(one["mean"] for one in views),
        }
    }


def add(columns: Columns, more: Columns) -> None:
    for side, figures in more.items():
        columns[side] |= figures


def questions(site: Path, count: int) -> Asked:
    """Of words that stand together in a headline, as a visitor's words do."""
    asked = growth.questions(site)
    words = [pair.split()[0] for pair in asked["next"][count : 2 * count]]
    typos = [f"{word[:3]}x{word[4:]}" for word in words]
    return {"first": asked["first"][:count], "next": asked["next"][:count], "typo": typos}


def table(by_size: dict[int, Columns], sample: Columns) -> str:
    names = dict.fromkeys(name for columns in by_size.values() for name in columns["ours"])
    head = [f"{side}, {size:,}" for size in by_size for side in ("Pagefind", "ours")]
    rows = [["", *head, "aim"]]
    rows += [row(name, [sample] * len(by_size)) for name in sample["ours"]]
    return kinds.table(rows + [row(name, by_size.values()) for name in names])


def row(name: str, columns: Iterable[Columns]) -> list[str]:
    figures = (one[side].get(name) for one in columns for side in SIDES)
    return [name, *("-" if figure is None else kinds.short(figure) for figure in figures), AIMS.get(name, "")]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--profiles", default="1000,10000", help="sizes, with commas between them")
    parser.add_argument("--count", type=int, default=12, help="first questions on each line")
    given = parser.parse_args()
    by_size: dict[int, Columns] = {}
    exact: dict[int, str] = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        sample = relevance("sample", Path(name, "sample"))
        for size in map(int, given.profiles.split(",")):
            by_size[size], exact[size] = of_size(Path(name, str(size)), size, given.count)
            shutil.rmtree(Path(name, str(size)))
    print("\n" + table(by_size, sample) + "\n")
    print("\n".join(f"{size:,} entries: {sentence}" for size, sentence in exact.items()))


if __name__ == "__main__":
    main()
