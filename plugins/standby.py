"""A build that waits for its start with everything loaded; its arguments are Pelican's.

It begins at a line on its input, and ends without one. Code that changed meanwhile is loaded again.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

import pelican

import pelicanconf

ROOT = Path(__file__).resolve().parents[1]


def stamps() -> dict[str, int]:
    """When each of our own modules was written that is loaded now."""
    files = {str(getattr(module, "__file__", None)) for module in list(sys.modules.values())}
    return {file: Path(file).stat().st_mtime_ns for file in files if Path(file).is_relative_to(ROOT)}


def main() -> None:
    for name in pelicanconf.PLUGINS:
        importlib.import_module(name)
    before = stamps()
    if not sys.stdin.readline():
        return
    if stamps() != before:
        os.execv(sys.executable, [sys.executable, "-m", "pelican", *sys.argv[1:]])  # noqa: S606
    pelican.main(sys.argv[1:])


if __name__ == "__main__":
    main()
