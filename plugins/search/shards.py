"""Where the index is cut into files, and what a file of terms holds."""

from __future__ import annotations

import math
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence

from plugins.search.codec import NumberEncoder, front, gaps, json_text
from plugins.search.inverted_index import InvertedIndex
from plugins.search.postings import OVERDUE

LEAST, USUAL, MOST = 1_800, 3_000, 6_000
"""Bytes of a file as it is sent."""
_CHANCES = 1 << 16


class Shards:
    """The terms of each file, and its text: that of `known` where no term of the file is among `touched`.

    `texts` is what the next build will know, by all terms of a file.
    """

    def __init__(
        self, index: InvertedIndex, last_texts: Mapping[str, str], touched: Collection[str] | None
    ) -> None:
        self.encoder = NumberEncoder()
        self.terms = list(cuts(index))
        self._last_texts = {} if touched is None else last_texts
        self._touched = frozenset(touched or ())
        self.texts = {"\n".join(terms): self._text(index, terms) for terms in self.terms}

    def _text(self, index: InvertedIndex, terms: list[str]) -> str:
        last_texts = self._last_texts.get("\n".join(terms)) if self._touched.isdisjoint(terms) else None
        return last_texts or shard(index, terms, self.encoder)


def size(frequency: int) -> int:
    """What a term takes, roughly: in steps, so that an entry more seldom moves a bound."""
    exact = 6 + 1.5 * frequency
    return 1 << round(math.log2(exact)) if exact < LEAST else round(exact)


def cuts(index: InvertedIndex) -> Iterator[list[str]]:
    """The terms of each file. Where to cut is read off the terms: an edit moves no bound far from it."""
    here: list[str] = []
    filled = 0
    for term in index.terms:
        more = size(index.frequency[term])
        chance = _CHANCES * more // (USUAL - LEAST)
        wanted = filled >= LEAST and zlib.crc32(term.encode()) % _CHANCES < chance
        if here and (wanted or filled + more > MOST):
            yield here
            here, filled = [], 0
        here.append(term)
        filled += more
    if here:
        yield here


def shard(index: InvertedIndex, terms: Sequence[str], encoder: NumberEncoder) -> str:
    """[terms, in which fields and how often, documents as gaps, codes]: like by like, which packs well."""
    heads: list[int] = []
    documents: list[int] = []
    codes: list[int] = []
    for term in terms:
        fields = sorted(index.postings[term].items())
        heads.append(sum(1 << place for place, _ in fields))
        for _, postings in fields:
            heads.append(len(postings.documents))
            documents.extend(gaps(postings.documents))
            codes.extend([code % OVERDUE for code in postings.codes])
    return json_text([front(terms), *map(encoder.write, (heads, documents, codes))])


def bounds(shards: Sequence[Sequence[str]]) -> list[str]:
    """The shortest prefix by which the first term of a file differs from the last of the one before."""
    prefixes, before = [], ""
    for terms in shards:
        first = terms[0]
        same = next(
            (place for place, char in enumerate(first) if before[place : place + 1] != char), len(first)
        )
        prefixes.append(first[: same + 1])
        before = terms[-1]
    return prefixes
