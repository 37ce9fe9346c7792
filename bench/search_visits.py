"""Visitors of both searches, in Chromium, over HTTP/2, on a line as slow as is asked."""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page

from bench.search_indexes import Figures
from tests.node import find_node

SERVER = Path(__file__).with_name("search_server.mjs")
SLOW = {"kbps": 1600, "rtt": 150, "cpu": 4}
LINES = {"local": {"kbps": 0, "rtt": 0, "cpu": 1}, "slow line": SLOW}
LONG_VISITS = 2  # of each side, in which further questions are asked
Asked = dict[str, list[str]]
"""Questions: the "first" of a visit, the "next" ones, and those with a "typo"."""


class Cost(NamedTuple):
    ms: float
    kilobytes: float


class Visit(NamedTuple):
    first: Cost
    longest: float
    next: list[Cost]
    typo: list[Cost]


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
        command: list[str | Path] = [node, SERVER, www, key, cert]
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

    def close(self) -> None:
        self.process.terminate()
        self.process.wait()


class Visitor:
    """Comes in a fresh context for each first question."""

    def __init__(self, browser: Browser, line: Line, side: str, theme: str) -> None:
        self.browser, self.line, self.side, self.theme = browser, line, side, theme
        self.speed = LINES["local"]

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

    def first(self, page: Page, question: str) -> Cost:
        """On the slow line Pagefind runs without its worker, which the slowing would not reach."""
        return self._asked(page, "cold", self.side, question, self.theme, self.speed["cpu"] > 1)

    def following(self, page: Page, questions: Iterable[str]) -> list[Cost]:
        return [self._asked(page, "next", self.side, one) for one in questions]

    def _asked(self, page: Page, script: str, *values: Any) -> Cost:
        self.line.sent(kbps=self.speed["kbps"], rtt=self.speed["rtt"])
        answer = page.evaluate(f"(values) => bench.{script}(...values)", list(values))
        return Cost(answer["ms"], self.line.sent()["bytes"] / 1024)

    def warm(self, asked: Asked) -> None:
        """A host has its files compressed already; ours does so at the first request."""
        page = self.opened()
        self.first(page, asked["first"][0])
        self.following(page, [*asked["first"], *asked["next"], *asked["typo"]])
        page.context.close()

    def measured(self, asked: Asked) -> Figures:
        """Bytes are the same on both lines."""
        self.warm(asked)
        figures: Figures = {}
        for name, self.speed in LINES.items():
            visits = [self.visit(question, asked) for question in asked["first"]]
            figures |= {
                "first question, KB": median(one.first.kilobytes for one in visits),
                "next question, KB": median(one.kilobytes for visit in visits for one in visit.next),
                f"first question, ms, {name}": median(one.first.ms for one in visits),
                f"next question, ms, {name}": median(one.ms for visit in visits for one in visit.next),
                f"longest task, ms, {name}": median(one.longest for one in visits),
            }
            typos = sorted(one.kilobytes for visit in visits for one in visit.typo)
            figures["word with a typo, KB, p95"] = typos[int(len(typos) * 0.95)]
        return figures

    def visit(self, question: str, asked: Asked) -> Visit:
        page = self.opened()
        first = self.first(page, question)
        page.wait_for_timeout(80)  # for the browser to tell of its long tasks
        longest = page.evaluate("bench.longest()")
        is_long = question in asked["first"][:LONG_VISITS]
        following, typos = (self.following(page, asked[kind] if is_long else ()) for kind in ("next", "typo"))
        page.context.close()
        return Visit(first, longest, following, typos)
