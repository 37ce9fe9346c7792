"""From documents to the files of the index. Knows nothing of Pelican and of the site."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from engine.parallel import ForkedTask
from plugins.search.best import Ranking
from plugins.search.buckets import Buckets
from plugins.search.document import LazyDocument
from plugins.search.index_cache import IndexCache
from plugins.search.inverted_index import InvertedIndex
from plugins.search.lunr_index import lunr_index
from plugins.search.numbering import numbered
from plugins.search.split_index import ONE_FILE, IndexFiles, Labels

MANY = 2000  # documents; with more, another process saves time
POSTINGS = (
    3  # to a byte, more than ever fit: an index of more is not put into one file to see whether it fits
)


def build_index(
    sources: Iterable[LazyDocument],
    labels: Labels,
    state: IndexCache | None = None,
    more: Mapping[str, Any] | None = None,
    *,
    whole: bool = False,
    known: Callable[[Collection[str]], Sequence[str]] = lambda terms: (),
    limit: int = ONE_FILE,
) -> dict[str, bytes]:
    """All files by path. `state` is what the last build left, and what this one leaves; `more` goes into
    the manifest; `whole` asks for the index as one JSON, too; `known` gives the words that are no slip of
    any of the terms; up to `limit` bytes all is in the manifest.
    """
    state = state or IndexCache()
    by_number, subjects = numbered(sources)
    touched = state.store.update(by_number)
    index = InvertedIndex(state.store)
    assert index.weights is not None  # now, so that both processes have them
    standard = standard_index(index) if whole else dict
    make = partial(IndexFiles, index, subjects, labels, known(index.terms), more or {})
    texts = in_one(index, make, limit) or split(index, make, state, touched)
    state.write()
    return {path: text.encode() for path, text in texts.items()} | standard()


def in_one(index: InvertedIndex, make: Callable[[Buckets], IndexFiles], limit: int) -> dict[str, str]:
    if sum(index.frequency.values()) > limit * POSTINGS:
        return {}
    return make(Buckets(index, {}, None, together=True)).in_one(limit)


def split(
    index: InvertedIndex,
    make: Callable[[Buckets], IndexFiles],
    state: IndexCache,
    touched: Collection[str] | None,
) -> dict[str, str]:
    buckets = Buckets(index, state.buckets, touched)
    state.buckets = buckets.texts
    return make(buckets).split(map(Ranking(index).best, buckets.terms))


def standard_index(index: InvertedIndex) -> Callable[[], dict[str, bytes]]:
    """Already begun in another process where it takes long."""
    task = ForkedTask(lambda: lunr_index(index)) if index.count > MANY else None
    return lambda: {"search/lunr.json": task.result if task else lunr_index(index)}
