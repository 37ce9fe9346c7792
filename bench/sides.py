"""The builds that are compared. Each can build into a folder, and change one profile."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench import ours
from bench.generate import generate
from bench.measure import Spent
from bench.rivals import tools
from bench.site import ROOT

ORIGIN = "https://directory.example.org"


@dataclass(slots=True)
class Side:
    """`build` gives what each of its steps took, by the name of what is complete after it."""

    name: str
    build: Callable[[Path], dict[str, Spent]]
    entry: Callable[[str], Path]
    caches: list[Path] = field(default_factory=list)

    def forget(self, out: Path) -> None:
        for folder in (out, *self.caches):
            shutil.rmtree(folder, ignore_errors=True)

    def edit(self, slug: str, old: str, new: str) -> None:
        """Another headline, which stands on the entry's page and on its card in every list."""
        path = self.entry(slug)
        text = path.read_text("utf-8")
        if old not in text:
            raise SystemExit(f"{path} does not hold the headline {old!r}")
        path.write_text(text.replace(old, new), "utf-8")


def prepare(folder: Path, profiles: int, news: int) -> tuple[Path, dict[str, Side]]:
    """What our build makes, which the others are made from, and the sides."""
    site, built = folder / "site", folder / "built"
    generate(site, profiles, news)
    ours.cold(site, built, folder / "cache")
    subprocess.run([sys.executable, "-m", "bench.rivals", site, built, folder], cwd=ROOT, check=True)
    return built, {side.name: side for side in (_ours(folder), _hugo(folder), _eleventy(folder))}


def _ours(folder: Path) -> Side:
    site, cache = folder / "site", folder / "cache"

    def build(out: Path) -> dict[str, Spent]:
        return {"ours": ours.build(site, out, cache)}

    return Side("ours", build, lambda slug: site / f"experts/profiles/{slug}.yaml", [cache])


def _hugo(folder: Path) -> Side:
    """With Pagefind after it: the first step alone is Hugo, both are Hugo with a search."""
    source = folder / "hugo"

    def build(out: Path) -> dict[str, Spent]:
        alone = tools.hugo(source, out, ORIGIN)
        return {"Hugo": alone, "Hugo + Pagefind": alone + tools.pagefind(out)}

    return Side("Hugo", build, lambda slug: source / f"content/experts/{slug}.md", [source / "cache"])


def _eleventy(folder: Path) -> Side:
    source = folder / "eleventy"

    def build(out: Path) -> dict[str, Spent]:
        return {"Eleventy": tools.eleventy(source, out)}

    return Side("Eleventy", build, lambda slug: source / f"entries/{slug}.json")


def headlines(folder: Path) -> dict[str, str]:
    """Of the listed entries: those whose headline can be looked for as it is."""
    by_slug = {}
    for path in sorted((folder / "eleventy/entries").glob("*.json")):
        headline = json.loads(path.read_text("utf-8"))["headline"]
        if headline.replace(" ", "").isalpha():
            by_slug[path.stem] = headline
    return by_slug
