"""Which profiles belong together: those that share what few have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from experts import Profile

SHOWN = 4
FEATURES = 6  # of a profile, its rarest ones decide
NEIGHBOURS = 40  # of the profiles that share a feature, the nearest by slug are looked at


class Related:
    """An inverted index. Scores are whole numbers, and change only when a count doubles, so that
    one new profile leaves most pages as they are."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self.profiles = {profile.slug: profile for profile in profiles}
        self.holders: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.place: dict[tuple[str, str, str], int] = {}
        for slug in sorted(self.profiles):
            for feature in features(self.profiles[slug]):
                self.place[(*feature, slug)] = len(self.holders[feature])
                self.holders[feature].append(slug)

    def of(self, slug: str) -> list[Profile]:
        scores: Counter[str] = Counter()
        for feature in self._rarest(slug):
            weight = self._weight(feature)
            for other in self._near(feature, slug):
                scores[other] += weight
        best = sorted(scores, key=lambda other: (-scores[other], other))
        return [self.profiles[other] for other in best[:SHOWN]]

    def _rarest(self, slug: str) -> list[tuple[str, str]]:
        shared = (feature for feature in features(self.profiles[slug]) if len(self.holders[feature]) > 1)
        return sorted(shared, key=lambda feature: (-self._weight(feature), feature))[:FEATURES]

    def _weight(self, feature: tuple[str, str]) -> int:
        return (len(self.profiles) // len(self.holders[feature])).bit_length()

    def _near(self, feature: tuple[str, str], slug: str) -> Iterator[str]:
        """The holders that follow, and after the last one the first again: so that everybody gets a turn."""
        holders = self.holders[feature]
        start = self.place[(*feature, slug)] + 1
        for step in range(min(NEIGHBOURS, len(holders) - 1)):
            yield holders[(start + step) % len(holders)]


def features(profile: Profile) -> Iterator[tuple[str, str]]:
    for facet, values in (
        ("country", profile.countries.expertise),
        ("topic", profile.topics),
        ("service", dict.fromkeys(service.type for service in profile.services)),
        ("role", profile.roles),
    ):
        yield from ((facet, value) for value in values)
