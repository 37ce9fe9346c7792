"""What a result shows of a document, as short as can be: ten of them are fetched for an answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from records.search_text import words

KIND = ("person", "organisation", "news", "resource", "subject", "course", "lesson")
STATE = ("", "open", "waitlist", "closed", "unknown")


def card(
    url: str, kind: str, title: str, line: str, shown: Iterable[str], state: str = "", sample: bool = False
) -> list[Any]:
    """As theme/static/js/search-index.js reads it.

    0 for an address that follows from the title; what is empty at the end is left out.
    """
    place = 0 if url == f"/experts/{'-'.join(words(title))}/" else url
    values: list[Any] = [place, KIND.index(kind), title, line, " · ".join(filter(None, shown))]
    values += [STATE.index(state), int(sample)]
    while not values[-1]:
        values.pop()
    return values
