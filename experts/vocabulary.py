"""The lists of words that profiles, lessons, news and referrals choose from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from experts import schema, strict_yaml
from experts.problem import Problem

FOLDER = FilePath(__file__).with_name("vocabularies")

# Whose codes and names come from CLDR: `python -m experts bless` writes them into the schema,
# so that reading a profile does not need the library. The files hold what CLDR lacks.
FROM_CLDR = ("countries", "areas", "languages")


@dataclass(frozen=True, slots=True)
class Term:
    id: str
    label: str
    one: str | None = None
    description: str | None = None
    broader: str | None = None
    same_as: str | None = None
    aliases: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`terms` stand in the order in which they are shown."""

    name: str
    title: str
    standard: str
    terms: Mapping[str, Term]


class Vocabularies(Mapping[str, Vocabulary]):
    def __init__(self, items: Mapping[str, Vocabulary], problems: tuple[Problem, ...] = ()) -> None:
        self._items = dict(items)
        self.problems = problems

    def __getitem__(self, name: str) -> Vocabulary:
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


def load_vocabularies(folder: FilePath = FOLDER) -> Vocabularies:
    items: dict[str, Vocabulary] = {}
    problems: list[Problem] = []
    for file in sorted(folder.glob("*.yaml")):
        data = strict_yaml.read(file.read_bytes())
        items[file.stem] = Vocabulary(
            file.stem, data["title"], data["standard"],
            {key: make_term(key, term) for key, term in data["terms"].items()})
    for name in FROM_CLDR:
        if name in items:
            items[name] = _with_cldr(items[name])
    return Vocabularies(items, tuple(problems))


def make_term(key: str, data: Mapping[str, Any]) -> Term:
    plain = {name: data.get(name) for name in ("one", "description", "broader", "same_as")}
    extra = {name: value for name, value in data.items()
             if name not in plain and name not in ("label", "aliases")}
    return Term(key, data["label"], aliases=tuple(data.get("aliases", ())), extra=extra, **plain)


def _with_cldr(vocabulary: Vocabulary) -> Vocabulary:
    definition = next(part for part in schema.profile_schema()["definitions"].values()
                      if part.get("$comment") == f"vocabulary: {vocabulary.name}")
    labels = zip(definition["enum"], definition.get("enumDescriptions", ()), strict=False)
    terms = {key: vocabulary.terms.get(key) or Term(key, label) for key, label in labels}
    return Vocabulary(vocabulary.name, vocabulary.title, vocabulary.standard, terms)
