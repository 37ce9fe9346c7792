"""From documents to written files, of which those that stand are left alone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from plugins.folder import Folder
from plugins.search import state
from plugins.search.build import build
from plugins.search.document import Source, numbered
from plugins.search.lazy import Labels
from plugins.search.standing import Standing


def write_index(sources: Sequence[Source], labels: Labels, folder: Folder, cache: Path) -> None:
    """Each site root has its cache, and in it each output folder, so that they do not push each other out."""
    made_of = [state.version(), repr(labels), *(source.whole_key.hex() for source in numbered(sources))]
    whole = hashlib.sha256("\n".join(made_of).encode()).hexdigest()
    standing = Standing(folder, cache / named(folder.root), whole)
    if standing.everything():
        return
    built = build(sources, labels, cache / "index")
    standing.write("search/manifest.json", whole, built.manifest.encode)
    for name, part in built.files.items():
        standing.write(f"index/{name}.json", part.digest, part.encoded)
    standing.write("search/lunr.json", whole, built.standard)
    standing.remember()


def named(folder: Path) -> str:
    return f"search-{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]}"
