"""What a build leaves for the next one. It only saves time: without it all is rebuilt, and the same."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from pathlib import Path

from engine.cache_file import CacheFile
from plugins.search.postings import IndexedDocument, Postings, PostingStore


class IndexCache:
    """`version` is that of the code and the settings; without a file nothing is stored.

    `buckets` are the texts of the files of terms, by their terms.
    """

    def __init__(self, file: Path | None = None, version: bytes = b"") -> None:
        self._file = CacheFile(file, version)
        self.store = PostingStore()
        self.buckets: Mapping[str, str] = {}
        self._read()

    def _read(self) -> None:
        cached = self._file.read()
        if cached is None:
            return
        entries, terms, self.buckets = cached
        self.store.entries = {number: IndexedDocument(*entry) for number, entry in entries}
        self.store.terms = {
            term: {
                place: Postings(array("I", documents), array("H", codes))
                for place, documents, codes in fields
            }
            for term, fields in terms.items()
        }

    def write(self) -> None:
        entries = [(number, tuple(entry)) for number, entry in self.store.entries.items()]
        terms = {
            term: [(place, *postings) for place, postings in fields.items()]
            for term, fields in self.store.terms.items()
        }
        self._file.write((entries, terms, dict(self.buckets)))
