"""From documents to the files of the index. Knows nothing of Pelican and of the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.parallel import ForkedTask
from plugins.search.document import START, Source, numbered
from plugins.search.index_cache import IndexCache
from plugins.search.inverted import Inverted
from plugins.search.lazy_index import Labels, LazyIndex
from plugins.search.shards import Shards
from plugins.search.standard import standard

MANY = 2000  # documents, for which another process pays


def build_index(
    sources: Iterable[Source],
    labels: Labels,
    state: IndexCache | None = None,
    more: Mapping[str, Any] | None = None,
) -> dict[str, bytes]:
    """All files by path. `state` is what the last build left, and what this one leaves; `more` goes into
    the manifest.
    """
    found, state = numbered(sources), state or IndexCache()
    touched = state.store.mend(found)
    index = Inverted(state.store)
    assert index.weights is not None  # now, so that both processes have them
    whole = ForkedTask(lambda: standard(index)) if index.count > MANY else None
    shards = Shards(index, state.shards, touched)
    lazy = LazyIndex(index, sum(source.since == START for source in found), labels, shards, more or {})
    state.shards = shards.texts
    state.write()
    return {
        "search/manifest.json": lazy.manifest.encode(),
        **{f"index/{name}.json": text.encode() for name, text in lazy.files.items()},
        "search/lunr.json": whole.result if whole else standard(index),
    }
