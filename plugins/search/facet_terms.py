"""The names under which the search knows the values of a facet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from plugins.directory.country_endonyms import own_names
from plugins.directory.facets import BY_ID, Facet
from plugins.directory.language_endonyms import endonyms
from plugins.search.stemmer import stem
from records.other_names import names as other_names
from records.search_text import words

if TYPE_CHECKING:
    from plugins.site import Site

NAMED_ELSEWHERE = ("countries", "areas", "languages")
"""Vocabularies whose terms have names elsewhere too: those of their people, and in their own languages."""
_CODE = 3
"""Letters of an ISO code ('alb', 'per', 'AND'), which are words or names of something else."""


class FacetTerms:
    def __init__(self, site: Site) -> None:
        self.index = site.catalogue.index
        self.vocabularies = site.vocabularies
        areas = site.vocabularies["areas"].terms
        self._nations = frozenset(area.label for id_, area in areas.items() if "-" in id_)
        self.names = lru_cache(maxsize=None)(self._names)
        self.of = lru_cache(maxsize=None)(self._of)
        self._spread = lru_cache(maxsize=None)(self._spread_once)

    def joined(self, facet: str, values: Iterable[str], times: int = 2) -> str:
        """The text of values and of what is broader, for a flat field.

        The label of a value is in it so many `times`: twice, and it weighs more than other names.
        """
        return " ".join([self.of(facet, value, times) for value in self.spread(facet, values)])

    def spread(self, facet: str, values: Iterable[str]) -> tuple[str, ...]:
        return self._spread(facet, tuple(values))

    def _spread_once(self, facet: str, values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.index.broader.spread(BY_ID[facet], values))

    def _names(self, facet: str, value: str) -> tuple[str, ...]:
        """What it is called, first of all its label."""
        own = BY_ID[facet]
        return tuple(dict.fromkeys([self.index.label(own, value), *self._others(own, value)]))

    def _others(self, facet: Facet, value: str) -> Iterator[str]:
        vocabulary, term = facet.vocabulary, facet.terms(self.vocabularies).get(value)
        if term:
            yield from filter(None, [term.one, *term.aliases])
        if vocabulary in NAMED_ELSEWHERE:
            names = other_names(vocabulary).get(value, ())
            yield from _with_plurals(name for name in names if _is_name(name) and name not in self._nations)
            yield from own_names().get(value, ()) if vocabulary == "countries" else ()
            yield from filter(None, [endonyms().get(value)] if vocabulary == "languages" else ())

    def held(self, facet: str, value: str) -> list[str]:
        """The names that entries hold, first of all the label.

        Of a place and a language only those of one word: the lexicon leads from longer ones, such as
        "Republic of Ireland", to the label.
        """
        label, *others = self.names(facet, value)
        if BY_ID[facet].vocabulary in NAMED_ELSEWHERE:
            others = [name for name in others if len(words(name)) == 1]
        return [label, *(name for name in others if not any(map(_loses_itself, words(name))))]

    def _of(self, facet: str, value: str, times: int) -> str:
        """With the label as one word, too: "legalexperts" is in no entry that only has "medico-legal"."""
        label, *others = self.held(facet, value)
        return " ".join([*[label] * times, *others, "".join(words(label))])


def _loses_itself(word: str) -> bool:
    """The stem of "organization" is "organ", which is something else; the lexicon leads on from these."""
    return len(stem(word)) * 2 < len(word)


def _is_name(name: str) -> bool:
    return not (len(name) <= _CODE and name.isascii())


def _with_plurals(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield name
        if name.isascii() and name.endswith(("n", "i", "o", "a", "t", "k", "b", "e")) and " " not in name:
            yield f"{name}s"
