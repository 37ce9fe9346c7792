"""From documents to the files of the index. Knows nothing of Pelican and of the site."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from plugins.search.analysis import FIELDS, VERSION, Analysed, Analyser, digest
from plugins.search.aside import aside
from plugins.search.cache import Cache
from plugins.search.document import Document, numbered
from plugins.search.inverted import Inverted
from plugins.search.lazy import Labels, Lazy
from plugins.search.standard import standard

MANY = 2000  # documents, for which another process pays


@dataclass(frozen=True, slots=True)
class Built:
    """`standard` gives the bytes when it is called: it is made aside, and takes the longest."""

    standard: Callable[[], bytes]
    manifest: str
    files: dict[str, str]


def build(documents: Iterable[Document], labels: Labels, cache: Path | None = None) -> Built:
    found = numbered(documents)
    late = [number for number, document in enumerate(found) if document.late]
    index = Inverted(analyse(found, cache), late)
    whole = (
        aside(lambda: standard(index).encode()) if index.count > MANY else lambda: standard(index).encode()
    )
    lazy = Lazy(index, found, labels)
    return Built(whole, lazy.manifest, lazy.files)


def analyse(documents: Iterable[Document], file: Path | None = None) -> list[list[Analysed]]:
    analyser = Analyser()
    if file is None:
        return [analyser.document(document.texts) for document in documents]
    cache = Cache(file, f"{VERSION} {FIELDS} {sys.version}")
    found = []
    for document in documents:
        key = digest(document.texts)
        cache.now[key] = cache.before.get(key) or analyser.document(document.texts)
        found.append(cache.now[key])
    cache.write()
    return found
