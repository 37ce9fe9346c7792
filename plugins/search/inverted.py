"""The index itself: which documents hold a term, in which field, how often, and with which weight.

The numbers are those of the package's Builder; a test compares the two.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from plugins.search.analysis import FIELDS, Analysed, Field
from plugins.search.document import LATE

K1, B = 1.2, 0.75
STEP = 1 << 16
"""A posting is one number, document * STEP + code: a tenth of the memory of a pair of objects."""

Postings = list[list[int]]
"""By field."""


def code(most: int, count: int, length: int) -> int:
    """How often a term occurs and how long its field is, as one small number that no other entry sways."""
    missing = most - length
    return missing * 2 + count - 1 if count < 3 else most * (count - 1) + missing


def decode(most: int, number: int) -> tuple[int, int]:
    if number < 2 * most:
        return number % 2 + 1, most - number // 2
    return number // most + 1, most - number % most


def utf16(term: str) -> bytes:
    """lunr.js wants terms in the order in which JavaScript compares strings."""
    return term.encode("utf-16-be")


class Inverted:
    def __init__(
        self,
        analysed: Sequence[Sequence[Analysed]],
        late: Iterable[int] = (),
        fields: Sequence[Field] = FIELDS,
    ) -> None:
        self.fields = fields
        self.analysed = analysed
        self.count = len(analysed)
        self.late = sorted(late)
        self.averages = self._averages()
        self.postings = self._invert()
        self.terms = sorted(self.postings, key=utf16)
        self._weights: dict[tuple[int, int, int, bool], float] = {}

    def _averages(self) -> list[float]:
        lengths = [
            sum(sum(document[place][1]) for document in self.analysed) for place in range(len(self.fields))
        ]
        return [total / self.count if self.count else 0.0 for total in lengths]

    def _invert(self) -> dict[str, Postings]:
        postings: dict[str, Postings] = {}
        places = range(len(self.fields))
        for number, document in enumerate(self.analysed):
            for place, (terms, counts) in enumerate(document):
                most, length = self.fields[place].most, sum(counts)
                for term, count in zip(terms, counts, strict=True):
                    found = postings.get(term)
                    if found is None:
                        found = postings[term] = [[] for _ in places]
                    found[place].append(number * STEP + code(most, count, length))
        return postings

    @cached_property
    def frequency(self) -> dict[str, int]:
        """In how many fields of documents a term occurs: what Lunr takes for the number of documents."""
        return {term: sum(map(len, found)) for term, found in self.postings.items()}

    def weight(self, place: int, frequency: int, number: int, late: bool) -> float:
        key = (place, frequency, number, late)
        if key not in self._weights:
            self._weights[key] = round(self._score(*key), 3)
        return self._weights[key]

    def _score(self, place: int, frequency: int, number: int, late: bool) -> float:
        """Lunr's formula, in Lunr's order: the browser repeats it and has to come to the same bits."""
        field = self.fields[place]
        count, length = decode(field.most, number)
        idf = math.log(1 + abs((self.count - frequency + 0.5) / (frequency + 0.5)))
        score = idf * ((K1 + 1) * count) / (K1 * (1 - B + B * (length / self.averages[place])) + count)
        return score * field.boost * (LATE if late else 1)

    def doubtful(self, tolerance: float = 1e-7) -> Iterator[tuple[int, int, int, bool, float]]:
        """The weights that a browser may round the other way. All others are proved to come back.

        Between two thousandths the last bit of a logarithm decides, and machines differ in it.
        """
        for key, weight in self._every_weight():
            exact = self._score(*key) * 1000 + 0.5
            if abs(exact - round(exact)) < tolerance or math.floor(exact) / 1000 != weight:
                yield *key, weight

    def _every_weight(self) -> Iterator[tuple[tuple[int, int, int, bool], float]]:
        late = set(self.late)
        seen: set[tuple[int, int, int, bool]] = set()
        for term, found in self.postings.items():
            frequency = self.frequency[term]
            for place, numbers in enumerate(found):
                seen.update(
                    (place, frequency, posting % STEP, posting // STEP in late) for posting in numbers
                )
        for key in sorted(seen):
            yield key, self.weight(*key)
