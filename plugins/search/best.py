"""The documents whose cards come with a file of terms: those that answers to one of its words begin with.

So a question of one word fetches the same files whichever of the file's words it is.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest

from plugins.search.buckets import LETTERS
from plugins.search.inverted_index import K1, B, InvertedIndex
from plugins.search.numbering import table_size
from plugins.search.postings import OVERDUE, decode

BEST = 6
"""As many as a box shows; for each word and each beginning of words."""
EXACT = 10
"""What a whole word counts more than a beginning of one, as in theme/static/js/search-query.js."""
Scores = Mapping[int, float]


class Ranking:
    """Lunr's weights, the overdue last. Averages are in steps, so that an entry more changes none of them."""

    def __init__(self, index: InvertedIndex) -> None:
        self._index = index
        self.count = table_size(index.count)
        self.averages = [max(round(average), 1) for average in index.averages]
        self._late = frozenset(index.late)
        self._parts: dict[tuple[int, int], float] = {}

    def best(self, terms: Sequence[str]) -> list[int]:
        scores = {term: self._scores(term) for term in terms}
        chosen: set[int] = set()
        for beginning, members in beginnings(terms).items():
            total: dict[int, float] = defaultdict(float)
            for term in members:
                for number, score in scores[term].items():
                    total[number] += score * EXACT if term == beginning else score
            chosen.update(
                nsmallest(BEST, total, key=lambda number: (number in self._late, -total[number], number))
            )
        return sorted(chosen)

    def _scores(self, term: str) -> Scores:
        frequency = self._index.frequency[term]
        rarity = math.log(1 + abs((self.count - frequency + 0.5) / (frequency + 0.5)))
        scores: dict[int, float] = defaultdict(float)
        for place, (documents, codes) in self._index.postings[term].items():
            parts = {code: rarity * self._part(place, code) for code in set(codes)}
            for number, code in zip(documents, codes, strict=True):
                scores[number] += parts[code]
        return scores

    def _part(self, place: int, code: int) -> float:
        part = self._parts.get((place, code))
        if part is None:
            field = self._index.fields[place]
            count, length = decode(field, code % OVERDUE)
            relative = 1.0 if length is None else length / self.averages[place]
            score = (K1 + 1) * count / (K1 * (1 - B + B * relative) + count)
            part = self._parts[place, code] = score * field.boost
        return part


def beginnings(terms: Iterable[str]) -> dict[str, list[str]]:
    """Each term, and each beginning at which terms part: what is between has the same terms."""
    together: dict[str, list[str]] = {}
    before = ""
    open_: list[str] = []  # the beginnings of the term before, short ones first
    for term in sorted(terms):
        shared = _shared(before, term)
        while open_ and len(open_[-1]) > shared:
            last = open_.pop()
            if shared >= LETTERS and (not open_ or len(open_[-1]) < shared):
                together[term[:shared]] = list(together[last])
                open_.append(term[:shared])
        for beginning in open_:
            together[beginning].append(term)
        together[term] = [term]
        open_.append(term)
        before = term
    return together


def _shared(left: str, right: str) -> int:
    limit = min(len(left), len(right))
    return next((place for place in range(limit) if left[place] != right[place]), limit)
