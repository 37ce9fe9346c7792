"""What search knows of a page: plain data, whoever made it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

START = date(1, 1, 1)
"""The date of the lists of a subject, which so get the first numbers."""
LATE = 0.5
"""The boost of an entry whose check is overdue: it comes after its equals, as in every list."""


@dataclass(frozen=True, slots=True)
class Document:
    """`texts` are for finding it, by field; `card` for showing it; `facets` for narrowing, ids by facet."""

    url: str
    since: date
    texts: Mapping[str, str]
    card: Sequence[Any] = ()
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    late: bool = False


@dataclass(frozen=True, slots=True)
class LazyDocument:
    """A document that is built only if its fingerprint, `key`, is not among those of the last build."""

    url: str
    since: date
    key: bytes
    build: Callable[[], Document]

    @property
    def whole_key(self) -> bytes:
        return f"{self.since.toordinal()} {self.url} ".encode() + self.key


def already_built(document: Document) -> LazyDocument:
    key = hashlib.blake2b(repr(document).encode(), digest_size=16).digest()
    return LazyDocument(document.url, document.since, key, lambda: document)


def numbered(sources: Iterable[LazyDocument]) -> list[LazyDocument]:
    """Old ones first: new ones go to the end, and the numbers in files of the last build stay the same."""
    return sorted(sources, key=lambda source: (source.since, source.url))
