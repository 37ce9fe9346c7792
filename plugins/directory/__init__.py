"""The directory: a page for each entry, and lists by which it can be found without a script."""

from __future__ import annotations

from plugins.directory import pages
from plugins.writing import pages as wanted


def register() -> None:
    wanted.connect(pages.directory)
