"""The index in files, of which a browser fetches only what a question needs; a small one is one file.

A score of Lunr's needs the weights of the terms that are asked for and nothing else, so a part of the index
that holds these terms answers as the whole would. Every file but the manifest is named after its content.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lunr import __TARGET_JS_VERSION__ as LUNR_JS

from plugins.search.buckets import Buckets
from plugins.search.codec import front, gaps, json_text
from plugins.search.document import LATE
from plugins.search.inverted_index import K1, B, InvertedIndex, utf16
from plugins.search.postings import IndexedDocument
from plugins.search.result_card import LEGEND

ONE_FILE = 300_000
"""Bytes, compressed: up to here all of the index is in the manifest, and what is fetched tells nothing. Two
seconds on a slow line (1.6 Mbit/s), while somebody turns to the box and types.
"""
CARDS = 32  # numbers whose cards share a file
GROUP = 8  # files of cards with one name between them, which keeps the manifest short
NAME = 6  # letters of a file's name, 30 bits
MANIFEST = "search/manifest.json"

Labels = Mapping[str, Mapping[str, str]]


class IndexFiles:
    """`manifest` and `files`, of which the manifest holds the names."""

    def __init__(
        self,
        index: InvertedIndex,
        subjects: int,
        labels: Labels,
        known: Sequence[str],
        more: Mapping[str, Any],
        buckets: Buckets,
    ) -> None:
        self.files: dict[str, str] = {}
        self._encoder = buckets.encoder
        self._index = index
        self.manifest: dict[str, Any] = {
            "lunr": LUNR_JS,
            "count": index.count,
            "subjects": subjects,
            "k1": K1,
            "b": B,
            "fields": [
                [field.name, field.boost, field.most, int(field.plain), int(field.flat)]
                for field in index.fields
            ],
            "averages": index.averages,
            "late": [LATE, self._encoder.write(gaps(index.late))],
            "numbers": self._encoder.write(gaps(index.entries)),
            "lengths": self._lengths(),
            "odd": {".".join(map(str, map(int, key))): weight for *key, weight in index.doubtful()},
            "bounds": buckets.bounds,
            "buckets": "".join([self._add(text) for text in buckets.texts.values()]),
            "facets": {
                name: self._add(json_text(self._facet(values, labels[name])))
                for name, values in by_facet(index.entries).items()
            },
            "cards": "".join(self._groups()),
            "known": self._add(json_text(front(known))),
            **LEGEND,
            **more,
        }

    def in_one(self, limit: int) -> dict[str, str]:
        """All in the manifest; nothing if that is more than so many bytes."""
        self._encoder.check()
        parts = {name: json.loads(text) for name, text in self.files.items()}
        whole = json_text({**self.manifest, "parts": parts})
        return {MANIFEST: whole} if len(zlib.compress(whole.encode(), 9)) <= limit else {}

    def split(self, best: Iterable[Sequence[int]]) -> dict[str, str]:
        """`best` are the numbers of the cards that come with each bucket."""
        self.manifest["near"] = "".join([self._add(self._cards(numbers)) for numbers in best])
        self.manifest["dictionary"] = self._add(json_text(self._dictionary()))
        self._encoder.check()
        files = {f"index/{name}.json": text for name, text in self.files.items()}
        return {MANIFEST: json_text(self.manifest), **files}

    def _add(self, text: str) -> str:
        """Two contents that share a name get further letters of theirs."""
        digits = base64.b32encode(hashlib.sha256(text.encode()).digest()).decode().lower()
        name = next(
            digits[at : at + NAME] for at in range(40) if self.files.get(digits[at : at + NAME], text) == text
        )
        self.files[name] = text
        return name

    def _dictionary(self) -> dict[int, tuple[str, str]]:
        """Terms and how often each occurs, by length: what was meant is as long as what was typed, or nearly.

        In one file, whatever the length, so that nothing shows it.
        """
        lengths: dict[int, list[str]] = defaultdict(list)
        for term in self._index.terms:
            lengths[len(utf16(term)) // 2].append(term)
        frequencies = self._index.frequency
        return {
            length: (front(terms), self._encoder.write([frequencies[term] for term in terms]))
            for length, terms in sorted(lengths.items())
        }

    def _lengths(self) -> list[str]:
        """Of each field, by document, and not in the postings, which so take hardly more than documents."""
        lengths = zip(*(entry.lengths for entry in self._index.entries.values()), strict=True)
        return [
            "" if field.flat else self._encoder.write(values)
            for field, values in zip(self._index.fields, lengths, strict=False)
        ]

    def _facet(self, values: Mapping[str, Sequence[int]], labels: Mapping[str, str]) -> dict[str, list[str]]:
        """What each value is called, and which documents have it."""
        return {
            value: [labels.get(value, value), self._encoder.write(gaps(numbers))]
            for value, numbers in values.items()
        }

    def _cards(self, numbers: Sequence[int]) -> str:
        """The numbers, and a card for each, which is a JSON text already."""
        cards = [self._index.entries[number].card for number in numbers]
        return f"[{','.join([json_text(self._encoder.write(gaps(numbers))), *cards])}]"

    def _groups(self) -> list[str]:
        """All cards, by number."""
        groups: dict[int, list[int]] = defaultdict(list)
        for number in self._index.entries:
            groups[number // CARDS].append(number)
        names = []
        for first in range(0, max(groups, default=-1) + 1, GROUP):
            texts = [self._cards(groups[at]) for at in range(first, first + GROUP)]
            name = self._add("\n".join(texts))
            del self.files[name]
            self.files.update({f"{name}-{place}": text for place, text in enumerate(texts)})
            names.append(name)
        return names


def by_facet(entries: Mapping[int, IndexedDocument]) -> dict[str, dict[str, list[int]]]:
    facets: dict[str, dict[str, list[int]]] = {}
    for number, entry in entries.items():
        for facet, values in entry.facets.items():
            numbers = facets.setdefault(facet, {})
            for value in values:
                numbers.setdefault(value, []).append(number)
    return {facet: dict(sorted(values.items())) for facet, values in sorted(facets.items()) if values}
