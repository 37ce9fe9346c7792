"""What search knows of a page: plain data, whoever made it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

START = date(1, 1, 1)
"""The date of the lists of a subject, which have their own numbers."""
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
    def is_subject(self) -> bool:
        return self.since == START

    @property
    def whole_key(self) -> bytes:
        return f"{int(self.is_subject)} {self.url} ".encode() + self.key


def already_built(document: Document) -> LazyDocument:
    key = hashlib.blake2b(repr(document).encode(), digest_size=16).digest()
    return LazyDocument(document.url, document.since, key, lambda: document)
