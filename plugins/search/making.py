"""From documents to the files of the index. Knows nothing of Pelican and of the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from plugins.search.document import START, Source, numbered
from plugins.search.inverted import Inverted
from plugins.search.lazy import Labels, Lazy
from plugins.search.shards import Shards
from plugins.search.standard import standard
from plugins.search.state import State
from plugins.workers import Aside

MANY = 2000  # documents, for which another process pays


def made(
    sources: Iterable[Source],
    labels: Labels,
    state: State | None = None,
    more: Mapping[str, Any] | None = None,
) -> dict[str, bytes]:
    """All files by path. `state` is what the last build left, and what this one leaves; `more` goes into
    the manifest.
    """
    found, state = numbered(sources), state or State()
    touched = state.store.mend(found)
    index = Inverted(state.store)
    assert index.weights is not None  # now, so that both processes have them
    whole = Aside(lambda: standard(index)) if index.count > MANY else None
    shards = Shards(index, state.shards, touched)
    lazy = Lazy(index, sum(source.since == START for source in found), labels, shards, more or {})
    state.shards = shards.texts
    state.write()
    return {
        "search/manifest.json": lazy.manifest.encode(),
        **{f"index/{name}.json": text.encode() for name, text in lazy.files.items()},
        "search/lunr.json": whole.result if whole else standard(index),
    }
