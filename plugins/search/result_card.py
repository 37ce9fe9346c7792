"""What a result shows of a document, as short as can be: ten of them are fetched for an answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from plugins.search.result_kinds import KINDS
from records.search_text import words

LEGEND = {"kinds": list(KINDS), "states": ["", "open", "waitlist", "closed", "unknown"]}
"""What the numbers on a card mean; a browser reads it in the manifest."""


def card(
    url: str, kind: str, title: str, line: str, shown: Iterable[str], state: str = "", sample: bool = False
) -> list[Any]:
    """As theme/static/js/search-codec.js reads it.

    0 for an address that follows from the title; what is empty at the end is left out.
    """
    place = 0 if url == f"/experts/{'-'.join(words(title))}/" else url
    values: list[Any] = [place, LEGEND["kinds"].index(kind), title, line, " · ".join(filter(None, shown))]
    values += [LEGEND["states"].index(state), int(sample)]
    while not values[-1]:
        values.pop()
    return values
