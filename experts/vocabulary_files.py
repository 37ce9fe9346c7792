"""Reads and checks experts/vocabularies/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

from experts import schema, strict_yaml
from experts.problem import Path, Problem, field_name
from experts.vocabulary import Term, Vocabularies, Vocabulary
from experts.words.messages import Explainer

FOLDER = FilePath(__file__).with_name("vocabularies")

# Whose codes and names come from CLDR: `python -m experts bless` writes them into the schema,
# so that reading a profile does not need the library. The files hold what CLDR lacks.
FROM_CLDR = ("countries", "areas", "languages")

_TEXT = {"type": "string", "minLength": 1, "maxLength": 500, "pattern": r"^\S(.*\S)?$"}
_FILE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["title", "standard", "terms"],
    "properties": {
        "title": {**_TEXT, "description": "What a visitor reads above the list."},
        "standard": {**_TEXT, "description": "Which standard the list follows."},
        "terms": {"type": "object", "description": "The terms by their ids.", "minProperties": 1},
    },
}
_TERM = {
    "type": "object",
    "additionalProperties": False,
    "required": ["label"],
    "properties": {
        "label": {**_TEXT, "description": "What a visitor reads."},
        "one": {**_TEXT, "description": "The label in the singular."},
        "description": {**_TEXT, "description": "One sentence that explains it."},
        "broader": {**_TEXT, "description": "The id of the broader term."},
        "same_as": {**_TEXT, "description": "The address of the term in the standard."},
        "aliases": {
            "type": "array",
            "description": "Other words for it.",
            "items": _TEXT,
            "uniqueItems": True,
        },
        "pattern": {**_TEXT, "description": "The form of a number, as a regular expression."},
        "checksum": {
            "type": "string",
            "description": "How its check digits are made.",
            "enum": ["orcid", "ror"],
        },
        "htcds": {**_TEXT, "description": "Its name in the Human Trafficking Case Data Standard."},
        "open_eligibility": {**_TEXT, "description": "Its name in Open Eligibility."},
        "url": {**_TEXT, "description": "Where to look a number up, with {value} for it."},
    },
}
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
        if found := list(_faults(data)):
            places = strict_yaml.places(source)
            problems += (
                Problem(path, strict_yaml.line(places, at), field_name(at), words) for at, words in found
            )
        else:
            items[file.stem] = _vocabulary(file.stem, data)
    if not problems:
        _add_cldr(items)
    return Vocabularies(items, tuple(problems))


def _faults(data: Any) -> Iterator[tuple[Path, str]]:
    explain = Explainer(_FILE, {}, data, {})
    found = schema.compile_schema(_FILE)(data)
    yield from ((fault.path, explain.message(fault)) for fault in found)
    if found:
        return
    check = schema.compile_schema(_TERM)
    for key, term in data["terms"].items():
        explain = Explainer(_TERM, {}, term, {})
        for fault in check(term):
            yield ("terms", key, *fault.path), explain.message(fault)
    yield from _broader(data["terms"])


def _broader(terms: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    parents = {key: term.get("broader") for key, term in terms.items() if isinstance(term, dict)}
    for key, parent in parents.items():
        seen = [key]
        while parent in parents and parent not in seen:
            seen.append(parent)
            parent = parents[parent]
        if parent in seen and parent == key:
            yield ("terms", key, "broader"), f"leads back to itself: {' > '.join([*seen, key])}"
        elif parents[key] is not None and parents[key] not in parents:
            yield ("terms", key, "broader"), f"there is no term '{parents[key]}' in this file"


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
        own = items[name]
        known = {**known, **own.terms} if name == "areas" else dict(own.terms)
        cldr = {key: known.get(key) or Term(key, label, from_cldr=True) for key, label in _blessed(name)}
        items[name] = Vocabulary(name, own.title, own.standard, {**cldr, **known})


def _blessed(name: str) -> Iterator[tuple[str, str]]:
    for part in schema.profile_schema()["definitions"].values():
        if schema.vocabulary_of(part) == name:
            yield from zip(part["enum"], part.get("enumDescriptions", ()), strict=True)
