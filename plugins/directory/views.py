"""What the templates show of a profile: plain data, in the words that a visitor reads."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from experts import Contact, Freshness, Profile, Service, Witness
from plugins.directory import reach
from plugins.directory.index import Index, Term
from plugins.directory.markup import to_html

View = dict[str, Any]

ON_CARD = 3  # countries, and languages
CHECKED = {"fresh": "Checked", "due": "Check due", "overdue": "Check overdue", "hidden": "Not checked"}
ACCEPTING = {"referrals": "Referrals", "reports": "Expert reports"}
FEES = {"free": "Free", "legal_aid": "Legal aid", "pro_bono": "Pro bono", "private": "Private fee"}


def url_of(slug: str) -> str:
    return f"/experts/{slug}/"


def weeks(count: int | None) -> str | None:
    return None if count is None else f"about {count} week{'' if count == 1 else 's'}"


class Views:
    """`listed` holds the slugs that may be linked to."""

    def __init__(self, index: Index, as_of: date, editors_email: str, listed: Collection[str]) -> None:
        self.index = index
        self.as_of = as_of
        self.editors_email = editors_email
        self.listed = listed

    def card(self, profile: Profile, state: Freshness) -> View:
        countries = profile.countries.expertise or profile.countries.serves
        languages = [language.tag for language in profile.languages]
        return {
            "slug": profile.slug,
            "url": url_of(profile.slug),
            "name": profile.name,
            "kind": profile.kind,
            "kind_label": self.label("kinds", profile.kind),
            "sample": profile.sample,
            "groups": [group["label"] for group in self.groups(profile)],
            "headline": profile.headline,
            "countries": self.labels("areas", countries[:ON_CARD]),
            "countries_more": len(countries[ON_CARD:]),
            "languages": self.labels("languages", languages[:ON_CARD]),
            "languages_more": len(languages[ON_CARD:]),
            "availability": self.overall(profile),
            "checked": {"state": state, "label": CHECKED[state], "date": profile.verification.on},
            "has_photo": profile.photo is not None,
        }

    def profile(self, profile: Profile, state: Freshness) -> View:
        """Without photo and jsonld, which need more than the profile."""
        return {
            **self.who(profile),
            **self.what(profile),
            "availability": self.availability(profile),
            "availability_as_of": profile.accepting.as_of if profile.accepting else None,
            "services": [self.service(service) for service in profile.services],
            "witness": self.witness(profile.witness) if profile.witness else None,
            "contact": [self.contact(contact, profile.name) for contact in profile.contact],
            "verification": self.verification(profile, state),
            **self.standing(profile),
        }

    def who(self, profile: Profile) -> View:
        alert = profile.alert
        return {
            "slug": profile.slug,
            "url": url_of(profile.slug),
            "name": profile.name,
            "alternate_names": list(profile.alternate_names),
            "kind": profile.kind,
            "kind_label": self.label("kinds", profile.kind),
            "headline": profile.headline,
            "summary": to_html(profile.summary) if profile.summary else None,
            "sample": profile.sample,
            "alert": alert.text if alert and alert.until >= self.as_of else None,
            "groups": self.groups(profile),
        }

    def what(self, profile: Profile) -> View:
        countries = profile.countries
        terms = self.index.terms
        return {
            "topics": terms("topic", profile.topics),
            "exploitation": terms("exploitation", profile.exploitation),
            "audience": self.labels("audiences", profile.audience),
            "based": terms("country", [countries.based])[0] if countries.based else None,
            "expertise": terms("country", countries.expertise),
            "serves": terms("serves", countries.serves),
            "languages": [
                {
                    **self.index.term("language", x.tag),
                    "tag": x.tag,
                    "level": self.label("language-levels", x.level),
                }
                for x in profile.languages
            ],
        }

    def standing(self, profile: Profile) -> View:
        return {
            "identifiers": [self.identifier(i.scheme, i.value, i.checked_on) for i in profile.identifiers],
            "affiliations": [
                {
                    "organisation": one.organisation,
                    "title": one.title,
                    "url": url_of(one.profile) if one.profile in self.listed else None,
                }
                for one in profile.affiliations
            ],
            "publications": [{"title": p.title, "year": p.year, "url": p.url} for p in profile.publications],
            "links": [
                {"label": x.title or self.label("link-relations", x.rel), "url": x.url} for x in profile.links
            ],
            "consent_on": profile.consent.public_listing,
        }

    def groups(self, profile: Profile) -> list[Term]:
        """One person is a 'Legal expert'; the group is called 'Legal experts'."""
        terms = self.index.vocabularies["roles"].terms
        return [
            {**self.index.term("role", role), "label": terms[role].one or terms[role].label}
            for role in profile.roles
        ]

    def availability(self, profile: Profile) -> list[View]:
        if profile.accepting is None:
            return []
        states = {what: getattr(profile.accepting, what) for what in ACCEPTING}
        waiting = "waitlist" if "waitlist" in states.values() else "open"
        return [
            {
                "what": ACCEPTING[what],
                "state": state,
                "label": self.label("availability", state),
                "wait": weeks(profile.accepting.wait_weeks) if state == waiting else None,
            }
            for what, state in states.items()
            if state
        ]

    def overall(self, profile: Profile) -> View:
        """The best of what is on offer, for a card."""
        states = {row["state"]: row["label"] for row in self.availability(profile)}
        for state in ("open", "waitlist", "closed"):
            if state in states:
                return {"state": state, "label": states[state]}
        return {"state": "unknown", "label": "Ask whether they take cases"}

    def service(self, service: Service) -> View:
        fees = [(FEES[kind], getattr(service.fees, kind)) for kind in FEES] if service.fees else []
        return {
            "label": self.label("services", service.type),
            "url": self.index.term("service", service.type)["url"],
            "modes": self.labels("modes", service.mode),
            "turnaround": weeks(service.turnaround_weeks),
            "fees": [{"label": label, "value": self.label("fees", fee)} for label, fee in fees if fee],
            "note": service.note,
        }

    def witness(self, witness: Witness) -> View:
        return {
            "forums": self.index.terms("forum", witness.forums),
            "declarations": self.labels("declarations", witness.declarations),
            "oral_evidence": witness.oral_evidence,
            "training": [{"name": one.name, "year": one.year} for one in witness.training],
        }

    def contact(self, contact: Contact, name: str) -> View:
        value, href = reach.shown(contact, name, self.editors_email)
        return {
            "kind": contact.kind,
            "kind_label": self.label("contact-kinds", contact.kind),
            "label": contact.label,
            "value": value,
            "href": href,
            "hours": reach.hours(contact.hours),
            "time_zone": contact.time_zone,
            "for": self.labels("audiences", contact.for_),
            "lines": list(contact.lines),
        }

    def identifier(self, scheme: str, value: str, checked_on: date | None) -> View:
        register = self.index.vocabularies["identifiers"].terms[scheme]
        url = register.extra.get("url")
        return {
            "label": register.label,
            "value": value,
            "url": url.replace("{value}", value) if url else None,
            "checked_on": checked_on,
        }

    def verification(self, profile: Profile, state: Freshness) -> View:
        check = profile.verification
        level = self.index.vocabularies["verification-levels"].terms[check.level]
        return {
            "state": state,
            "level": level.label,
            "level_description": level.description,
            "on": check.on,
            "method": check.method,
            "next_due": next_year(check.on),
        }

    def label(self, vocabulary: str, term: str) -> str:
        return self.index.names.of(vocabulary, term)

    def labels(self, vocabulary: str, terms: Iterable[str]) -> list[str]:
        return [self.label(vocabulary, term) for term in terms]


def next_year(day: date) -> date:
    """The same day a year later; a leap day becomes the first of March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)
