"""The index as every Lunr can load it: one JSON, for anyone who wants all of it.

Its weights depend on all documents, so each build rebuilds it, in one pass over the postings.
"""

from __future__ import annotations

from collections.abc import Iterator

from lunr import __TARGET_JS_VERSION__ as LUNR_JS

from plugins.search.codec import json_text
from plugins.search.inverted_index import InvertedIndex

Vectors = dict[int, list[str]]


def lunr_index(index: InvertedIndex) -> bytes:
    """A document's reference is its number, as in the split index."""
    names = [field.name for field in index.fields]
    vectors: list[Vectors] = [{number: [] for number in index.entries} for _ in names]
    terms = ",".join(_terms(index, vectors))
    head = f'{{"version":{json_text(LUNR_JS)},"fields":{json_text(names)},"fieldVectors":['
    parts = [head, ",".join(_vectors(names, vectors)), '],"invertedIndex":[', terms]
    return ("".join(parts) + '],"pipeline":["stemmer"]}').encode()


def _terms(index: InvertedIndex, vectors: list[Vectors]) -> Iterator[str]:
    """Each term with its documents; its weights go into their vectors, which so follow the terms' order."""
    names = [f"{json_text(field.name)}:{{" for field in index.fields]
    shown = {number: f'"{number}":{{}}' for number in index.entries}
    texts = {key: repr(weight) for key, weight in index.weights.items()}
    for at, term in enumerate(index.terms):
        frequency, parts = index.frequency[term], list(names)
        for place, (documents, codes) in index.postings[term].items():
            parts[place] += ",".join(map(shown.__getitem__, documents))
            weights = {code: f"{at},{texts[place, frequency, code]}" for code in set(codes)}
            for vector, code in zip(map(vectors[place].__getitem__, documents), codes, strict=True):
                vector.append(weights[code])
        yield f'[{json_text(term)},{{{"},".join(parts)}}},"_index":{at}}}]'


def _vectors(names: list[str], vectors: list[Vectors]) -> Iterator[str]:
    for number in vectors[0]:
        for name, vector in zip(names, vectors, strict=True):
            yield f'["{name}/{number}",[{",".join(vector[number])}]]'
