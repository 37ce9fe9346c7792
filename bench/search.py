"""Our search beside Pagefind, in Chromium, over HTTP/2: `python -m bench.search --profiles 10000`.

Each question is asked in a fresh browser context, scripts included; then others in the same one. On the slow
line Pagefind runs without its worker, which the slowing of the processor would not reach.
"""

import argparse
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

import experts
from bench.generate import generate
from bench.site import ROOT
from records import yaml_reader
from tests.node import find_node
from tests.search.queries import questions as every_kind

QUESTIONS = 500
BUILDS = 5
EDITS = 9
HERE = Path(__file__).parent
PAGEFIND = ROOT / ".cache" / "pagefind" / "node_modules" / ".bin" / "pagefind"  # put there by make
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
LINES = {
    "local": {"kbps": 0, "rtt": 0, "cpu": 1},
    "1.6 Mbit/s, 150 ms, CPU/4": {"kbps": 1600, "rtt": 150, "cpu": 4},
}
AIMS = {
    "build s": "ratio <= 0.6",
    "build MB": "<= 400",
    "files": "<= 1,700",
    "first KB": "<= 30",
    "first ms": "ratio <= 0.5",
    "next KB": "<= 15",
    "typo KB, p95": "<= 90",
    "longest task ms": "<= 100",
}
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


def prepare(folder: Path, profiles: int) -> tuple[dict[str, Figures], str]:
    """Both indexes in folder/www, what they cost, and the folder of our scripts."""
    www, site, own = folder / "www", folder / "site", folder / "own"
    generate(site, profiles)
    sides: list[str | Path] = [sys.executable, "-m", "bench.search_sides"]
    timed([*sides, "pages", site, folder / "html"])
    bundle: list[str | Path] = [PAGEFIND, "--site", folder / "html", "--output-path", www / "pagefind"]
    builds = []
    for _ in range(BUILDS):  # in turn, so that both meet the machine's good and bad minutes
        for old in (www, own, site / "cache"):
            shutil.rmtree(old, ignore_errors=True)
        spent, output = timed([*sides, "ours", site, own])
        builds.append((spent, json.loads(output), timed(bundle)[0]))
    ours, theirs = [ours for _, ours, _ in builds], [other for _, _, other in builds]
    shutil.copytree(own, www, dirs_exist_ok=True)
    shutil.copy(HERE / "search_page.html", www / "bench.html")
    files = sum(path.is_file() for path in (www / "pagefind").rglob("*"))
    built = {
        "ours": {
            "build s": median(one["seconds"] for one in ours),
            "build CPU s": median(one["cpu"] for one in ours),
            "build MB": max(spent.peak for spent, _, _ in builds),
            "files": ours[0]["files"],
        },
        "pagefind": {
            "build s": median(one.wall for one in theirs),
            "build CPU s": median(one.cpu for one in theirs),
            "build MB": max(one.peak for one in theirs),
            "files": files,
        },
    }
    return built, ours[0]["theme"]


