"""The numbers of documents: a document's own follows from its address, so that no date and hardly any
other document moves it.

A hash table with open addressing. Addresses take their places in the order of their hashes, so that the same
addresses always get the same numbers, whichever came first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from plugins.search.document import LazyDocument

SMALLEST = 64
FULLEST = 0.7
"""In a fuller table a new document moves more of the others; in an emptier one the gaps are longer."""
_PLACES = 16  # that a document may take, before it takes any that is free
_BYTES = 4


def table_size(count: int) -> int:
    """In steps of a quarter: each step renumbers all."""
    size = SMALLEST
    while count > FULLEST * size:
        size = size * 5 // 4
    return size


def numbered(sources: Iterable[LazyDocument]) -> tuple[dict[int, LazyDocument], int]:
    """By number, rising; and the first number of the lists of a subject, which come after all pages."""
    pages: list[LazyDocument] = []
    subjects: list[LazyDocument] = []
    for source in sources:
        (subjects if source.is_subject else pages).append(source)
    first = table_size(len(pages))
    places = placed(pages) | {first + number: source for number, source in placed(subjects).items()}
    return dict(sorted(places.items())), first


def placed(sources: list[LazyDocument]) -> dict[int, LazyDocument]:
    size = table_size(len(sources))
    taken: dict[int, LazyDocument] = {}
    digests = [(digest(source.url), source) for source in sources]
    for own, source in sorted(digests, key=lambda pair: (pair[0], pair[1].key)):
        taken[next(place for place in places(own, size) if place not in taken)] = source
    return taken


def digest(url: str) -> bytes:
    return hashlib.shake_128(url.encode()).digest(_PLACES * _BYTES)


def places(own: bytes, size: int) -> Iterator[int]:
    """In which order a document tries them."""
    at = 0
    for start in range(0, len(own), _BYTES):
        at = int.from_bytes(own[start : start + _BYTES], "big") % size
        yield at
    yield from ((at + step) % size for step in range(1, size))
