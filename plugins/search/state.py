"""What a build leaves for the next one. A help, never needed: without it all is made anew, and the same."""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from array import array
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import lunr

from plugins.search.postings import Entry, Postings, Store


@dataclass(slots=True)
class State:
    """`shards` are the digest and the size of each file of terms, by its terms."""

    store: Store = field(default_factory=Store)
    shards: dict[str, tuple[str, int]] = field(default_factory=dict)


@cache
def version() -> str:
    """Changes with all that makes an index from documents, so that no state is older than the code."""
    code = hashlib.sha256(f"{sys.version} {sys.byteorder} {lunr.__VERSION__}".encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        code.update(file.read_bytes())
    return code.hexdigest()


def load(file: Path) -> State:
    """Missing, cut short, of other code: it is empty."""
    body = read(file)
    if body is None:
        return State()
    entries, terms, shards = marshal.loads(body)  # noqa: S302  (the digest says it is ours, and whole)
    made = {
        term: {place: Postings(array("I", one), array("H", other)) for place, one, other in fields}
        for term, fields in terms.items()
    }
    return State(Store([Entry(*entry) for entry in entries], made), shards)


def save(file: Path, state: State) -> None:
    entries = [tuple(entry) for entry in state.store.entries]
    terms = {
        term: [(place, *postings) for place, postings in fields.items()]
        for term, fields in state.store.terms.items()
    }
    write(file, marshal.dumps((entries, terms, state.shards)))


def read(file: Path) -> bytes | None:
    try:
        head, _, body = file.read_bytes().partition(b"\n")
    except OSError:
        return None
    return body if head == _head(body) else None


def write(file: Path, body: bytes) -> None:
    new = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(_head(body) + b"\n" + body)
        new.replace(file)
    except OSError:  # a disk that is full or read-only only means that the next build works more
        new.unlink(missing_ok=True)


def _head(body: bytes) -> bytes:
    return hashlib.sha256(version().encode() + b"\n" + body).hexdigest().encode()
