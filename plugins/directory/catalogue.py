"""Everybody in the directory: who is listed, in which order, and what a list shows of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property, partial
from types import MappingProxyType

from engine.fingerprints import Lazy, fingerprint
from engine.output import Output
from engine.parallel import ForkedTask
from experts import Directory, Freshness, Profile, Tombstone
from experts.freshness import freshness_of
from plugins.directory.display_names import DisplayNames
from plugins.directory.facet_index import FacetIndex
from plugins.directory.related import all_related
from plugins.directory.sort_order import list_order
from plugins.directory.structured import modified
from plugins.directory.views import Views


class Catalogue:
    """`samples` False leaves out invented entries; `base` is the fingerprint of code and settings.

    `taken_away` has the slugs of entries that lack a link now, with the day on which it was last looked at.
    """

    def __init__(
        self,
        directory: Directory,
        as_of: date,
        names: DisplayNames,
        editors_email: str,
        samples: bool,
        base: bytes = b"",
        taken_away: Mapping[str, date] = MappingProxyType({}),
    ) -> None:
        self.base = base
        self.digests = directory.digests
        self.as_of = as_of
        everybody = [p for p in directory.profiles if samples or not p.sample]
        self.tombstones = [t for t in directory.tombstones if samples or not t.sample]
        self.states = {p.slug: freshness_of(p, as_of) for p in everybody}
        self.listed = sorted((p for p in everybody if self.states[p.slug] != "hidden"), key=self._order)
        self.hidden = [p for p in everybody if self.states[p.slug] == "hidden"]
        self.profiles = {p.slug: p for p in self.listed}
        # The name of every entry that has a page of any kind.
        named: list[Profile | Tombstone] = [*everybody, *self.tombstones]
        self.named = {entry.slug: entry.name for entry in named}
        self.index = FacetIndex(self.listed, names, directory.vocabularies)
        self.views = Views(self.index, as_of, editors_email, self.profiles, taken_away)
        self._related = ForkedTask(partial(all_related, self.listed))
        self._changed = {profile.slug: modified(profile) for profile in self.listed}
        self._fingerprints: dict[str, bytes] = {}
        self._cards: dict[str, Lazy] = {}

    def _order(self, profile: Profile) -> tuple[bool, str, str]:
        return list_order(profile, self.state(profile) == "overdue")

    def state(self, profile: Profile) -> Freshness:
        return self.states[profile.slug]

    def related(self, slug: str) -> list[Profile]:
        return [self.profiles[other] for other in self._related.result[slug]]

    @cached_property
    def modified(self) -> date | None:
        """When something about any listed entry last changed."""
        return self.newest(self.listed)

    def newest(self, profiles: Iterable[Profile]) -> date | None:
        return max([self._changed[profile.slug] for profile in profiles], default=None)

    @property
    def samples(self) -> bool:
        """Whether any page shows an invented entry."""
        entries: list[Profile | Tombstone] = [*self.listed, *self.hidden, *self.tombstones]
        return any(entry.sample for entry in entries)

    def fingerprint(self, profile: Profile) -> bytes:
        """Changes whenever what is shown of an entry might."""
        if profile.slug not in self._fingerprints:
            self._fingerprints[profile.slug] = fingerprint(
                self.base,
                self.digests[profile.path],
                self.state(profile),
                self.views.alert(profile),
                [one.profile in self.profiles for one in profile.affiliations],
            )
        return self._fingerprints[profile.slug]

    def card(self, profile: Profile, output: Output) -> Lazy:
        """Rendered once, and then put into every list."""
        if profile.slug not in self._cards:
            self._cards[profile.slug] = Lazy(
                lambda: fingerprint(output.templates.fingerprint("card.html"), self.fingerprint(profile)),
                lambda: self._card(profile, output),
            )
        return self._cards[profile.slug]

    def _card(self, profile: Profile, output: Output) -> str:
        view = self.views.card(profile, self.state(profile))
        return output.templates.render("card.html", {"card": view}, view["url"])
