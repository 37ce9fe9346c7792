"""The index as every Lunr can load it: one JSON, for anyone who wants all of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from lunr import __TARGET_JS_VERSION__ as LUNR_JS

from plugins.search.inverted import STEP, Inverted, code


def standard(index: Inverted) -> str:
    fields = _json([field.name for field in index.fields])
    vectors, terms = ",".join(_vectors(index)), ",".join(_terms(index))
    head = f'{{"version":{_json(LUNR_JS)},"fields":{fields},"fieldVectors":['
    return f'{head}{vectors}],"invertedIndex":[{terms}],"pipeline":["stemmer"]}}'


def _vectors(index: Inverted) -> Iterator[str]:
    """A document is called by its number, as in the lazy form."""
    rank = {term: place for place, term in enumerate(index.terms)}
    frequency = [index.frequency[term] for term in index.terms]
    late = set(index.late)
    shown: dict[tuple[int, int, int, bool], str] = {}
    for number, document in enumerate(index.analysed):
        is_late = number in late
        for place, (terms, counts) in enumerate(document):
            most, length = index.fields[place].most, sum(counts)
            vector = []
            for at, count in sorted(zip(map(rank.__getitem__, terms), counts, strict=True)):
                key = (place, frequency[at], code(most, count, length), is_late)
                weight = shown.get(key)
                if weight is None:
                    weight = shown[key] = _json(index.weight(*key))
                vector.append(f"{at},{weight}")
            yield f'["{index.fields[place].name}/{number}",[{",".join(vector)}]]'


def _terms(index: Inverted) -> Iterator[str]:
    names = [_json(field.name) for field in index.fields]
    for place, term in enumerate(index.terms):
        found = [
            f"{name}:{{{_documents(numbers)}}}"
            for name, numbers in zip(names, index.postings[term], strict=True)
        ]
        yield f'[{_json(term)},{{{",".join(found)},"_index":{place}}}]'


def _documents(numbers: Iterable[int]) -> str:
    return ",".join([f'"{posting // STEP}":{{}}' for posting in numbers])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
