"""/patterns/: every component in every state, from examples that go the way of real entries.

Whoever changes the theme looks here, and so do the tests of accessibility. The examples are
fixed, so that the page changes only with the theme; their links lead back to the page itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

import experts
from engine.output import Page, page
from experts import Profile
from experts.contact_kinds import NAME as KINDS
from experts.contact_kinds import contact_kinds
from experts.freshness import freshness_of
from plugins.build_error import stop_build
from plugins.content import law_examples
from plugins.directory.facet_index import FacetIndex
from plugins.directory.pagination import paginate
from plugins.directory.views import Views
from plugins.writer import pages
from records.vocabulary import Vocabularies

if TYPE_CHECKING:
    from plugins.site import Site

URL = "/patterns/"
AS_OF = date(2026, 7, 30)
_LEAST = {
    "kind": "person",
    "roles": ["legal"],
    "headline": "What they do, in one line",
    "contact": [{"kind": "relay"}],
    "verification": {"level": "self-declared", "on": "2026-07-01"},
    "consent": {"public_listing": "2026-07-01"},
}
_MOST: dict[str, Any] = {
    "kind": "organisation",
    "roles": ["organisation", "medical"],
    "countries": {"based": "GB", "expertise": ["VN", "AL", "ER", "SD"], "serves": ["GB-ENG"]},
    "languages": [{"tag": tag, "level": "fluent"} for tag in ("en", "vi", "ar", "ti")],
    "accepting": {"referrals": "open", "reports": "waitlist", "wait_weeks": 6, "as_of": "2026-07-01"},
    "services": [
        {
            "type": "medico-legal-report",
            "mode": ["in-person", "remote"],
            "turnaround_weeks": 8,
            "fees": {"legal_aid": "yes", "private": "on-request"},
            "note": "A note about this service.",
        },
        {"type": "safe-house"},
    ],
    "contact": [
        {"kind": "phone", "label": "Duty line", "dial": "+44 20 7946 0123", "time_zone": "Europe/London",
         "hours": "Mo-Fr 09:00-17:00; Sa 10:00-13:00", "for": ["survivors", "professionals"]},
        {"kind": "phone", "dial": "116 123", "hours": "24/7"},
    ],
}  # fmt: skip
_VALUES = {
    "dial": "+44 7700 900123",
    "address": "office@example.org",
    "url": "https://www.example.org/contact",
    "lines": ["Example House", "1 Example Street", "London"],
}
EXAMPLES: dict[str, dict[str, Any]] = {
    "as little as can be": {"name": "Asha Example"},
    "as much as can be": {"name": "Example House", **_MOST},
    "an invented entry": {"name": "Sam Sample", "sample": True, "accepting": {"referrals": "waitlist"}},
    "closed, check due": {
        "name": "Minh Example",
        "accepting": {"referrals": "closed"},
        "verification": {"level": "email-confirmed", "on": "2025-07-01"},
    },
    "check overdue": {
        "name": "Vera Example",
        "verification": {"level": "documents-checked", "on": "2024-12-01"},
    },
    "right to left": {
        "name": "ليلى مثال",
        "headline": "محامية في قضايا اللجوء",
        "languages": _MOST["languages"][2:3],
    },
}


def every_kind(vocabularies: Vocabularies) -> list[dict[str, Any]]:
    """The telephones above, and one way to get in touch of each other kind."""
    kinds = contact_kinds(vocabularies[KINDS]).values()
    ways = [
        {"kind": kind.id} | ({str(kind.value): _VALUES[str(kind.value)]} if kind.value in _VALUES else {})
        for kind in kinds
        if kind.id != "phone"
    ]
    return [*_MOST["contact"], *ways]


def examples(vocabularies: Vocabularies) -> Iterator[tuple[str, Profile]]:
    for place, (label, data) in enumerate(EXAMPLES.items(), start=1):
        ways = {"contact": every_kind(vocabularies)} if "contact" in data else {}
        source = experts.dump({**_LEAST, **data, **ways}).encode()
        profile, diagnostics = experts.examine(f"plugins/patterns/example-{place}.yaml", source, vocabularies)
        if not isinstance(profile, Profile):
            stop_build(diagnostics)
        yield label, profile


def patterns(site: Site) -> Iterator[Page]:
    views = Views(FacetIndex((), site.names, site.vocabularies), AS_OF, site.about["editors_email"], ())
    cards, profiles = [], []
    for label, profile in examples(site.vocabularies):
        state = freshness_of(profile, AS_OF)
        card = {**views.card(profile, state), "url": URL}
        html = site.output.templates.render("card.html", {"card": card}, URL)
        cards.append({"label": label, "card": Markup(html)})  # noqa: S704  (a template escaped it)
        profiles.append({"label": label, "profile": views.profile(profile, state)})
    law = law_examples.law(site.names, AS_OF, URL)
    description = "Every part of a page in every state, for those who work on the theme."
    meta = site.meta(URL, "Patterns", description, noindex=True)
    yield page(
        "patterns.html",
        meta,
        cards=cards,
        profiles=profiles,
        list=_pager(),
        facet=_facet(),
        law=[law.view(id_) for id_ in law.claims],
        changes=law.changes(law.claims),
    )


def _pager() -> dict[str, Any]:
    part = list(paginate(URL, range(225)))[4]
    numbers = [number and {**number, "url": URL} for number in part.numbers]
    return {"page": part.number, "pages": part.pages, "previous": URL, "next": URL, "numbers": numbers}


def _facet() -> dict[str, Any]:
    plain: dict[str, Any] = {"url": URL, "children": [], "lang": None, "native": None}
    terms = [{"id": "one", "label": "A term", "count": 12, **plain}]
    terms.append(
        {"id": "vi", "label": "Vietnamese", "count": 3, **plain, "lang": "vi", "native": "Tiếng Việt"}
    )
    return {
        "id": "example",
        "label": "A facet",
        "description": None,
        "groups": [{"label": None, "terms": terms}],
    }


def register() -> None:
    pages.connect(patterns)
