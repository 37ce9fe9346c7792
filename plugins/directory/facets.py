"""The facets of the directory: which values a profile has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from experts import Profile
from experts.regulated import KINDS, regulating
from records.vocabulary import Term, Vocabularies

Values = Callable[[Profile, Vocabularies], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Facet:
    id: str
    label: str
    title: str  # of the list of one value
    vocabulary: str  # "" where the facet names its own values
    values: Values
    own: Mapping[str, Term] = field(default_factory=dict)
    one: str = ""  # the label in the singular, unless it is the same

    @property
    def singular(self) -> str:
        return self.one or self.label

    def terms(self, vocabularies: Vocabularies) -> Mapping[str, Term]:
        return vocabularies[self.vocabulary].terms if self.vocabulary else self.own

    @property
    def url(self) -> str:
        return f"/directory/{self.id}/"

    def url_of(self, value: str) -> str:
        return f"{self.url}{value.lower()}/"


def _legal_aid(profile: Profile, _: Vocabularies) -> Iterator[str]:
    answers = {service.fees.legal_aid for service in profile.services if service.fees}
    return (answer for answer in LEGAL_AID if answer in answers)


def _accepting(profile: Profile, _: Vocabularies) -> Iterator[str]:
    if profile.accepting:
        yield from (what for what in ACCEPTING if getattr(profile.accepting, what) == "open")


def _regulated(profile: Profile, vocabularies: Vocabularies) -> Iterator[str]:
    return (kind for _, kind in regulating(profile, vocabularies["identifiers"]))


def _witnessed(profile: Profile, _: Vocabularies) -> Iterable[str]:
    return profile.witness.forums if profile.witness else ()


def _named(labels: Mapping[str, str]) -> dict[str, Term]:
    return {value: Term(value, label) for value, label in labels.items()}


LEGAL_AID = _named({"yes": "Takes legal aid", "case-by-case": "Takes legal aid in some cases"})
ACCEPTING = _named({"referrals": "Taking referrals now", "reports": "Writing expert reports now"})

FACETS = (
    Facet("role", "Groups", "{}", "roles", lambda p, _: p.roles, one="Group"),
    Facet("country", "Country expertise", "Experts on {}", "countries", lambda p, _: p.countries.expertise),
    Facet("serves", "Countries served", "Who takes cases from {}", "areas", lambda p, _: p.countries.serves),
    Facet("topic", "Topics", "{}", "topics", lambda p, _: p.topics, one="Topic"),
    Facet("exploitation", "Forms of exploitation", "{}", "exploitation", lambda p, _: p.exploitation),
    Facet(
        "language",
        "Languages",
        "Who works in {}",
        "languages",
        lambda p, _: [x.tag for x in p.languages],
        one="Language",
    ),
    Facet("service", "Services", "Services: {}", "services", lambda p, _: [x.type for x in p.services]),
    Facet("forum", "Courts and tribunals", "{}", "forums", _witnessed),
    Facet("legal-aid", "Legal aid", "{}", "", _legal_aid, LEGAL_AID),
    Facet("accepting", "Taking cases now", "{}", "", _accepting, ACCEPTING),
    Facet("regulated", "Regulation", "{}", "", _regulated, KINDS),
)
BY_ID = {facet.id: facet for facet in FACETS}

# Which facets are worth combining, and from which side.
PARTNERS = {"role": ("country",), "country": ("role", "topic"), "topic": ("country",)}


class Broader:
    """Which values a value belongs to besides itself."""

    def __init__(self, vocabularies: Vocabularies) -> None:
        self._above = {facet.id: _above(facet, vocabularies) for facet in FACETS}
        self._below: dict[str, dict[str, list[str]]] = {facet.id: {} for facet in FACETS}
        for facet, values in self._above.items():
            for value, above in values.items():
                self._below[facet].setdefault(above[0], []).append(value)
        areas = vocabularies["areas"].terms
        self._nations = {
            country: [area for area in areas if area.startswith(f"{country}-")]
            for country in {area[:2] for area in areas if "-" in area}
        }

    def parent(self, facet: str, value: str) -> str | None:
        above = self._above[facet].get(value, ())
        return above[0] if above else None

    def children(self, facet: str, value: str) -> list[str]:
        return self._below[facet].get(value, [])

    def spread(self, facet: Facet, values: Iterable[str]) -> dict[str, None]:
        """The values of a profile and all that they imply, each once, in a stable order.

        Who serves the whole of a country serves each of its nations.
        """
        implied: dict[str, None] = {}
        for value in values:
            implied.update(dict.fromkeys((value, *self._above[facet.id].get(value, ()))))
            if facet.id == "serves":
                implied.update(dict.fromkeys(self._nations.get(value, ())))
        return implied


def _above(facet: Facet, vocabularies: Vocabularies) -> dict[str, tuple[str, ...]]:
    terms = facet.terms(vocabularies)
    above: dict[str, tuple[str, ...]] = {}
    for value, term in terms.items():
        chain = []
        broader = term.broader or (value[:2] if facet.id == "serves" and "-" in value else None)
        while broader and broader not in chain:
            chain.append(broader)
            broader = terms[broader].broader
        if chain:
            above[value] = tuple(chain)
    return above
