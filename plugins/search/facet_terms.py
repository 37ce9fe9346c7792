"""The words under which the search finds the values of a facet."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from plugins.directory.facets import BY_ID

if TYPE_CHECKING:
    from plugins.site import Site

NAMED_OTHERWISE = ("countries", "languages")
"""Entries are also found by what else people call these; a topic's many other words lead to its list."""


class FacetTerms:
    """Their names, and those of what is broader."""

    def __init__(self, site: Site) -> None:
        self.index = site.catalogue.index
        self.vocabularies = site.vocabularies
        self.of = lru_cache(maxsize=None)(self._of)
        self._spread = lru_cache(maxsize=None)(self._spread_once)

    def joined(self, facet: str, values: Iterable[str]) -> str:
        return " ".join([self.of(facet, value) for value in self.spread(facet, values)])

    def spread(self, facet: str, values: Iterable[str]) -> tuple[str, ...]:
        return self._spread(facet, tuple(values))

    def _spread_once(self, facet: str, values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.index.broader.spread(BY_ID[facet], values))

    def _of(self, facet: str, value: str) -> str:
        own = BY_ID[facet]
        term = (
            self.vocabularies[own.vocabulary].terms.get(value) if own.vocabulary in NAMED_OTHERWISE else None
        )
        return " ".join([self.index.label(own, value), *(term.aliases if term else ())])
