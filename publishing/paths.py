"""What kind of file a path is, for the order in which files go up, and under which addresses it is cached."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

# Their names hold a hash of their content, but for pictures of texts: all that a page may need beside itself.
CODE = re.compile(r"theme-[0-9a-f]+/")
DATA = re.compile(r"(index|photos)/")
PAGE = ".html"
ENTRIES = "experts/"
FIXED = (".xml", ".json", ".txt", ".webmanifest")
MOST = 8  # addresses; beyond them one pattern for all is cheaper, and heard everywhere as soon
ALL = "/*"


def is_asset(path: str) -> bool:
    """Goes up before all pages, and stays a while when no page names it any more."""
    return bool(CODE.match(path) or DATA.match(path)) or not path.endswith((PAGE, *FIXED))


def is_page(path: str) -> bool:
    return path.endswith(PAGE) and not is_asset(path)


def addresses(path: str) -> list[str]:
    """A page in a folder is cached under two: with and without its file's name."""
    own = f"/{quote(path)}"
    folder = own.removesuffix("index.html")
    return [folder, own] if folder != own and folder.endswith("/") else [own]


def stale(paths: Iterable[str], owed: Iterable[str] = ()) -> tuple[str, ...]:
    """All addresses to invalidate, or the pattern for all."""
    every = {*owed}
    for path in paths:
        every.update(addresses(path))
        if len(every) > MOST or ALL in every:
            return (ALL,)
    return (ALL,) if len(every) > MOST or ALL in every else tuple(sorted(every))


def entry_folder(slug: str) -> str:
    return f"{ENTRIES}{slug}/"
