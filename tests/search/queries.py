"""Questions of every kind that Lunr's syntax has, made of the words of the index itself."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence

from plugins.search.analysis import FIELDS

LETTERS = "etaoinsr"
_PLAIN = re.compile(r"[^\W_]{3,}")


def questions(words: Sequence[str], count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """(kind, query): the common kinds more often."""
    chance = random.Random(seed)
    known = [word for word in words if _PLAIN.fullmatch(word)]
    make = Maker(chance, known)
    kinds = [kind for kind, often in KINDS.items() for _ in range(often[0])]
    for number in range(count):
        kind = kinds[number % len(kinds)]
        yield kind, KINDS[kind][1](make)


class Maker:
    def __init__(self, chance: random.Random, words: Sequence[str]) -> None:
        self.chance, self.words = chance, words

    @property
    def word(self) -> str:
        return self.chance.choice(self.words)

    @property
    def field(self) -> str:
        return self.chance.choice(FIELDS).name

    def misspelt(self, word: str) -> str:
        """A letter more, one less, another one, or two that changed places."""
        at, letter = self.chance.randrange(len(word)), self.chance.choice(LETTERS)
        before, after = word[:at], word[at + 1 :]
        slips = (before + letter + word[at:], before + after, before + letter + after)
        return self.chance.choice((*slips, before + after[:1] + word[at] + after[1:])) or word


KINDS: dict[str, tuple[int, Callable[[Maker], str]]] = {
    "one word": (4, lambda make: make.word),
    "two words": (4, lambda make: f"{make.word} {make.word}"),
    "three words": (3, lambda make: f"{make.word} {make.word} {make.word}"),
    "beginning": (4, lambda make: f"{make.word[:4]}*"),
    "short beginning": (1, lambda make: f"{make.word[:2]}*"),
    "one slip": (3, lambda make: f"{make.misspelt(make.word)}~1"),
    "two slips": (1, lambda make: f"{make.misspelt(make.word)}x~2"),
    "in a field": (3, lambda make: f"{make.field}:{make.word}"),
    "required": (2, lambda make: f"+{make.word} +{make.word} {make.word}"),
    "excluded": (1, lambda make: f"{make.word} -{make.word}"),
    "boosted": (1, lambda make: f"{make.word}^10 {make.word}"),
    "star inside": (1, lambda make: f"{(word := make.word)[:2]}*{word[-2:]}"),
    "star first": (1, lambda make: f"*{make.word[-4:]}"),
    "only excluded": (1, lambda make: f"-{make.word}"),
    "unknown": (1, lambda make: f"{make.word}qzx"),
}