def edited(folder: Path) -> str:
    """What one more word in an entry's headline costs the index, with what the last build left behind."""
    site, own, measured = folder / "site", folder / "own", []
    ours: list[str | Path] = [sys.executable, "-m", "bench.search_sides", "ours", site, own]
    before = snapshot(own)
    profiles = sorted((site / "experts/profiles").glob("*.yaml"))
    for file in profiles[:: len(profiles) // EDITS][:EDITS]:
        data = yaml_reader.read(file.read_bytes())
        file.write_text(experts.dump(data | {"headline": data["headline"][:120] + " and appeals"}), "utf-8")
        seconds = [json.loads(timed(ours)[1])["seconds"] for _ in ("changed", "unchanged")]
        after = snapshot(own)
        measured.append((*seconds, len(after.items() - before.items())))
        before = after
    changed, unchanged, files = zip(*measured, strict=True)
    return (
        f"One entry edited, {EDITS} times: the index takes {median(changed):.2f} s "
        f"({min(changed):.2f} to {max(changed):.2f}); {min(files)} to {max(files)} files change. "
        f"Nothing changed: {median(unchanged):.2f} s."
    )


def snapshot(own: Path) -> dict[str, bytes]:
    files = [path for part in ("search", "index") for path in (own / part).iterdir()]
    return {path.name: hashlib.sha256(path.read_bytes()).digest() for path in files}


def questions(www: Path, count: int, seed: int = 1) -> dict[str, list[str]]:
    """Of words that stand together in a card's title and headline, as a visitor's words do."""
    chance = random.Random(seed)
    files = sorted((www / "index").glob("*-*.json"))
    cards = [card for path in chance.sample(files, count * 4) for card in json.loads(path.read_text("utf-8"))]
    lines = [words for card in cards if len(card) > 3 and len(words := plain(card[3])) > 1]
    picked = [chance.sample(words, 2) for words in chance.sample(lines, count * 3)]
    return {
        "first": [
            one if place % 2 else f"{one} {other}" for place, (one, other) in enumerate(picked[:count])
        ],
        "next": [" ".join(pair) for pair in picked[count : count * 2]],
        "typo": [word[:3] + "x" + word[4:] for word, _ in picked[count * 2 :]],
    }


def plain(line: str) -> list[str]:
    return [word for word in line.lower().split() if word.isascii() and word.isalpha() and len(word) > 3]


def compared(www: Path, site: Path) -> str:
    """Whether the lazy index answers as the whole one does, at this size."""
    timed([sys.executable, "-m", "bench.search_sides", "whole", site, www])
    whole = json.loads((www / "search/lunr.json").read_text("utf-8"))
    asked = list(every_kind([term for term, _ in whole["invertedIndex"]], QUESTIONS))
    (www / "questions.json").write_text(json.dumps(asked), "utf-8")
    _, output = timed([find_node() or "node", ROOT / "tests/search/compare.mjs", www])
    wrong = len(json.loads(output)["wrong"])
    return f"{len(asked) - wrong} of {len(asked)} questions of every kind are answered as by the whole index."


class Line:
    """The server, and the line to it."""

    def __init__(self, www: Path) -> None:
        key, cert = www.parent / "key.pem", www.parent / "cert.pem"
        names: list[str | Path] = ["-subj", "/CN=localhost", "-days", "2", "-keyout", key, "-out", cert]
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *names],
            check=True,
            stderr=subprocess.DEVNULL,
        )
        node = find_node() or "node"
        command: list[str | Path] = [node, HERE / "search_server.mjs", www, key, cert]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        self.address = f"https://localhost:{json.loads(self.process.stdout.readline())['port']}"

    def sent(self, **line: float) -> dict[str, int]:
        """What was sent since the last time; the line is set again if it is given."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(line) + "\n")
        self.process.stdin.flush()
        sent: dict[str, int] = json.loads(self.process.stdout.readline())
        return sent


class Visit:
    """A fresh context for each first question."""

    def __init__(self, browser: Browser, line: Line, side: str, theme: str, speed: dict[str, int]) -> None:
        self.browser, self.line, self.side, self.theme, self.speed = browser, line, side, theme, speed

    def opened(self) -> Page:
        context = self.browser.new_context(ignore_https_errors=True)
        context.set_default_timeout(120_000)
        page = context.new_page()
        page.goto(f"{self.line.address}/bench.html?loader={self.theme}/js/search.js")
        page.wait_for_function("globalThis.bench")
        if self.speed["cpu"] > 1:
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": self.speed["cpu"]})
        page.evaluate("fetch('/warm').catch(() => {})")
        return page

    def asked(self, page: Page, script: str, *values: Any) -> tuple[float, float]:
        self.line.sent(kbps=self.speed["kbps"], rtt=self.speed["rtt"])
        answer = page.evaluate(f"(values) => bench.{script}(...values)", list(values))
        return answer["ms"], self.line.sent()["bytes"] / 1024

    def warm(self, wanted: dict[str, list[str]]) -> None:
        """A host has its files compressed already; ours does so at the first request."""
        page = self.opened()
        self.asked(page, "cold", self.side, wanted["first"][0], self.theme, True)
        for one in (*wanted["first"], *wanted["next"], *wanted["typo"]):
            self.asked(page, "next", self.side, one)
        page.context.close()

    def measured(self, wanted: dict[str, list[str]]) -> Figures:
        first, after, typos, tasks = [], [], [], []
        for place, question in enumerate(wanted["first"]):
            page = self.opened()
            first.append(self.asked(page, "cold", self.side, question, self.theme, self.speed["cpu"] > 1))
            page.wait_for_timeout(80)
            tasks.append(page.evaluate("bench.longest()"))
            if place < 2:
                after += [self.asked(page, "next", self.side, one) for one in wanted["next"]]
            if place == 2 and self.side == "ours":
                typos += [self.asked(page, "next", self.side, one) for one in wanted["typo"]]
            page.context.close()
        figures = {
            "first KB": median(size for _, size in first),
            "first ms": median(ms for ms, _ in first),
            "next KB": median(size for _, size in after),
            "next ms": median(ms for ms, _ in after),
            "longest task ms": median(tasks),
        }
        return figures | (
            {"typo KB, p95": sorted(size for _, size in typos)[int(len(typos) * 0.95)]} if typos else {}
        )


def show(title: str, columns: dict[str, Figures]) -> None:
    print(f"\n| {title} | Pagefind | ours | ratio | aim |\n|---|---|---|---|---|")
    mine, other = columns["ours"], columns["pagefind"]
    for name, value in mine.items():
        theirs = other.get(name)
        ratio = f"{value / theirs:.2f}" if theirs else "-"
        their_figure = f"{theirs:,.4g}" if theirs is not None else "-"
        print(f"| {name} | {their_figure} | {value:,.4g} | {ratio} | {AIMS.get(name, '')} |")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--profiles", type=int, default=10_000)
    parser.add_argument("--count", type=int, default=12, help="first questions on each line")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as name, sync_playwright() as playwright:
        folder = Path(name)
        built, theme = prepare(folder, given.profiles)
        wanted = questions(folder / "www", given.count)
        line = Line(folder / "www")
        path = shutil.which(os.environ.get("CHROMIUM", "chromium"))
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        show(f"{given.profiles:,} entries", built)
        print(f"\n{compared(folder / 'www', folder / 'site')}\n\n{edited(folder)}")
        for side in ("pagefind", "ours"):
            Visit(browser, line, side, theme, LINES["local"]).warm(wanted)
        for title, speed in LINES.items():
            show(
                title,
                {
                    side: Visit(browser, line, side, theme, speed).measured(wanted)
                    for side in ("pagefind", "ours")
                },
            )
        browser.close()
        line.process.terminate()
        line.process.wait()


if __name__ == "__main__":
    main()
