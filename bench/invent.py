"""What invented profiles are made with: one seed, one set; profile i never depends on those after it."""

import json
import random
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from bench import site
from bench.words import WORDS, Name, Names, Prose, Zipf
from records.json_schema import vocabulary_of

AS_OF = date(2026, 10, 1)  # the newest check of any profile, and so the day of the build
Data = dict[str, Any]


class Generator:
    def __init__(self, seed: int = 1) -> None:
        self.seed = seed
        self.prose, self.called = Prose(seed), Names(seed)

    @cached_property
    def terms(self) -> dict[str, Zipf]:
        """The ids of each vocabulary as the schema lists them, those that are asked for most in front."""
        schema = json.loads((site.ROOT / "experts/schema.json").read_text(encoding="utf-8"))
        lists = {name: d["enum"] for d in schema["definitions"].values() if (name := vocabulary_of(d))}
        often = {name: ids.split() for name, ids in WORDS["often"].items()}
        return {name: Zipf(list(dict.fromkeys([*often.get(name, []), *ids]))) for name, ids in lists.items()}

    def rng(self, *what: object) -> random.Random:
        return random.Random("/".join(map(str, (self.seed, *what))))

    def name(self, i: int) -> Name:
        return self.called.organisation(i // 8) if is_organisation(i) else self.called.person(i)

    def slug(self, i: int) -> str:
        return f"{site.Slugs(50).new(self.name(i).latin)}-{i}"

    def some(self, rng: random.Random, vocabulary: str, low: int, high: int, i: int) -> list[str]:
        """By chance, but the first profiles also take the ids in turn, so that none is left out."""
        zipf = self.terms[vocabulary]
        chosen, turn = zipf.some(rng, low, high), i - (i + 5) // 53  # the removed ones take none
        if turn < len(zipf.items) and zipf.items[turn] not in chosen:
            chosen = [*chosen[:-1], zipf.items[turn]]
        return chosen

    def one(self, rng: random.Random, vocabulary: str, i: int) -> str:
        return self.some(rng, vocabulary, 1, 1, i)[0]


def is_organisation(i: int) -> bool:
    return i % 8 == 3


def is_removed(i: int) -> bool:
    return i % 53 == 47


def day(ago: int) -> str:
    return (AS_OF - timedelta(ago)).isoformat()
