"""What search engines read about a page: schema.org, as JSON-LD. E-mail addresses are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from experts import Profile
from plugins.directory.display_names import DisplayNames
from records.vocabulary import Vocabularies

JsonLd = dict[str, Any]


def profile_data(
    profile: Profile, origin: str, crumbs: Sequence[Mapping[str, str]], names: DisplayNames, photo: str | None
) -> JsonLd:
    url = f"{origin}/experts/{profile.slug}/"
    page = {
        "@type": "ProfilePage",
        "@id": url,
        "dateModified": modified(profile).isoformat(),
        "breadcrumb": breadcrumbs(crumbs, profile.name, url, origin),
    }
    entity = _entity(profile, url, names, f"{origin}{photo}" if photo else None)
    return {"@context": "https://schema.org", **entity, "mainEntityOfPage": page}


def modified(profile: Profile) -> date:
    """The last day on which something about the entry is known to have changed."""
    days = [profile.verification.on, profile.consent.public_listing, profile.consent.photo]
    days += [own.on for own in (profile.confirmed, profile.changed) if own]
    days += [profile.accepting.as_of] if profile.accepting else []
    days += [identifier.checked_on for identifier in profile.identifiers]
    return max(day for day in days if day)


def breadcrumbs(crumbs: Sequence[Mapping[str, str]], here: str, url: str, origin: str) -> JsonLd:
    steps = [(crumb["label"], f"{origin}{crumb['url']}") for crumb in crumbs]
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": item}
        for place, (name, item) in enumerate([*steps, (here, url)], start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def article_data(
    meta: Mapping[str, Any], published: date, site: Mapping[str, Any], about: Sequence[str]
) -> JsonLd:
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": meta["title"],
        "description": meta["description"],
        "url": f"{site['origin']}{meta['url']}",
        "inLanguage": meta["lang"],
        "datePublished": published.isoformat(),
        "dateModified": meta["modified"].isoformat(),
        "publisher": {"@type": "Organization", "name": site["name"], "url": f"{site['origin']}/"},
        "about": [{"@type": "Thing", "name": label} for label in about],
    }


def _entity(profile: Profile, url: str, names: DisplayNames, photo: str | None) -> JsonLd:
    person = profile.kind == "person"
    entity: JsonLd = {
        "@type": "Person" if person else "Organization",
        "@id": f"{url}#entry",
        "name": profile.name,
        "description": profile.headline,
        "alternateName": list(profile.alternate_names),
        "knowsLanguage": [language.tag for language in profile.languages],
        "knowsAbout": [names.of("topics", topic) for topic in profile.topics],
        "areaServed": [] if person else [names.of("areas", area) for area in profile.countries.serves],
        "identifier": [_identifier(i.scheme, i.value, names.vocabularies) for i in profile.identifiers],
        "affiliation" if person else "memberOf": [
            {"@type": "Organization", "name": affiliation.organisation}
            for affiliation in profile.affiliations
        ],
        "sameAs": [link.url for link in profile.links if link.rel in ("website", "profile", "social")],
        "image": photo,
    }
    return {key: value for key, value in entity.items() if value}


def _identifier(scheme: str, value: str, vocabularies: Vocabularies) -> JsonLd:
    register = vocabularies["identifiers"].terms[scheme].label
    return {"@type": "PropertyValue", "propertyID": scheme, "name": register, "value": value}
