"""The structured facts of an entry as text, so that the search finds it by them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from experts import Contact, Profile, Service
from plugins.directory.facets import BY_ID
from plugins.search.facet_terms import FacetTerms
from plugins.search.lexicon import phrases
from records.contact_terms import mail_term, number_terms

if TYPE_CHECKING:
    from plugins.site import Site

OFFERED = {"yes": 2, "case-by-case": 1}
TAKING = {"open": 2, "waitlist": 1}
"""How often the field holds what is typed for it: what it holds twice weighs more."""
FEES = {"free": "free free-of-charge", "pro_bono": "pro bono probono", "private": "private fees"}
"""What is typed for a way to pay, by its field; legal aid has its phrases in the lexicon."""


def facts(site: Site, terms: FacetTerms, profile: Profile) -> str:
    """Flat text: courts, modes, fees, ways to get in touch, towns, registers, and whether they take cases."""
    named = (
        terms.joined(facet, BY_ID[facet].values(profile, site.vocabularies))
        for facet in ("forum", "regulated")
    )
    listed = chain(
        named,
        _accepting(profile),
        chain.from_iterable(_service(site, service) for service in profile.services),
        chain.from_iterable(_contact(site, profile, contact) for contact in profile.contact),
        _papers(site, profile),
    )
    return " ".join(dict.fromkeys(filter(None, listed)))


def _accepting(profile: Profile) -> Iterator[str]:
    """Who has a waiting list takes cases as well, and comes after those who take them now."""
    for what in ("referrals", "reports"):
        state = getattr(profile.accepting, what, None)
        if state in TAKING:
            yield " ".join(phrases("accepting", what) * TAKING[state])


def _service(site: Site, service: Service) -> Iterator[str]:
    yield from _named(site, "modes", service.mode)
    if not service.fees:
        return
    if service.fees.legal_aid in OFFERED:
        yield " ".join(phrases("legal-aid", "yes") * OFFERED[service.fees.legal_aid])
    for field, text in FEES.items():
        yield " ".join([text] * OFFERED.get(getattr(service.fees, field), 0))


def _contact(site: Site, profile: Profile, contact: Contact) -> Iterator[str]:
    yield from _named(site, "contact-kinds", [contact.kind])
    yield from contact.lines
    yield contact.label or ""
    if contact.dial:
        yield from number_terms(contact.dial, profile.countries.based)
    if contact.address:
        yield mail_term(contact.address)


def _papers(site: Site, profile: Profile) -> Iterator[str]:
    for identifier in profile.identifiers:
        yield from _named(site, "identifiers", [identifier.scheme])
        yield identifier.value
    if profile.witness:
        yield from _named(site, "declarations", profile.witness.declarations)
        yield from (training.name for training in profile.witness.training)


def _named(site: Site, vocabulary: str, ids: Iterable[str]) -> Iterator[str]:
    for id_ in ids:
        term = site.vocabularies[vocabulary].terms[id_]
        yield from (term.label, *term.aliases)
