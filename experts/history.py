"""What git remembers of a site."""

from __future__ import annotations

from pathlib import Path


def ever_added(site: Path, folder: str) -> set[str]:
    """Every file that was ever added to a folder; empty where there is no history to ask.

    A shallow clone remembers only its last commits, so it is not asked either.
    """
    if _git(site, "rev-parse", "--is-shallow-repository").strip() != "false":
        return set()
    log = _git(
        site,
        "log",
        "--diff-filter=A",
        "--no-renames",
        "--format=",
        "--name-only",
        "-z",
        "--relative",
        "--",
        folder,
    )
    return set(filter(None, log.split("\0")))


def _git(site: Path, *arguments: str) -> str:
    import subprocess  # takes longer to load than fifty profiles

    try:
        command = ["git", "-C", str(site), *arguments]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return run.stdout if run.returncode == 0 else ""
