"""From documents to the files of the index. Knows nothing of Pelican and of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins.search import state
from plugins.search.aside import aside
from plugins.search.document import START, Source, numbered
from plugins.search.inverted import Inverted
from plugins.search.lazy import Labels, Lazy
from plugins.search.parts import Part
from plugins.search.shards import Shards
from plugins.search.standard import standard

MANY = 2000  # documents, for which another process pays


@dataclass(frozen=True, slots=True)
class Built:
    """`standard` gives the bytes when it is called: it is made aside, and takes the longest."""

    standard: Callable[[], bytes]
    manifest: str
    files: Mapping[str, Part]


def build(
    sources: Iterable[Source],
    labels: Labels,
    cache: Path | None = None,
    more: Mapping[str, Any] | None = None,
) -> Built:
    """`cache` is what the last build left, and holds what this one leaves; `more` goes into the manifest."""
    found = numbered(sources)
    kept = state.load(cache) if cache else state.State()
    kept.store.mend(found)
    index = Inverted(kept.store)
    assert index.weights is not None  # now, so that both processes have them
    whole = aside(lambda: standard(index)) if index.count > MANY else lambda: standard(index)
    shards = Shards(kept.shards, kept.store.touched)
    subjects = sum(source.since == START for source in found)
    lazy = Lazy(index, subjects, labels, shards, more or {})
    if cache:
        state.save(cache, state.State(kept.store, shards.now))
    return Built(whole, lazy.manifest, lazy.files)
