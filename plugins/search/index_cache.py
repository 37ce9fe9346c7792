"""What a build leaves for the next one. A help, never needed: without it all is made anew, and the same."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from pathlib import Path

from engine.cache_file import CacheFile
from plugins.search.postings import Entry, Postings, Store


class IndexCache:
    """`version` stands for the code and the settings; without a file nothing is remembered.

    `shards` are the texts of the files of terms, by their terms.
    """

    def __init__(self, file: Path | None = None, version: bytes = b"") -> None:
        self._kept = CacheFile(file, version)
        self.store = Store()
        self.shards: Mapping[str, str] = {}
        self._read()

    def _read(self) -> None:
        kept = self._kept.read()
        if kept is None:
            return
        entries, terms, self.shards = kept
        self.store.entries = [Entry(*entry) for entry in entries]
        self.store.terms = {
            term: {place: Postings(array("I", one), array("H", other)) for place, one, other in fields}
            for term, fields in terms.items()
        }

    def write(self) -> None:
        entries = [tuple(entry) for entry in self.store.entries]
        terms = {
            term: [(place, *postings) for place, postings in fields.items()]
            for term, fields in self.store.terms.items()
        }
        self._kept.write((entries, terms, dict(self.shards)))
