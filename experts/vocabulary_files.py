"""Reads and checks experts/vocabularies/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

from experts import other_names, schema, strict_yaml, vocabulary_rules
from experts.problem import Problem, field_name
from experts.vocabulary import Term, Vocabularies, Vocabulary

FOLDER = FilePath(__file__).with_name("vocabularies")

# Whose codes and names come from CLDR: `python -m experts bless` writes them into the schema,
# so that reading a profile does not need the library. The files hold what CLDR lacks.
FROM_CLDR = ("countries", "areas", "languages")

_LABELLED = ("id", "label", "one", "description", "broader", "same_as", "aliases")


def load_vocabularies(folder: FilePath = FOLDER) -> Vocabularies:
    """Every vocabulary that is sound, and what is wrong with the others."""
    items: dict[str, Vocabulary] = {}
    problems: list[Problem] = []
    for file in sorted(folder.glob("*.yaml")):
        source = file.read_bytes()
        path = f"experts/{folder.name}/{file.name}"
        try:
            data = strict_yaml.read(source)
        except strict_yaml.YamlError as error:
            problems += (Problem(path, line, "", message) for line, message in error.faults)
            continue
        if found := list(vocabulary_rules.findings(data)):
            places = strict_yaml.places(source)
            for where, message, severity in found:
                line = strict_yaml.line(places, where)
                problems.append(Problem(path, line, field_name(where), message, severity))
        else:
            items[file.stem] = _vocabulary(file.stem, data)
    if not problems:
        _add_cldr(items)
    return Vocabularies(items, tuple(problems))


def _vocabulary(name: str, data: Mapping[str, Any]) -> Vocabulary:
    terms = {key: _term(key, term) for key, term in data["terms"].items()}
    return Vocabulary(name, data["title"], data["standard"], terms)


def _term(key: str, data: Mapping[str, Any]) -> Term:
    known = {name: value for name, value in data.items() if name in _LABELLED}
    extra = {name: value for name, value in data.items() if name not in _LABELLED}
    return Term(**{**known, "id": key, "aliases": tuple(data.get("aliases", ())), "extra": extra})


def _add_cldr(items: dict[str, Vocabulary]) -> None:
    """The file goes before CLDR; countries stand among the areas as well, with their aliases."""
    known: dict[str, Term] = {}
    for name in FROM_CLDR:
        if name not in items:
            continue
        own, names, others = items[name], other_names.names(name), other_names.others(name)
        known = {**known, **own.terms} if name == "areas" else dict(own.terms)
        cldr = {key: known.get(key) or Term(key, label, from_cldr=True) for key, label in _blessed(name)}
        terms = {
            key: replace(term, other_names=tuple(names.get(key, ()))) for key, term in {**cldr, **known}.items()
        }
        items[name] = Vocabulary(name, own.title, own.standard, terms, others)


def _blessed(name: str) -> Iterator[tuple[str, str]]:
    for part in schema.profile_schema()["definitions"].values():
        if schema.vocabulary_of(part) == name:
            yield from zip(part["enum"], part.get("enumDescriptions", ()), strict=True)
