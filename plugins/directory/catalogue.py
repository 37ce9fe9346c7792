"""Everybody in the directory: who is listed, in which order, and what a list shows of them."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from markupsafe import Markup

from experts import Directory, Freshness, Profile, freshness
from plugins.directory.cldr import Names
from plugins.directory.index import Index
from plugins.directory.listing import list_order
from plugins.directory.related import Related
from plugins.directory.structured import newest
from plugins.directory.views import Views
from plugins.output import Output


class Catalogue:
    """`samples` False leaves out the invented entries."""

    def __init__(
        self, directory: Directory, as_of: date, names: Names, editors_email: str, samples: bool
    ) -> None:
        self.as_of = as_of
        everybody = [p for p in directory.profiles if samples or not p.sample]
        self.tombstones = [t for t in directory.tombstones if samples or not t.sample]
        self.states = {p.slug: freshness(p.verification.on, as_of) for p in everybody}
        self.listed = sorted((p for p in everybody if self.states[p.slug] != "hidden"), key=self._order)
        self.hidden = [p for p in everybody if self.states[p.slug] == "hidden"]
        self.profiles = {p.slug: p for p in self.listed}
        # The name of every entry that has a page of any kind.
        self.named = {entry.slug: entry.name for entry in (*everybody, *self.tombstones)}
        self.index = Index(self.listed, names, directory.vocabularies)
        self.views = Views(self.index, as_of, editors_email, self.profiles)
        self._cards: dict[str, Markup] = {}

    def _order(self, profile: Profile) -> tuple[bool, str, str]:
        return list_order(profile, self.state(profile) == "overdue")

    def state(self, profile: Profile) -> Freshness:
        return self.states[profile.slug]

    @cached_property
    def related(self) -> Related:
        return Related(self.listed)

    @cached_property
    def modified(self) -> date | None:
        """When something about any listed entry last changed."""
        return newest(self.listed)

    @property
    def samples(self) -> bool:
        """Whether any page shows an invented entry."""
        return any(entry.sample for entry in (*self.listed, *self.hidden, *self.tombstones))

    def card(self, profile: Profile, output: Output) -> Markup:
        """Rendered once, and then put into every list."""
        if profile.slug not in self._cards:
            view = self.views.card(profile, self.state(profile))
            html = output.render("card.html", {"card": view}, view["url"])
            self._cards[profile.slug] = Markup(html)  # noqa: S704  (a template escaped it)
        return self._cards[profile.slug]
