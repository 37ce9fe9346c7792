"""The index in small files, of which a browser fetches only what a question needs.

A score of Lunr's needs the weights of the terms that are asked for and nothing else, so a part of the index
that holds these terms answers as the whole would. Every file but the manifest is named after its content.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from lunr import __TARGET_JS_VERSION__ as LUNR_JS

from plugins.search.codec import front, gaps, json_text
from plugins.search.document import LATE
from plugins.search.inverted_index import K1, B, InvertedIndex, utf16
from plugins.search.postings import IndexedDocument
from plugins.search.result_card import LEGEND
from plugins.search.shards import Shards, bounds

CARDS = 8  # in a file
GROUP = 8  # files of cards with one name between them, which keeps the manifest short
NAME = 6  # letters of a file's name, 30 bits
LONGEST = 16  # longer terms share a file of the dictionary
SMALL = 64_000  # characters, a third of it as it is sent: less than that is one file

Labels = Mapping[str, Mapping[str, str]]


class SplitIndex:
    """`manifest`, a JSON text, and `files`."""

    def __init__(
        self,
        index: InvertedIndex,
        subjects: int,
        labels: Labels,
        shards: Shards,
        more: Mapping[str, Any],
        known: Sequence[str] = (),
    ) -> None:
        self.files: dict[str, str] = {}
        self._encoder = shards.encoder
        manifest = {
            "lunr": LUNR_JS,
            "count": index.count,
            "k1": K1,
            "b": B,
            "subjects": subjects,
            "late": [LATE, self._encoder.write(gaps(index.late))],
            "fields": [
                [field.name, field.boost, field.most, int(field.plain), int(field.flat)]
                for field in index.fields
            ],
            "averages": index.averages,
            "odd": {".".join(map(str, map(int, key))): weight for *key, weight in index.doubtful()},
            "bounds": front(bounds(shards.terms)),
            "shards": "".join([self._add(text) for text in shards.texts.values()]),
            "lengths": self._dictionary(index),
            "facets": {
                name: self._add(json_text(self._facet(values, labels[name])))
                for name, values in by_facet(index.entries).items()
            },
            "cards": "".join(self._cards(index.entries)),
            "known": self._add(json_text(front(known))),
            **LEGEND,
            **more,
        }
        self._encoder.check()
        if sum(map(len, self.files.values())) < SMALL:
            manifest["parts"] = {name: json.loads(text) for name, text in self.files.items()}
            self.files = {}
        self.manifest = json_text(manifest)

    def _add(self, text: str) -> str:
        """Two contents that share a name get further letters of theirs."""
        digits = base64.b32encode(hashlib.sha256(text.encode()).digest()).decode().lower()
        name = next(
            digits[at : at + NAME] for at in range(40) if self.files.get(digits[at : at + NAME], text) == text
        )
        self.files[name] = text
        return name

    def _dictionary(self, index: InvertedIndex) -> dict[int, str]:
        """By length of term: a word with a typo is as long as what was meant, or nearly."""
        lengths = defaultdict(list)
        for term in index.terms:
            lengths[min(LONGEST, len(utf16(term)) // 2)].append(term)
        return {length: self._add(json_text(front(terms))) for length, terms in sorted(lengths.items())}

    def _facet(self, values: Mapping[str, Sequence[int]], labels: Mapping[str, str]) -> dict[str, list[str]]:
        """What each value is called, and which documents have it."""
        return {
            value: [labels.get(value, value), self._encoder.write(gaps(numbers))]
            for value, numbers in values.items()
        }

    def _cards(self, entries: Sequence[IndexedDocument]) -> list[str]:
        """Each is a JSON text already."""
        names = []
        files = [
            f"[{','.join([entry.card for entry in entries[at : at + CARDS]])}]"
            for at in range(0, len(entries), CARDS)
        ]
        for at in range(0, len(files), GROUP):
            name = self._add("\n".join(files[at : at + GROUP]))
            del self.files[name]
            self.files.update({f"{name}-{place}": text for place, text in enumerate(files[at : at + GROUP])})
            names.append(name)
        return names


def by_facet(entries: Sequence[IndexedDocument]) -> dict[str, dict[str, list[int]]]:
    facets: dict[str, dict[str, list[int]]] = {}
    for number, entry in enumerate(entries):
        for facet, values in entry.facets.items():
            numbers = facets.setdefault(facet, {})
            for value in values:
                numbers.setdefault(value, []).append(number)
    return {facet: dict(sorted(values.items())) for facet, values in sorted(facets.items()) if values}
