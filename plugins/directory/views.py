"""What the templates show of a profile: plain data, in the words that a visitor reads.

Here is only what must be computed; every other field comes as it is (plugins/directory/plain.py).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType

from engine.output import View
from experts import Contact, Freshness, Identifier, Profile
from experts.contact_kinds import NAME as KINDS
from experts.contact_kinds import contact_kinds
from experts.freshness import heard_from, is_before_change
from experts.identifier import address, search_page
from experts.regulated import regulating
from plugins.directory import contact_view, service_views
from plugins.directory.facet_index import FacetIndex
from plugins.directory.plain import Plain
from plugins.directory.safe_markdown import to_html

ON_CARD = 3  # countries, and languages
CONFIRMED = "Confirmed by them"
CHECKED = {"fresh": "Checked", "due": "Check due", "overdue": "Check overdue", "hidden": "Not checked"}
# Of an entry, what stands among its own fields here; of a service, what has another name here.
_TAKEN_APART = ("countries",)
_RENAMED = ("type", "mode", "turnaround_weeks")


def url_of(slug: str) -> str:
    return f"/experts/{slug}/"


def takes_reports(profile: Profile) -> bool:
    """Whether they can be instructed now, or after a wait."""
    return bool(profile.accepting and profile.accepting.reports in ("open", "waitlist"))


class Views:
    """`listed` holds the slugs that may be linked to, `taken_away` those that lack a link."""

    def __init__(
        self,
        index: FacetIndex,
        as_of: date,
        editors_email: str,
        listed: Collection[str],
        taken_away: Mapping[str, date] = MappingProxyType({}),
    ) -> None:
        self.index = index
        self.plain = Plain(index)
        self.as_of = as_of
        self.editors_email = editors_email
        self.listed = listed
        self.taken_away = taken_away

    def card(self, profile: Profile, state: Freshness) -> View:
        countries = profile.countries.expertise or profile.countries.serves
        languages = [language.tag for language in profile.languages]
        labels = self.index.labels_of
        return {
            **self._name(profile),
            "groups": [group["label"] for group in self._groups(profile)],
            "countries": labels("areas", countries[:ON_CARD]),
            "countries_more": len(countries[ON_CARD:]),
            "languages": labels("languages", languages[:ON_CARD]),
            "languages_more": len(languages[ON_CARD:]),
            "regulated": self._regulated(profile),
            "availability": service_views.overall(service_views.availability(profile.accepting, self.index)),
            "checked": _checked(profile, state),
            "has_photo": profile.photo is not None,
        }

    def profile(self, profile: Profile, state: Freshness) -> View:
        """Without photo and jsonld, which need more than the profile."""
        index = self.index
        computed = {
            **self._name(profile),
            "groups": self._groups(profile),
            "summary": to_html(profile.summary) if profile.summary else None,
            "photo": None,
            "alert": self.alert(profile),
            **self._scope(profile),
            "availability": service_views.availability(profile.accepting, index),
            "takes_reports": takes_reports(profile),
            "availability_as_of": profile.accepting.as_of if profile.accepting else None,
            "services": [
                self.plain.of(service, _RENAMED, **service_views.service(service, index))
                for service in profile.services
            ],
            "regulated": self._regulated(profile),
            "witness": self._witness(profile),
            "contact": [self._contact(contact, profile.name) for contact in profile.contact],
            "link_taken_away": self.taken_away.get(profile.slug),
            **self._credentials(profile),
            "verification": self._verification(profile, state),
        }
        return self.plain.of(profile, _TAKEN_APART, **computed)

    def alert(self, profile: Profile) -> str | None:
        alert = profile.alert
        return alert.text if alert and alert.until >= self.as_of else None

    def _name(self, profile: Profile) -> View:
        return {
            "slug": profile.slug,
            "url": url_of(profile.slug),
            "name": profile.name,
            "kind": profile.kind,
            "kind_label": self.index.label_of("kinds", profile.kind),
            "sample": profile.sample,
            "headline": profile.headline,
        }

    def _groups(self, profile: Profile) -> list[View]:
        """One person is a 'Legal expert'; the group is called 'Legal experts'."""
        roles = self.index.vocabularies["roles"].terms
        return [
            {**self.index.term("role", role), "label": roles[role].one or roles[role].label}
            for role in profile.roles
        ]

    def _scope(self, profile: Profile) -> View:
        """What they know, whom they work with, and where."""
        index, countries = self.index, profile.countries
        levels = index.labels_of("language-levels", [language.level for language in profile.languages])
        return {
            "topics": index.terms("topic", profile.topics),
            "exploitation": index.terms("exploitation", profile.exploitation),
            "audience": index.labels_of("audiences", profile.audience),
            **self.plain.of(
                countries,
                based=index.term("country", countries.based) if countries.based else None,
                expertise=index.terms("country", countries.expertise),
                serves=index.terms("serves", countries.serves),
            ),
            "languages": [
                {**index.term("language", language.tag), "tag": language.tag, "level": level}
                for language, level in zip(profile.languages, levels, strict=True)
            ],
        }

    def _credentials(self, profile: Profile) -> View:
        """Where they can be looked up."""
        label = self.index.label_of
        return {
            "identifiers": [self._identifier(one, profile.kind) for one in profile.identifiers],
            "affiliations": [
                self.plain.of(
                    one, url=url_of(one.profile) if one.profile and one.profile in self.listed else None
                )
                for one in profile.affiliations
            ],
            "links": [
                self.plain.of(one, label=one.title or label("link-relations", one.rel))
                for one in profile.links
            ],
        }

    def _witness(self, profile: Profile) -> View | None:
        work = profile.witness
        return self.plain.of(work, forums=self.index.terms("forum", work.forums)) if work else None

    def _identifier(self, identifier: Identifier, kind: str) -> View:
        register = self.index.vocabularies["identifiers"].terms[identifier.scheme]
        link = address(register, identifier.value, kind)
        return self.plain.of(identifier, label=register.label, url=link, search=search_page(register))

    def _regulated(self, profile: Profile) -> list[View]:
        registers = self.index.vocabularies["identifiers"]
        return [
            {"register": registers.terms[entry.scheme].label, "checked_on": entry.checked_on}
            for entry, _ in regulating(profile, registers)
        ]

    def _contact(self, contact: Contact, name: str) -> View:
        kind = contact_kinds(self.index.vocabularies[KINDS])[contact.kind]
        value, href = contact_view.shown(contact, kind, name, self.editors_email)
        return self.plain.of(
            contact,
            kind=contact.kind,
            kind_label=kind.label,
            kind_description=kind.description,
            holds=kind.value,
            told_apart=contact_view.told_apart(kind),
            value=value,
            href=href,
            hours=contact_view.hours(contact.hours),
        )

    def _verification(self, profile: Profile, state: Freshness) -> View:
        check = profile.verification
        level = self.index.vocabularies["verification-levels"].terms[check.level]
        return self.plain.of(
            check,
            state=state,
            level_description=level.description,
            next_due=next_year(heard_from(profile)),
            before_change=is_before_change(profile),
            confirmed=profile.confirmed.on if profile.confirmed else None,
        )


def _checked(profile: Profile, state: Freshness) -> View:
    """What a card says of it: the younger of the editors' check and the entry's own word."""
    on = heard_from(profile)
    own = state == "fresh" and on != profile.verification.on
    return {"state": state, "label": CONFIRMED if own else CHECKED[state], "date": on}


def next_year(day: date) -> date:
    """The same day a year later; a leap day becomes the first of March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)
