"""Builds a site root with the command that `make html` uses."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MINI = ROOT / "tests" / "site"
AS_OF = "2026-11-22"
PATIENCE = 600  # seconds after which something hangs: how fast the machine is, no test asks
SETTINGS = {"SITE", "OUTPUT", "CACHE", "AS_OF", "SAMPLES", "ORIGIN", "FORMS", "WORKERS", "LUNR_JSON", "WATCH"}


# What a build needs of this project, besides what is installed.
BUILD_CODE = (
    "check.py", "content", "courses", "engine", "experts", "forms", "package-lock.json", "pelicanconf.py",
    "plugins", "pyproject.toml", "records", "requirements.txt", "theme",
)  # fmt: skip


def copy_code(target: Path) -> Path:
    """A copy of the project without its entries, in which a test may change more than a site's files."""
    left_out = shutil.ignore_patterns("__pycache__", "profiles", "photos")
    for name in BUILD_CODE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=left_out)
        else:
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    (target / "node_modules").symlink_to(ROOT / "node_modules")
    return target


def environment(**changes: str) -> dict[str, str]:
    """This process's environment without what would steer a build, and with the changes."""
    kept = {key: value for key, value in os.environ.items() if key not in SETTINGS}
    return {**kept, "PYTHONUTF8": "1", **changes}


def command(site: Path, output: Path, settings: str = "pelicanconf.py") -> list[str]:
    start = [sys.executable, "-m", "pelican", str(site / "content"), "-s", settings]
    return [*start, "--fatal", "warnings", "-o", str(output)]


def places(site: Path, output: Path) -> dict[str, str]:
    """The cache goes beside the output, so that one test's builds know nothing of another's."""
    return {"SITE": str(site), "OUTPUT": str(output), "CACHE": f"{output}.cache"}


def build(
    site: Path,
    output: Path,
    settings: str = "pelicanconf.py",
    code: Path = ROOT,
    timeout: int = PATIENCE,
    **changes: str,
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(site, output, settings),
        cwd=code,
        env=environment(**places(site, output), **changes),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )


def build_or_fail(site: Path, output: Path, **changes: str) -> None:
    done = build(site, output, **changes)
    if done.returncode:
        raise RuntimeError(f"the build of {site} failed:\n{done.stdout}\n{done.stderr}")


def build_mini(output: Path, **changes: str) -> None:
    build_or_fail(MINI, output, AS_OF=AS_OF, **changes)
