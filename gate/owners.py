"""Who must agree to a change of which file: the lines of .github/CODEOWNERS.

Of two patterns that fit, GitHub takes the later one. A pattern without an owner asks for nobody: what editors
write is theirs, and where it tells people where to turn, the status of `gate/second_reader.py` asks for
a second one. With an owner, each typo would need two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

FILE = ".github/CODEOWNERS"
TEAM = "@example-organisation/maintainers"
"""Stands in the file until somebody has a team: GitHub then reports the owner as unknown."""

DATA = (
    "/content/**/*.md",
    "/content/*.yaml",
    "/content/images/",
    "/content/urgent-words/",
    "/courses/**/*.md",
    "/courses/**/*.yaml",
    "/courses/*/pictures/",
    "/experts/photos/",
    "/experts/profiles/",
    "/experts/vocabularies/",
)
"""What editors write."""
KEPT = (
    "/experts/limits.yaml",
    "/experts/vocabularies/contact-kinds.yaml",
    "/experts/vocabularies/identifiers.yaml",
    "/experts/vocabularies/link-relations.yaml",
    "/content/source-hosts.yaml",
    "/content/redirects.yaml",
)
"""Data in which a line decides for every entry, such as where a click on a number leads."""

_TEAM = re.compile(r"@[\w-]+(/[\w-]+)?\Z")


def lines(team: str) -> Iterator[str]:
    """Raises ValueError."""
    if not _TEAM.match(team):
        raise ValueError(f"'{team}' is no team: write it as in {TEAM}")
    yield "# Made by `python -m gate owners TEAM`. The later of two lines that fit counts."
    yield ""
    yield "# The maintainers, for all that is not data"
    yield f"*  {team}"
    yield ""
    yield "# Nobody: what editors write they merge, and second-reader says when it takes two"
    yield from DATA
    yield ""
    yield "# The maintainers, for data in which a line decides for every entry"
    yield from (f"{path}  {team}" for path in KEPT)
