"""Which profiles belong together: those that share what few have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from experts import Profile

SHOWN = 4
FEATURES = 6  # of a profile, its rarest ones decide
NEIGHBOURS = 30  # of the profiles that share a feature, the nearest by slug are looked at


Feature = tuple[str, str]


class Related:
    """An inverted index. Scores are whole numbers, and change only when a count doubles, so that
    one new profile leaves most pages as they are."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        by_slug = {profile.slug: profile for profile in profiles}
        self.features = {slug: tuple(features(by_slug[slug])) for slug in sorted(by_slug)}
        self.holders: dict[Feature, list[str]] = {}
        self.places: dict[tuple[Feature, str], int] = {}
        for slug, own in self.features.items():
            for feature in own:
                holders = self.holders.setdefault(feature, [])
                self.places[feature, slug] = len(holders)
                holders.append(slug)
        total = len(by_slug)
        self.weights = {
            feature: (total // len(holders)).bit_length() for feature, holders in self.holders.items()
        }

    def of(self, slug: str) -> list[str]:
        scores: defaultdict[str, int] = defaultdict(int)
        for feature in self._rarest(slug):
            weight = self.weights[feature]
            for other in self._near(feature, slug):
                scores[other] += weight
        enough = sorted(scores.values())[-SHOWN:][:1]
        best = [other for other, score in scores.items() if score >= enough[0]]
        best.sort(key=lambda other: (-scores[other], other))
        return best[:SHOWN]

    def _rarest(self, slug: str) -> list[Feature]:
        shared = [feature for feature in self.features[slug] if len(self.holders[feature]) > 1]
        return sorted(shared, key=lambda feature: (-self.weights[feature], feature))[:FEATURES]

    def _near(self, feature: Feature, slug: str) -> list[str]:
        """The holders that follow, and after the last one the first again: so that everybody gets a turn."""
        holders = self.holders[feature]
        start = self.places[feature, slug] + 1
        after = holders[start : start + NEIGHBOURS]
        return after + holders[: min(NEIGHBOURS - len(after), start - 1)]


def all_related(profiles: Sequence[Profile]) -> dict[str, list[str]]:
    related = Related(profiles)
    return {profile.slug: related.of(profile.slug) for profile in profiles}


def features(profile: Profile) -> Iterator[Feature]:
    for facet, values in (
        ("country", profile.countries.expertise),
        ("topic", profile.topics),
        ("service", dict.fromkeys(service.type for service in profile.services)),
        ("role", profile.roles),
    ):
        yield from ((facet, value) for value in values)
