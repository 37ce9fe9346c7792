"""Invented names and filler text, from words.yaml."""

import itertools
import random
from bisect import bisect
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

WORDS = yaml.load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"), yaml.CBaseLoader)


class Name(NamedTuple):
    shown: str
    latin: str
    sort: str


class Zipf:
    """Choice in which the item of rank r has the weight 1/(r + 3), as terms in real directories have."""

    def __init__(self, items: Sequence[str]) -> None:
        self.items = list(items)
        self.sums = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(self.items))))

    def one(self, rng: random.Random) -> str:
        return self.items[bisect(self.sums, rng.random() * self.sums[-1])]

    def some(self, rng: random.Random, low: int, high: int) -> list[str]:
        wanted = min(rng.randint(low, high), len(self.items))
        distinct: dict[str, None] = {}
        while len(distinct) < wanted:
            distinct[self.one(rng)] = None
        return list(distinct)


class Names:
    """Names by number, none of them twice: the checks ask about two entries of one name."""

    def __init__(self, seed: int) -> None:
        rng = random.Random(f"{seed}/names")
        parts = WORDS["organisations"]
        lists = (parts["first"].split(), parts["second"].split(), parts["kind"])
        self.organisations = [rng.sample(words, len(words)) for words in lists]
        people = [
            [language[part].split() for part in ("given", "family")] for language in WORDS["names"].values()
        ]
        self.people = [
            [rng.sample(words, len(words)) for words in part] for part in rng.sample(people, len(people))
        ]

    def organisation(self, number: int) -> Name:
        words = []
        for choice in self.organisations:
            number, place = divmod(number, len(choice))
            words.append(choice[place])
        return Name(*[" ".join(words)] * 3)

    def person(self, number: int) -> Name:
        """Plain names first; then with a second family name; then with a second given name, too."""
        number, language = divmod(number, len(self.people))
        given, family = self.people[language]
        number, one = divmod(number, len(family))
        number, first = divmod(number, len(given))
        number, other = divmod(number, len(family))
        second = number % len(given)
        surnames = _pair(family, one, other)
        names = _pair(given, first, second)
        latin, shown = (
            " ".join(n[k] for n in names) + " " + "-".join(s[k] for s in surnames) for k in (0, 1)
        )
        return Name(shown, latin, f"{'-'.join(s[0] for s in surnames)}, {names[0][0]}")


def _pair(words: list[str], first: int, step: int) -> list[tuple[str, str]]:
    """In Latin letters and in the language's own; with no step there is only one."""
    chosen = [words[first], words[(first + step) % len(words)]][: 2 if step else 1]
    return [(latin, native or latin) for latin, _, native in (entry.partition("=") for entry in chosen)]


class Prose:
    """Text with the word frequencies of a language, so that it packs as real text does."""

    def __init__(self, seed: int, size: int = 6000) -> None:
        rng, syllables = random.Random(f"{seed}/prose"), WORDS["syllables"].split()
        invented = ("".join(rng.choices(syllables, k=rng.randint(2, 4))) for _ in range(size))
        self.words = Zipf([*WORDS["common"].split(), *invented])

    def phrase(self, rng: random.Random, low: int, high: int) -> str:
        text = " ".join(self.words.one(rng) for _ in range(rng.randint(low, high)))
        return text[0].upper() + text[1:]

    def paragraph(self, rng: random.Random, sentences: int) -> str:
        return " ".join(self.phrase(rng, 7, 18) + "." for _ in range(sentences))

    def bullets(self, rng: random.Random, count: int) -> str:
        return "\n".join(f"- {self.phrase(rng, 3, 8)}" for _ in range(count))

    def markdown(self, rng: random.Random, paragraphs: int) -> str:
        parts = [self.paragraph(rng, rng.randint(2, 4)) for _ in range(paragraphs)]
        if rng.random() < 0.5:
            parts.insert(1, self.bullets(rng, rng.randint(2, 5)))
        if rng.random() < 0.3:
            link = f"[{self.phrase(rng, 2, 3)}](https://example.org/{rng.randint(1, 999)})"
            parts.append(f"**{self.phrase(rng, 2, 4)}**: see {link}.")
        return "\n\n".join(parts)
