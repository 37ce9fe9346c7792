"""Reads and checks experts/vocabularies/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from records import other_names, vocabulary_checks, yaml_reader
from records.diagnostic import Diagnostic, field_name
from records.files import list_files, read_file
from records.json_schema import load_schema, vocabulary_of
from records.vocabulary import Term, Vocabularies, Vocabulary

ROOT = Path(__file__).parents[1]
FOLDER = "experts/vocabularies"
SCHEMA = ROOT / "experts/schema.json"

# Whose codes and names come from CLDR: `python -m experts bless` writes them into the schema,
# so that reading a profile does not need the library. The files hold what CLDR lacks.
FROM_CLDR = ("countries", "areas", "languages")

_LABELLED = ("id", "label", "one", "description", "broader", "same_as", "aliases")


def load_vocabularies(site: Path = ROOT) -> Vocabularies:
    """Every vocabulary without errors, and the diagnostics of the others."""
    items: dict[str, Vocabulary] = {}
    names, _others, diagnostics = list_files(site, FOLDER, (".yaml",))
    for name in names:
        path, stem = f"{FOLDER}/{name}", name.removesuffix(".yaml")
        source = read_file(site, path)
        if isinstance(source, Diagnostic):
            diagnostics.append(source)
            continue
        try:
            data = yaml_reader.read(source)
        except yaml_reader.YamlError as error:
            diagnostics += (Diagnostic(path, line, "", message) for line, message in error.messages)
            continue
        if field_diagnostics := list(vocabulary_checks.diagnostics(data)):
            places = yaml_reader.places(source)
            for where, message, severity in field_diagnostics:
                line = yaml_reader.line(places, where)
                diagnostics.append(Diagnostic(path, line, field_name(where), message, severity))
        else:
            items[stem] = _vocabulary(stem, data)
    if not diagnostics:
        _add_cldr(items)
    return Vocabularies(items, tuple(diagnostics))


def vocabulary_files() -> list[str]:
    """Their paths in this project."""
    return sorted(f"{FOLDER}/{file.name}" for file in (ROOT / FOLDER).glob("*.yaml"))


def _vocabulary(name: str, data: Mapping[str, Any]) -> Vocabulary:
    terms = {key: _term(key, term) for key, term in data["terms"].items()}
    return Vocabulary(name, data["title"], data["standard"], terms)


def _term(key: str, data: Mapping[str, Any]) -> Term:
    labelled = {name: value for name, value in data.items() if name in _LABELLED}
    extra = {name: value for name, value in data.items() if name not in _LABELLED}
    return Term(**{**labelled, "id": key, "aliases": tuple(data.get("aliases", ())), "extra": extra})


def _add_cldr(items: dict[str, Vocabulary]) -> None:
    """A term of the file replaces one of CLDR; the areas include the countries, with their aliases."""
    written: dict[str, Term] = {}
    for name in FROM_CLDR:
        if name not in items:
            continue
        own, names, unrelated_names = items[name], other_names.names(name), other_names.unrelated_names(name)
        written = {**written, **own.terms} if name == "areas" else dict(own.terms)
        cldr = {key: written.get(key) or Term(key, label, from_cldr=True) for key, label in _blessed(name)}
        terms = {
            key: replace(term, other_names=tuple(names.get(key, ())))
            for key, term in {**cldr, **written}.items()
        }
        items[name] = Vocabulary(name, own.title, own.standard, terms, unrelated_names)


def _blessed(name: str) -> Iterator[tuple[str, str]]:
    for part in load_schema(SCHEMA)["definitions"].values():
        if vocabulary_of(part) == name:
            yield from zip(part["enum"], part.get("enumDescriptions", ()), strict=True)
