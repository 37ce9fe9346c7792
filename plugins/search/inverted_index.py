"""The index itself: which documents hold a term, in which field, how often, and with which weight.

The numbers are those of the package's Builder; a test compares the two.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cached_property

from plugins.search.analysis import FIELDS, Field
from plugins.search.document import LATE
from plugins.search.postings import OVERDUE, PostingStore, decode

K1, B = 1.2, 0.75

WeightKey = tuple[int, int, int]
"""What a weight depends on: the place of its field, the term's frequency, and the posting's code."""


def utf16(term: str) -> bytes:
    """lunr.js wants terms in the order in which JavaScript compares strings."""
    return term.encode("utf-16-be")


class InvertedIndex:
    def __init__(self, store: PostingStore, fields: Sequence[Field] = FIELDS) -> None:
        self.fields = fields
        self.entries = store.entries
        self.postings = store.terms
        self.count = len(store.entries)
        self.late = [number for number, entry in store.entries.items() if entry.late]
        self.averages = self._averages()
        self.terms = sorted(self.postings, key=utf16)
        # In how many fields of documents a term occurs: what Lunr takes for the number of documents.
        self.frequency = {
            term: sum(len(postings.documents) for postings in fields.values())
            for term, fields in self.postings.items()
        }

    def _averages(self) -> list[float]:
        if not self.count:
            return [0.0] * len(self.fields)
        lengths = zip(*(entry.lengths for entry in self.entries.values()), strict=True)
        return [sum(each) / self.count for each in lengths]

    @cached_property
    def weights(self) -> dict[WeightKey, float]:
        """Of every combination that occurs."""
        return {key: round(score, 3) for key, score in self.scores.items()}

    @cached_property
    def scores(self) -> dict[WeightKey, float]:
        """Lunr's formula, in Lunr's order: the browser repeats it and has to come to the same bits."""
        parts: dict[tuple[int, int], tuple[float, float, int, float]] = {}
        scores = {}
        for key in self._keys():
            place, frequency, number = key
            part = parts.get((place, number))
            if part is None:
                part = parts[place, number] = self._part(place, number)
            above, below, boost, late = part
            idf = math.log(1 + abs((self.count - frequency + 0.5) / (frequency + 0.5)))
            scores[key] = idf * above / below * boost * late
        return scores

    def _keys(self) -> set[WeightKey]:
        return {
            (place, self.frequency[term], number)
            for term, fields in self.postings.items()
            for place, postings in fields.items()
            for number in set(postings.codes)
        }

    def _part(self, place: int, number: int) -> tuple[float, float, int, float]:
        field = self.fields[place]
        count, length = decode(field, number % OVERDUE)
        relative = 1.0 if length is None else length / self.averages[place]
        below = K1 * (1 - B + B * relative) + count
        return (K1 + 1) * count, below, field.boost, LATE if number >= OVERDUE else 1

    def doubtful(self, tolerance: float = 1e-7) -> Iterator[tuple[int, int, int, bool, float]]:
        """The weights that a browser may round the other way. All others are proved to come back.

        Between two thousandths the last bit of a logarithm decides, and machines differ in it.
        """
        weights, doubted = self.weights, []
        for key, score in self.scores.items():
            exact = score * 1000 + 0.5
            if abs(exact - round(exact)) < tolerance or math.floor(exact) / 1000 != weights[key]:
                doubted.append(key)
        for key in sorted(doubted):
            place, frequency, number = key
            yield place, frequency, number % OVERDUE, number >= OVERDUE, weights[key]
