"""The entries of each value of each facet, and of each useful pair of values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.output import View
from experts import Profile
from plugins.directory.display_names import DisplayNames
from plugins.directory.facets import BY_ID, FACETS, PARTNERS, Broader, Facet
from plugins.directory.language_endonyms import endonyms
from records.text import fold
from records.vocabulary import Vocabularies

PAIRS = (("role", "country"), ("topic", "country"))


class FacetIndex:
    """Lists have the order of the profiles that they are built from."""

    def __init__(self, profiles: Iterable[Profile], names: DisplayNames, vocabularies: Vocabularies) -> None:
        self.names = names
        self.vocabularies = vocabularies
        self.broader = Broader(vocabularies)
        self.entries: dict[str, dict[str, list[Profile]]] = {facet.id: {} for facet in FACETS}
        self.pairs: dict[tuple[str, str, str, str], list[Profile]] = {}
        self._terms: dict[tuple[str, str], View] = {}
        for profile in profiles:
            self._add(profile)
        for facet in FACETS:
            self.entries[facet.id] = {value: self.entries[facet.id][value] for value in self._ordered(facet)}

    def _add(self, profile: Profile) -> None:
        values = {
            facet.id: self.broader.spread(facet, facet.values(profile, self.vocabularies)) for facet in FACETS
        }
        for facet, own in values.items():
            for value in own:
                self.entries[facet].setdefault(value, []).append(profile)
        for facet, partner in PAIRS:
            for a in values[facet]:
                for b in values[partner]:
                    self.pairs.setdefault((facet, a, partner, b), []).append(profile)

    def _ordered(self, facet: Facet) -> list[str]:
        """As in the vocabulary, but names of places and languages by the alphabet."""
        used = self.entries[facet.id]
        if facet.vocabulary in ("countries", "areas", "languages"):
            return sorted(used, key=lambda value: (fold(self.label(facet, value)), value))
        return [value for value in facet.terms(self.vocabularies) if value in used]

    def label_of(self, vocabulary: str, term: str) -> str:
        return self.names.of(vocabulary, term)

    def labels_of(self, vocabulary: str, terms: Iterable[str]) -> list[str]:
        return [self.names.of(vocabulary, term) for term in terms]

    def label(self, facet: Facet, value: str) -> str:
        return self.names.of(facet.vocabulary, value) if facet.vocabulary else facet.own[value].label

    def description(self, facet: Facet, value: str) -> str | None:
        return facet.terms(self.vocabularies)[value].description

    def term(self, facet_id: str, value: str) -> View:
        """For a link to the list of a value; its `url` is None where nobody is listed."""
        key = (facet_id, value)
        if key not in self._terms:
            facet = BY_ID[facet_id]
            url = facet.url_of(value) if value in self.entries[facet_id] else None
            self._terms[key] = {"id": value, "label": self.label(facet, value), "url": url}
        return self._terms[key]

    def terms(self, facet_id: str, values: Iterable[str]) -> list[View]:
        return [self.term(facet_id, value) for value in values]

    def counted(self, facet_id: str, values: Iterable[str] | None = None) -> list[View]:
        """Values with the number of their profiles; without `values`, all of the facet."""
        entries = self.entries[facet_id]
        return [
            {
                **self.term(facet_id, value),
                "count": len(entries[value]),
                "children": [],
                "lang": value if facet_id == "language" else None,
                "native": endonyms().get(value) if facet_id == "language" else None,
            }
            for value in (entries if values is None else values)
        ]

    def tree(self, facet_id: str) -> list[View]:
        """All values, the narrower ones as `children` of the broader."""
        terms = {term["id"]: term for term in self.counted(facet_id)}
        top: list[View] = []
        for value, term in terms.items():
            parent = self.broader.parent(facet_id, value)
            (terms[parent]["children"] if parent else top).append(term)
        return top

    def children(self, facet_id: str, value: str) -> list[View]:
        below = self.broader.children(facet_id, value)
        return self.counted(facet_id, (v for v in below if v in self.entries[facet_id]))

    def useful_pairs(self) -> Iterator[tuple[tuple[str, str, str, str], list[Profile]]]:
        """Those that are shorter than one of the two lists they combine."""
        for key, profiles in self.pairs.items():
            facet, a, partner, b = key
            if len(profiles) < max(len(self.entries[facet][a]), len(self.entries[partner][b])):
                yield key, profiles

    def partners(self, facet_id: str, value: str) -> dict[str, list[View]]:
        """The values with which this one can be combined into a shorter list, by facet."""
        size = len(self.entries[facet_id][value])
        combinations: dict[str, list[View]] = {}
        for partner in PARTNERS.get(facet_id, ()):
            for other in self.entries[partner]:
                key = pair_key(facet_id, value, partner, other)
                count = len(self.pairs.get(key, ()))
                if 0 < count < size:
                    term = {**self.counted(partner, [other])[0], "url": pair_url(*key), "count": count}
                    combinations.setdefault(partner, []).append(term)
        return combinations


def pair_key(facet: str, value: str, partner: str, other: str) -> tuple[str, str, str, str]:
    """A pair is filed under its role or topic, whichever side one comes from."""
    return (partner, other, facet, value) if (partner, facet) in PAIRS else (facet, value, partner, other)


def pair_url(facet: str, a: str, partner: str, b: str) -> str:
    return f"/directory/{facet}/{a.lower()}/{partner}/{b.lower()}/"
