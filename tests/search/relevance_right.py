"""Which entries answer a question rightly, worked out from their data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from experts import Profile
from plugins.directory.facets import BY_ID
from plugins.directory.views import url_of
from plugins.site import Site
from records.search_text import words
from tests.search.relevance_table import Row

MOST = 0.35  # of all entries: a question that more of them answer says nothing


def computed(table: Iterable[Row], site: Site) -> list[Row]:
    """The rows, each with the addresses of all entries that meet it."""
    facts = Facts(site)
    return [with_right(row, facts) for row in table]


def with_right(row: Row, facts: Facts) -> Row:
    right = [url_of(one.slug) for one in facts.listed if facts.meets(one, row)]
    if not 0 < len(right) <= MOST * len(facts.listed):
        of = len(facts.listed)
        raise ValueError(f"{row.ask!r}: {len(right)} of {of} entries meet it; ask another question")
    return replace(row, right=right)


class Facts:
    """What a question may ask of an entry. A nation's entries are also those that serve the whole country."""

    def __init__(self, site: Site) -> None:
        self.listed = site.catalogue.listed
        self.broader = site.catalogue.index.broader
        self.vocabularies = site.vocabularies
        self.own: dict[str, Callable[[Profile], Iterable[str]]] = {
            "knows": self.facet("country"),
            "country": self.countries,
            "nation": lambda one: [*self.facet("language")(one), *self.facet("country")(one)],
            "mode": lambda one: [mode for service in one.services for mode in service.mode],
            "pro-bono": lambda one: [service.fees.pro_bono or "" for service in one.services if service.fees],
            "takes": lambda one: ["cases"] if [*BY_ID["accepting"].values(one, self.vocabularies)] else [],
            "phone": lambda one: ["".join((way.dial or "").split()) for way in one.contact],
            "email": lambda one: [way.address or "" for way in one.contact],
            "register": lambda one: [number.value for number in one.identifiers],
        }

    def facet(self, name: str) -> Callable[[Profile], Iterable[str]]:
        return lambda one: self.broader.spread(BY_ID[name], BY_ID[name].values(one, self.vocabularies))

    def countries(self, one: Profile) -> Iterable[str]:
        where = one.countries
        return {where.based or "", *where.expertise, *self.facet("serves")(one)}

    def meets(self, one: Profile, row: Row) -> bool:
        return all(self.has(one, fact, value) for fact, value in row.meets.items())

    def has(self, one: Profile, fact: str, value: str | Sequence[str]) -> bool:
        """Of several values, any."""
        if fact == "name":
            return any(
                set(words(str(value))) <= set(words(name)) for name in (one.name, *one.alternate_names)
            )
        wanted = {value} if isinstance(value, str) else {*value}
        return not wanted.isdisjoint((self.own.get(fact) or self.facet(fact))(one))
