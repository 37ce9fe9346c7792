"""From a document's fields to their terms in the index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lunr.pipeline import Pipeline
from lunr.stop_word_filter import stop_word_filter
from lunr.token import Token

from plugins.search.stemmer import stem
from records.search_terms import index_words


@dataclass(frozen=True, slots=True)
class Field:
    """`most` is the number of terms that count; what comes after them is left out.

    So that nearly all long texts are equally long, and a word more changes the entries of that word only.
    Of a `flat` field the length does not count: a term is there or not, whatever else is there.
    """

    name: str
    boost: int
    most: int
    plain: bool = False  # neither stemmed nor without stop words
    flat: bool = False


FIELDS = (
    Field("name", 10, 24, plain=True),
    Field("title", 5, 20),
    Field("topics", 4, 255, flat=True),
    # "It", "us" and "will" are names here.
    Field("places", 3, 255, plain=True, flat=True),
    Field("languages", 3, 255, plain=True, flat=True),
    Field("groups", 3, 255, flat=True),
    Field("facts", 2, 255, flat=True),
    Field("text", 1, 48),
    Field("body", 1, 400, flat=True),
)
Analysed = tuple[tuple[str, ...], tuple[int, ...]]
"""The distinct terms of a field in the order of their first use, and how often each occurs."""


def stemmer(token: Token, i: int | None = None, tokens: Sequence[Token] | None = None) -> Token:
    return token.update(lambda text, metadata: stem(text))


# The name that lunr.js knows its own by. Not registered with the package, which has another of that name.
stemmer.label = "stemmer"  # type: ignore[attr-defined]


def pipeline(fields: Iterable[Field] = FIELDS) -> Pipeline:
    chain = Pipeline()
    chain.add(stop_word_filter, stemmer)
    plain = [field.name for field in fields if field.plain]
    chain.skip(stop_word_filter, plain)
    chain.skip(stemmer, plain)
    return chain


class Analyser:
    """Each word goes through the pipeline once, however often it occurs."""

    def __init__(self, fields: Sequence[Field] = FIELDS) -> None:
        self.fields = fields
        self._pipeline = pipeline(fields)
        self._terms: dict[str, dict[str, tuple[str, ...]]] = {field.name: {} for field in fields}

    def document(self, texts: Mapping[str, str]) -> list[Analysed]:
        return [self.field(field, texts.get(field.name, "")) for field in self.fields]

    def field(self, field: Field, text: str) -> Analysed:
        counts: dict[str, int] = {}
        for term in self.terms(field, text):
            counts[term] = counts.get(term, 0) + 1
        return tuple(counts), tuple(counts.values())

    def terms(self, field: Field, text: str) -> list[str]:
        known_terms = self._terms[field.name]
        collected: list[str] = []
        for chunk in text.split():
            terms = known_terms.get(chunk)
            if terms is None:
                terms = known_terms[chunk] = self._run(field, chunk)
            collected += terms
            if len(collected) >= field.most:
                return collected[: field.most]
        return collected

    def _run(self, field: Field, chunk: str) -> tuple[str, ...]:
        """What is written in capitals is a name or an abbreviation: `US` is no stop word."""
        large = chunk.isupper()
        return tuple(term for word in index_words(chunk) for term in self._stem(field, word, large))

    def _stem(self, field: Field, word: str, large: bool) -> Iterable[str]:
        if field.plain or "@" in word:
            return [word]
        if large and len(word) > 1:
            return [stem(word)]
        return map(str, self._pipeline.run([Token(word)], field.name))
