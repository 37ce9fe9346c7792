"""Stylesheet and scripts, in a folder whose name is their fingerprint: browsers may keep them for ever.

The whole folder has one name, so that relative imports in CSS and JavaScript keep working.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.output import Page
from plugins.writer import pages

if TYPE_CHECKING:
    from plugins.site import Site


# What stays is in groups: in a stylesheet strings, and signs without the spaces around them.
_LEFT_OUT = {
    ".css": re.compile(
        rb"""("[^"]*")|/\*.*?\*/\n?|;?\s*([{}])\s*|([:;,])\s+|^[ ]+""", re.MULTILINE | re.DOTALL
    ),
    ".js": re.compile(rb"(^)[ ]*//.*\n|^[ ]+", re.MULTILINE),
}


@dataclass(frozen=True, slots=True)
class Assets:
    folder: str
    files: Mapping[str, bytes]


def fingerprinted(static: Path, others: Mapping[str, bytes] | None = None) -> Assets:
    """`others` are files that others wrote, by the name that they get; they are sent as they are."""
    own = sorted(path for path in static.rglob("*") if path.is_file() and not path.name.startswith("."))
    names = {path.relative_to(static).as_posix(): path for path in own}
    files = {name: sent(name, path.read_bytes()) for name, path in names.items()} | dict(others or {})
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return Assets(f"theme-{digest.hexdigest()[:10]}", files)


def sent(name: str, content: bytes) -> bytes:
    """Comments and indentation stay here: of our scripts they are a third of what a visitor would fetch."""
    left_out = _LEFT_OUT.get(Path(name).suffix)
    return (
        left_out.sub(lambda match: b"".join(filter(None, match.groups())), content) if left_out else content
    )


def write(site: Site) -> Iterator[Page]:
    for name, content in site.assets.files.items():
        site.output.write_file(f"{site.assets.folder}/{name}", content)
    yield from ()


def register() -> None:
    pages.connect(write)
