"""From documents to the files of the index. Knows nothing of Pelican and of the site."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from engine.parallel import ForkedTask
from plugins.search.document import START, LazyDocument, numbered
from plugins.search.index_cache import IndexCache
from plugins.search.inverted_index import InvertedIndex
from plugins.search.lunr_index import lunr_index
from plugins.search.shards import Shards
from plugins.search.split_index import Labels, SplitIndex

MANY = 2000  # documents; with more, another process saves time


def build_index(
    sources: Iterable[LazyDocument],
    labels: Labels,
    state: IndexCache | None = None,
    more: Mapping[str, Any] | None = None,
    whole: bool = False,
    known: Callable[[Collection[str]], Sequence[str]] = lambda terms: (),
) -> dict[str, bytes]:
    """All files by path. `state` is what the last build left, and what this one leaves; `more` goes into
    the manifest; `whole` asks for the index as one JSON, too; `known` gives the words that are no slip of
    any of the terms.
    """
    ordered, state = numbered(sources), state or IndexCache()
    touched = state.store.update(ordered)
    index = InvertedIndex(state.store)
    assert index.weights is not None  # now, so that both processes have them
    standard = standard_index(index) if whole else dict
    shards = Shards(index, state.shards, touched)
    subjects = sum(source.since == START for source in ordered)
    split = SplitIndex(index, subjects, labels, shards, more or {}, known(index.terms))
    state.shards = shards.texts
    state.write()
    return {
        "search/manifest.json": split.manifest.encode(),
        **{f"index/{name}.json": text.encode() for name, text in split.files.items()},
        **standard(),
    }


def standard_index(index: InvertedIndex) -> Callable[[], dict[str, bytes]]:
    """Already begun in another process where it takes long."""
    task = ForkedTask(lambda: lunr_index(index)) if index.count > MANY else None
    return lambda: {"search/lunr.json": task.result if task else lunr_index(index)}
