"""Which documents hold a term, in which field, how often: stored from build to build, and updated.

A posting does not depend on other documents, so that an edit changes those of its own terms only.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from plugins.search.analysis import FIELDS, Analysed, Analyser, Field
from plugins.search.codec import json_text
from plugins.search.document import LazyDocument

OVERDUE = 1 << 15
"""This bit in a code says that the document's check is overdue."""
FEW = 20
"""Up to so many removed documents are taken out of the postings one by one."""


class Postings(NamedTuple):
    """The numbers of the documents, rising, and the code of each."""

    documents: array[int]
    codes: array[int]


TermPostings = dict[str, dict[int, Postings]]
"""By the place of the field; a field without postings is left out."""


class IndexedDocument(NamedTuple):
    """What is stored of a document beside its terms; `lengths` in terms, by field."""

    key: bytes
    late: bool
    card: str
    facets: Mapping[str, Sequence[str]]
    lengths: tuple[int, ...]


@dataclass(slots=True)
class PostingStore:
    """`entries` by number, rising."""

    entries: dict[int, IndexedDocument] = field(default_factory=dict)
    terms: TermPostings = field(default_factory=dict)

    def update(
        self, sources: Mapping[int, LazyDocument], fields: Sequence[Field] = FIELDS
    ) -> set[str] | None:
        """The result is the same as if it were built from these sources alone, which come by number, rising.

        Returns the terms whose postings changed; None if perhaps all of them did.
        """
        numbers = {source.whole_key: number for number, source in sources.items()}
        moves = {number: numbers[entry.key] for number, entry in self.entries.items() if entry.key in numbers}
        gone = [number for number in self.entries if moves.get(number) != number]
        touched: set[str] | None = None
        if len(gone) > FEW:
            self.terms = renumber(self.terms, moves)
        else:
            touched = {term for number in gone for term in self._drop(number)}
            moves = {number: number for number, target in moves.items() if number == target}
        unchanged = {target: self.entries[number] for number, target in moves.items()}
        self.entries = {number: unchanged.get(number) or PENDING for number in sources}
        added = self._add([number for number in sources if number not in unchanged], sources, fields)
        return touched if touched is None else touched | added

    def _drop(self, number: int) -> set[str]:
        """Removes a document and returns its terms."""
        dropped = set()
        for term, fields in self.terms.items():
            for documents, codes in fields.values():
                at = bisect_left(documents, number)
                if at < len(documents) and documents[at] == number:
                    del documents[at], codes[at]
                    dropped.add(term)
        for term in dropped:
            left = {place: postings for place, postings in self.terms[term].items() if postings.documents}
            if left:
                self.terms[term] = left
            else:
                del self.terms[term]
        return dropped

    def _add(
        self, numbers: Iterable[int], sources: Mapping[int, LazyDocument], fields: Sequence[Field]
    ) -> set[str]:
        analyser = Analyser(fields)
        new: list[dict[str, Postings]] = [{} for _ in fields]
        for number in numbers:
            document = sources[number].build()
            analysed = analyser.document(document.texts)
            self.entries[number] = IndexedDocument(
                sources[number].whole_key, document.late, json_text(document.card),
                {facet: tuple(values) for facet, values in document.facets.items()},
                tuple(sum(counts) for _, counts in analysed),
            )  # fmt: skip
            for field_, field_terms, own in zip(fields, analysed, new, strict=True):
                invert(own, number, OVERDUE * document.late, field_, field_terms)
        for place, own in enumerate(new):
            merge(self.terms, place, own)
        return {term for own in new for term in own}


PENDING = IndexedDocument(b"", False, "", {}, ())


def renumber(terms: TermPostings, numbers: Mapping[int, int]) -> TermPostings:
    """With new numbers for the documents; those without one are left out."""
    renumbered: TermPostings = {}
    for term, fields in terms.items():
        for field_, (documents, codes) in fields.items():
            pairs = zip(map(numbers.get, documents), codes, strict=True)
            postings = Postings(
                *_arrays(sorted((number, code) for number, code in pairs if number is not None))
            )
            if postings.documents:
                renumbered.setdefault(term, {})[field_] = postings
    return renumbered


def invert(terms: dict[str, Postings], number: int, late: int, field_: Field, analysed: Analysed) -> None:
    """Adds the postings of a document's field, which are last in the order of documents."""
    distinct, counts = analysed
    length = sum(counts)
    once = late + code(field_, 1, length)
    for term, count in zip(distinct, counts, strict=True):
        postings = terms.get(term)
        if postings is None:
            postings = terms[term] = Postings(array("I"), array("H"))
        postings.documents.append(number)
        postings.codes.append(once if count == 1 else late + code(field_, count, length))


def merge(terms: TermPostings, place: int, new: Mapping[str, Postings]) -> None:
    for term, added in new.items():
        fields = terms.setdefault(term, {})
        before = fields.get(place)
        if before is None:
            fields[place] = added
        else:
            pairs = [*zip(*before, strict=True), *zip(*added, strict=True)]
            fields[place] = Postings(*_arrays(sorted(pairs)))


def _arrays(pairs: Iterable[tuple[int, int]]) -> tuple[array[int], array[int]]:
    documents, codes = array("I"), array("H")
    for document, code_ in pairs:
        documents.append(document)
        codes.append(code_)
    return documents, codes


def code(field_: Field, count: int, length: int) -> int:
    """How often a term occurs and how long its field is, as one small number that no other entry changes."""
    if field_.flat:
        return count - 1
    missing = field_.most - length
    return missing * 2 + count - 1 if count < 3 else field_.most * (count - 1) + missing


def decode(field_: Field, number: int) -> tuple[int, int | None]:
    """Count and length; a flat field has no length."""
    most = field_.most
    if field_.flat:
        return number + 1, None
    if number < 2 * most:
        return number % 2 + 1, most - number // 2
    return number // most + 1, most - number % most
