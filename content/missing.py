"""What a site with pages cannot do without: what the links on every page lead to, and the numbers to call."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from content.helplines import FILE as HELPLINES
from content.texts import PAGES
from records.diagnostic import Diagnostic

_LINKED = {
    "home": "/",
    "get-help": "/get-help/",
    "safety": "/safety/",
    "how-we-verify": "/how-we-verify/",
    "join": "/join/",
    "privacy": "/privacy/",
    "accessibility": "/accessibility/",
    "contact": "/contact/",
}
"""Pages that the theme links to, by the names of their files here."""


def check(site: Path, addresses: Mapping[str, str]) -> Iterator[Diagnostic]:
    """`addresses` are those of the texts; a site without a page, such as one of entries alone, needs none."""
    if not any(path.startswith(f"{PAGES}/") for path in addresses):
        return
    for name, address in _LINKED.items():
        if address not in addresses.values() and not addresses.get(f"{PAGES}/{name}.md"):
            message = (
                f"is missing: the pages link to {address}; write a text for it, or copy that of this project"
            )
            yield Diagnostic(f"{PAGES}/{name}.md", 1, "", message)
    if not os.path.lexists(site / HELPLINES):
        message = "is missing: every page shows the number for emergencies, which stands there"
        yield Diagnostic(HELPLINES, 1, "", message)
