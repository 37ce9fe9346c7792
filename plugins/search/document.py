"""What search knows of a page: plain data, whoever made it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

START = date(1, 1, 1)
"""Since when the lists of a subject stand: they have the first numbers."""
LATE = 0.5
"""The boost of an entry whose check is overdue: it stands behind its equals, as in every list."""


@dataclass(frozen=True, slots=True)
class Document:
    """`texts` are for finding it, by field; `card` for showing it; `facets` for narrowing, ids by facet."""

    url: str
    since: date
    texts: Mapping[str, str]
    card: Sequence[Any] = ()
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    late: bool = False


def numbered(documents: Iterable[Document]) -> list[Document]:
    """Old ones first: what is new goes to the end, and the numbers in standing files stay as they are."""
    return sorted(documents, key=lambda document: (document.since, document.url))
