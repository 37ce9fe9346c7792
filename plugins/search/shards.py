"""Where the index is cut into files, and what a file of terms holds."""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Iterator, Sequence

from plugins.search.coding import Numbers, front, gaps
from plugins.search.inverted import STEP, Inverted

LEAST, USUAL, MOST = 1_800, 3_000, 6_000
"""Bytes of a file as it is sent."""
_CHANCES = 1 << 16


def size(frequency: int) -> int:
    """What a term takes, roughly: in steps, so that an entry more seldom moves a bound."""
    exact = 6 + 1.5 * frequency
    return 1 << round(math.log2(exact)) if exact < LEAST else round(exact)


def cuts(index: Inverted) -> Iterator[list[str]]:
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


def shard(index: Inverted, terms: Sequence[str], coded: Numbers) -> str:
    """[terms, in which fields and how often, documents as gaps, codes]: like by like, which packs well."""
    heads: list[int] = []
    documents: list[int] = []
    codes: list[int] = []
    for term in terms:
        found = index.postings[term]
        heads.append(sum(1 << place for place, postings in enumerate(found) if postings))
        for postings in filter(None, found):
            heads.append(len(postings))
            documents.extend(gaps([posting // STEP for posting in postings]))
            codes.extend([posting % STEP for posting in postings])
    parts = [front(terms), *map(coded.write, (heads, documents, codes))]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def bounds(shards: Sequence[Sequence[str]]) -> list[str]:
    """The least that tells the first term of a file from the last of the one before."""
    found, before = [], ""
    for terms in shards:
        first = terms[0]
        same = next(
            (place for place, char in enumerate(first) if before[place : place + 1] != char), len(first)
        )
        found.append(first[: same + 1])
        before = terms[-1]
    return found
