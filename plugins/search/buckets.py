"""Which terms share a file. A browser fetches whole files, so who watches learns the file and not the word.

All terms with the same first two letters lie in one file, with terms of many other beginnings: a word, its
beginnings and its stem need the same one, and what is fetched at the second letter is all that is fetched.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from plugins.search.codec import NumberEncoder, front, gaps, json_text
from plugins.search.inverted_index import InvertedIndex, utf16
from plugins.search.postings import OVERDUE, decode

LETTERS = 2
DIGITS = 6
"""Of long numbers: nearly all of the telephone numbers of a country begin with the same two."""
FIRST_SIGN = 0x2E80
"""From here on a letter is a word of its own, or a part of one: it is not the beginning of thousands."""
LEAST, MOST = 200, 320
"""Terms of a file. With fewer a file says more about the word; with more it is slower to fetch."""
_PRIME = 0x01000193
_MASK = 0xFFFFFFFF


def unit(term: str) -> str:
    """What decides in which file a term is; theme/static/js/search-codec.js does the same."""
    if len(term) == 1 and ord(term) < FIRST_SIGN:
        return ""  # initials: the second letter would else tell which of them it was
    long_number = len(term) >= DIGITS and term[:DIGITS].isascii() and term[:DIGITS].isdigit()
    return term[: DIGITS if long_number else LETTERS]


def position(text: str) -> int:
    """Where a unit is in the order of files, which is not the alphabet's: a file holds all kinds of words."""
    value = 0x811C9DC5
    for byte in text.encode("utf-16-le"):
        value = (value ^ byte) * _PRIME & _MASK
    value ^= value >> 15
    value = value * 0x2C1B3C6D & _MASK
    return value ^ value >> 12


class Buckets:
    """The terms of each file, and its text: that of `known` where no term of the file is among `touched`.

    `texts` is what the next build will know, by all terms of a file.
    """

    def __init__(
        self,
        index: InvertedIndex,
        last_texts: Mapping[str, str],
        touched: Collection[str] | None,
        *,
        together: bool = False,
    ) -> None:
        self.encoder = NumberEncoder()
        self.terms, self.bounds = ([index.terms], [0]) if together else cuts(index.terms)
        self._last_texts = {} if touched is None else last_texts
        self._touched = frozenset(touched or ())
        self.texts = {"\n".join(terms): self._text(index, terms) for terms in self.terms}

    def _text(self, index: InvertedIndex, terms: list[str]) -> str:
        last_texts = self._last_texts.get("\n".join(terms)) if self._touched.isdisjoint(terms) else None
        return last_texts or bucket(index, terms, self.encoder)


def cuts(terms: Iterable[str]) -> tuple[list[list[str]], list[int]]:
    """The terms of each file, and the position from which on a unit is in it.

    Where to cut is read off the units, so that a new term moves hardly any bound.
    """
    units = defaultdict(list)
    for term in terms:
        units[unit(term)].append(term)
    files: list[list[str]] = [[]]
    bounds = [0]
    for at, key in sorted((position(key), key) for key in units):
        filled = len(files[-1])
        if at > bounds[-1] and (filled >= MOST or (filled >= LEAST and at % 2)):
            files.append([])
            bounds.append(at)
        files[-1] += units[key]
    if len(files) > 1 and len(files[-1]) < LEAST:
        rest = files.pop()
        bounds.pop()
        files[-1] += rest
    return [sorted(file, key=utf16) for file in files], bounds


def place(bounds: Sequence[int], term: str) -> int:
    return bisect_right(bounds, position(unit(term))) - 1


def bucket(index: InvertedIndex, terms: Sequence[str], encoder: NumberEncoder) -> str:
    """[terms, in which fields and how often, documents as gaps, counts]: like by like, which packs well.

    A posting's count less one; the length of a document's field is in the manifest, once. Words of one label
    have the same postings: instead of those that were there before come 0 and their place.
    """
    heads: list[int] = []
    documents: list[int] = []
    counts: list[int] = []
    known: dict[tuple[bytes, bytes], int] = {}
    for term in terms:
        fields = sorted(index.postings[term].items())
        heads.append(sum(1 << place for place, _ in fields))
        for at, postings in fields:
            field = index.fields[at]
            own = [decode(field, code % OVERDUE)[0] - 1 for code in postings.codes]
            key = postings.documents.tobytes(), array("H", own).tobytes()
            if key in known:
                heads += (0, known[key])
            else:
                known[key] = len(known)
                heads.append(len(own))
                documents.extend(gaps(postings.documents))
                counts.extend(own)
    return json_text([front(terms), *map(encoder.write, (heads, documents, counts))])
