"""Which kind of page stands at an address, and whether two sites have the same of each."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

KINDS = ("entry", "list", "pair", "A to Z", "overview", "news", "plain")
HIDDEN = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)
BYTES = 0.8, 1.25  # of ours, that another site may write
SAMPLE = 40  # pages of a kind whose words are compared


def kind_of(url: str) -> str:
    """Of a page's address, '/directory/topic/training/page/2/' for instance."""
    parts = re.sub(r"page/\d+/$", "", url).strip("/").split("/")
    if parts[0] == "experts":
        return "entry"
    if parts[0] == "news":
        return "news"
    if parts[0] != "directory":
        return "plain"
    if parts[1:2] == ["a-z"]:
        return "A to Z"
    return {1: "list", 2: "overview", 3: "list", 4: "overview", 5: "pair"}[len(parts)]


def pages(out: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(out.rglob("*.html")):
        yield "/" + path.relative_to(out).as_posix().removesuffix("index.html"), path


class Made(NamedTuple):
    """How many pages of each kind a site has, their bytes, and the share that has the words of ours."""

    numbers: Counter[str]
    sizes: Counter[str]
    same: dict[str, float]


def made(out: Path, ours: Path | None = None) -> Made:
    numbers: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for url, path in pages(out):
        kind = kind_of(url)
        numbers[kind] += 1
        sizes[kind] += path.stat().st_size
    return Made(numbers, sizes, alike(ours, out) if ours else {})


def visible_words(path: Path) -> list[str]:
    """What a visitor reads."""
    return html.unescape(HIDDEN.sub(" ", path.read_text("utf-8"))).split()


def alike(ours: Path, other: Path) -> dict[str, float]:
    """The share of some pages of each kind that have the very same words in both sites."""
    by_kind: dict[str, list[str]] = {}
    for url, _ in pages(ours):
        by_kind.setdefault(kind_of(url), []).append(url.strip("/"))
    shares = {}
    for kind, urls in by_kind.items():
        some = urls[:: max(1, len(urls) // SAMPLE)]
        same = sum(_same(ours / url, other / url) for url in some)
        shares[kind] = same / len(some)
    return shares


def _same(one: Path, other: Path) -> bool:
    one, other = (path if path.suffix == ".html" else path / "index.html" for path in (one, other))
    return other.is_file() and visible_words(one) == visible_words(other)


def compare(sites: dict[str, Made]) -> tuple[str, list[str]]:
    """A table, and what is not equal enough to compare the builds. The first site is ours."""
    (_, ours), *others = sites.items()
    rows = [["pages (MB)", *sites, *(f"{name}: same words" for name, _ in others)]]
    for kind in KINDS:
        cells = [_cell(site.numbers[kind], site.sizes[kind]) for site in sites.values()]
        rows.append([kind, *cells, *(f"{site.same.get(kind, 0):.0%}" for _, site in others)])
    cells = [_cell(site.numbers.total(), site.sizes.total()) for site in sites.values()]
    rows.append(["all", *cells, *("" for _ in others)])
    ratios = {name: site.sizes.total() / ours.sizes.total() for name, site in others}
    rows.append(["bytes to ours", "1", *(f"{ratio:.2f}" for ratio in ratios.values()), *("" for _ in others)])
    wrong = [
        f"{name} has {site.numbers[kind]} pages of the kind {kind!r}, ours {ours.numbers[kind]}"
        for name, site in others
        for kind in KINDS
        if site.numbers[kind] < ours.numbers[kind]
    ]
    least, most = BYTES
    wrong += [f"{name} writes {r:.2f} of our bytes" for name, r in ratios.items() if not least <= r <= most]
    return table(rows), wrong


def _cell(number: int, size: int) -> str:
    return f"{number:,} ({size / 1e6:.1f})"


def short(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.4g}"


def table(rows: list[list[str]]) -> str:
    """As Markdown, the first row as its head."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])
