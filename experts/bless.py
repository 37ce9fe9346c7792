"""Writes what is generated from the vocabularies: the choices in schema.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any

from experts import schema, vocabulary

# Not countries: unions, test regions, unknown, and what ISO 3166 only reserves.
_NO_COUNTRY = "EU EZ UN ZZ XA XB QO AC CP CQ DG EA IC TA".split()
_NO_LANGUAGE = "root und mul mis zxx".split()


def choices(name: str) -> dict[str, str]:
    """The ids of a vocabulary and how an editor sees them explained."""
    terms = {key: term["label"] for key, term in _file(name)["terms"].items()}
    if name == "countries":
        return dict(sorted({**_countries(), **terms}.items()))
    if name == "areas":
        return dict(sorted({**choices("countries"), **terms}.items()))
    if name == "languages":
        return dict(sorted({**_languages(), **terms}.items()))
    return {key: _described(term) for key, term in _file(name)["terms"].items()}


def blessed_schema() -> str:
    data: dict[str, Any] = json.loads(schema.FILE.read_text(encoding="utf-8"))
    for definition in data["definitions"].values():
        kind, _, name = definition.get("$comment", "").partition(": ")
        if kind == "vocabulary":
            terms = choices(name)
            definition["enum"] = list(terms)
            definition["enumDescriptions"] = list(terms.values())
    return _json(data)


def main() -> None:
    schema.FILE.write_text(blessed_schema(), encoding="utf-8")


def _described(term: Mapping[str, Any]) -> str:
    return ". ".join(filter(None, (term["label"], term.get("description"))))


def _file(name: str) -> dict[str, Any]:
    from experts import strict_yaml

    data: dict[str, Any] = strict_yaml.read((vocabulary.FOLDER / f"{name}.yaml").read_bytes())
    return data


def _countries() -> dict[str, str]:
    from babel import Locale

    names = Locale("en").territories
    return {key: names[key] for key in names if len(key) == 2 and key not in _NO_COUNTRY}


def _languages() -> dict[str, str]:
    from babel import Locale

    names = Locale("en").languages
    return {key.replace("_", "-"): names[key] for key in names if key not in _NO_LANGUAGE}


def _json(value: Any, indent: str = "") -> str:
    """JSON with short lists of words filled into lines, so that 600 languages stay readable."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
