"""What a build leaves for the next one. A help, never needed: without it all is made anew, and the same."""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from array import array
from collections.abc import Mapping
from pathlib import Path

from plugins.search.postings import Entry, Postings, Store

HEAD = 32


class State:
    """`version` stands for the code and the settings; without a file nothing is remembered.

    `shards` are the texts of the files of terms, by their terms.
    """

    def __init__(self, file: Path | None = None, version: bytes = b"") -> None:
        self.file = file
        self.version = f"{sys.version} {sys.byteorder}\n".encode() + version
        self.store = Store()
        self.shards: Mapping[str, str] = {}
        self._read()

    def _read(self) -> None:
        """Missing, cut short, of another version: it stays empty."""
        try:
            content = self.file.read_bytes() if self.file else b""
        except OSError:
            return
        body = memoryview(content)[HEAD:]
        if content[:HEAD] != self._head(body):
            return
        entries, terms, self.shards = marshal.loads(body)  # noqa: S302  (its head says it is ours, and whole)
        self.store.entries = [Entry(*entry) for entry in entries]
        self.store.terms = {
            term: {place: Postings(array("I", one), array("H", other)) for place, one, other in fields}
            for term, fields in terms.items()
        }

    def write(self) -> None:
        if self.file is None:
            return
        entries = [tuple(entry) for entry in self.store.entries]
        terms = {
            term: [(place, *postings) for place, postings in fields.items()]
            for term, fields in self.store.terms.items()
        }
        body = marshal.dumps((entries, terms, dict(self.shards)))
        new = self.file.with_suffix(f".{os.getpid()}")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(self._head(body) + body)
            new.replace(self.file)
        except OSError:  # a disk that is full or read-only only means that the next build works more
            new.unlink(missing_ok=True)

    def _head(self, body: bytes | memoryview) -> bytes:
        found = hashlib.blake2b(self.version, digest_size=HEAD)
        found.update(body)
        return found.digest()
