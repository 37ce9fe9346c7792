"""Which entries may fit a referral, and why. Only what the sender agreed to show is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from experts import Profile
from experts.freshness import freshness_of
from forms.fields import label
from records.packed_vocabularies import vocabularies

MOST = 5
FEWEST_POINTS = 3  # a language or a region alone is no reason
# The kinds of help in the words of the directory: topics, then services.
HELP_WORDS = {
    "home": ({"housing"}, {"safe-house"}), "needs": ({"casework"}, {"outreach-support"}),
    "health": ({"health-care"}, set()), "talk": ({"mental-health"}, {"psychological-therapy"}),
    "law": ({"legal-protection", "compensation", "public-law"}, {"legal-advice", "legal-representation"}),
    "papers": ({"asylum-and-trafficking", "immigration-and-leave"}, {"legal-advice"}),
    "pay": ({"compensation", "labour-standards"}, {"legal-advice"}), "language": ({"interpreting"},
    {"interpreting-service"}),
    "children": ({"children-and-young-people"}, set()), "return": ({"return-and-reintegration"},
    {"return-support"}),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    slug: str
    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Criteria:
    topics: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    survivors: bool = False


def criteria(form: str, routing: Mapping[str, Any]) -> Criteria:
    def many(name: str) -> frozenset[str]:
        return frozenset(routing.get(name, ()))

    if form == "message":
        pairs = [HELP_WORDS[word] for word in sorted(many("help")) if word in HELP_WORDS]
        topics, services = (frozenset().union(*(pair[n] for pair in pairs)) for n in (0, 1))
        return Criteria(
            topics, services, regions=many("region") - {"other"}, languages=many("language"), survivors=True
        )
    return Criteria(
        services=many("report"),
        roles=many("discipline"),
        countries=many("countries"),
        languages=many("language"),
    )


def matches(profiles: Iterable[Profile], wanted: Criteria, today: date) -> list[Match]:
    """At most five, the best first; of equal ones the one that takes cases, then by name of file."""
    scored = []
    for profile in profiles:
        if not possible(profile, wanted, today):
            continue
        reasons = list(why(profile, wanted))
        score = sum(points for points, _ in reasons)
        if max((points for points, _ in reasons), default=0) >= FEWEST_POINTS:
            why_them = (*(text for _, text in reasons), taking(profile, wanted))
            scored.append(
                (
                    -score,
                    accepts(profile, wanted) != "open",
                    profile.slug,
                    Match(profile.slug, profile.name, why_them),
                )
            )
    return [match for *_, match in sorted(scored, key=lambda row: row[:3])[:MOST]]


def possible(profile: Profile, wanted: Criteria, today: date) -> bool:
    """Checked lately enough, not closed, and not for another place only."""
    fresh = freshness_of(profile, today) != "hidden"
    here = not wanted.regions or not profile.countries.serves or bool(near(profile, wanted))
    return fresh and here and accepts(profile, wanted) != "closed"


def near(profile: Profile, wanted: Criteria) -> list[str]:
    """The regions that it serves; who serves a country serves its nations."""
    served = profile.countries.serves
    return [region for region in wanted.regions if region in served or region.partition("-")[0] in served]


def accepts(profile: Profile, wanted: Criteria) -> str:
    now = profile.accepting
    return (now and (now.referrals if wanted.survivors else now.reports)) or "unknown"


def taking(profile: Profile, wanted: Criteria) -> str:
    return label("availability", accepts(profile, wanted)).replace(
        "unknown", "Does not say whether it takes cases"
    )


def why(profile: Profile, wanted: Criteria) -> Iterator[tuple[int, str]]:
    offered = {service.type for service in profile.services}
    languages = {language.tag.partition("-")[0] for language in profile.languages}
    rows = (
        (3, "topics", wanted.topics & broader(profile.topics)), (3, "services", wanted.services & offered),
        (3, "roles", wanted.roles & {*profile.roles}), (3, "countries",
        wanted.countries & {*profile.countries.expertise}),
        (2, "areas", wanted.regions & {*near(profile, wanted)}),
        (1, "languages", wanted.languages & languages),
    )  # fmt: skip
    for points, vocabulary, common in rows:
        if common:
            yield points, ", ".join(sorted(label(vocabulary, each) for each in common))


def broader(topics: Iterable[str]) -> set[str]:
    terms = vocabularies()["topics"].terms
    own = set(topics)
    return own | {broader for topic in own if topic in terms and (broader := terms[topic].broader)}
