"""Writes what is generated: choices in schema.json, records in Python, docs/fields.md, other names."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from babel import Locale

from experts import contact_kinds, field_reference, iso_names, record_files, schema
from records import other_names
from records.json_schema import vocabulary_of
from records.record_source import RecordError
from records.vocabulary import Term, Vocabularies
from records.vocabulary_reader import load_vocabularies

REFERENCE = Path(__file__).parents[1] / "docs" / "fields.md"

# No countries: unions, test regions, the unknown one, and what ISO 3166 only reserves.
_NO_COUNTRY = frozenset("EU EZ UN ZZ XA XB QO AC CP CQ DG EA IC TA".split())
_NO_LANGUAGE = frozenset("root und mul mis zxx".split())
_WIDTH = 100


def main() -> int:
    """Writes every output, the schema first: the others are generated from it."""
    for file, write in OUTPUTS.items():
        schema.profile_schema.cache_clear()
        vocabularies = load_vocabularies()
        if vocabularies.diagnostics:
            print(*vocabularies.diagnostics, sep="\n")
            return 1
        try:
            text = write(vocabularies)
        except (RecordError, contact_kinds.ContactKindError) as error:
            print(error)
            return 1
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return 0


def blessed_schema(vocabularies: Vocabularies) -> str:
    data = json.loads(schema.FILE.read_text(encoding="utf-8"))
    for definition in data["definitions"].values():
        if name := vocabulary_of(definition):
            terms = enum_labels(vocabularies, name)
            definition["enum"], definition["enumDescriptions"] = list(terms), list(terms.values())
    contact = data["properties"]["contact"]["items"]
    contact["allOf"] = contact_kinds.conditions(vocabularies[contact_kinds.NAME], contact)
    return _json(data, "") + "\n"


def reference(vocabularies: Vocabularies) -> str:
    return field_reference.reference(schema.profile_schema(), vocabularies)


OUTPUTS: Mapping[Path, Callable[[Vocabularies], str]] = {
    schema.FILE: blessed_schema,
    record_files.MODEL: lambda _vocabularies: record_files.sources()[record_files.MODEL],
    record_files.FACTORY: lambda _vocabularies: record_files.sources()[record_files.FACTORY],
    REFERENCE: reference,
    other_names.FILE: iso_names.blessed_names,
}


def enum_labels(vocabularies: Vocabularies, name: str) -> dict[str, str]:
    """The label of each id of a vocabulary, as an editing program shows it beside the id."""
    own = {term.id: _shown(term) for term in vocabularies[name].terms.values() if not term.from_cldr}
    if name == "languages":
        return dict(sorted({**_languages(), **own}.items()))
    if name in ("countries", "areas"):
        return dict(sorted({**_countries(), **own}.items()))
    return own


def _shown(term: Term) -> str:
    return f"{term.label}. {term.description}" if term.description else term.label


def _countries() -> dict[str, str]:
    names = Locale("en").territories
    return {key: names[key] for key in map(str, names) if len(key) == 2 and key not in _NO_COUNTRY}


def _languages() -> dict[str, str]:
    names = Locale("en").languages
    return {key.replace("_", "-"): names[key] for key in map(str, names) if key not in _NO_LANGUAGE}


def _json(value: object, indent: str) -> str:
    """JSON whose lists of words fill the lines, so that 600 languages do not take 600 of them."""
    inner = indent + "  "
    if isinstance(value, Mapping) and value:
        parts = [f"{inner}{json.dumps(key)}: {_json(part, inner)}" for key, part in value.items()]
        return "{\n" + ",\n".join(parts) + f"\n{indent}}}"
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        strings = [json.dumps(part, ensure_ascii=False) for part in value]
        short = f"[{', '.join(strings)}]"
        return (
            short
            if len(indent + short) <= _WIDTH
            else "[\n" + "\n".join(_filled(strings, inner)) + f"\n{indent}]"
        )
    if isinstance(value, list):
        return "[\n" + ",\n".join(inner + _json(part, inner) for part in value) + f"\n{indent}]"
    return json.dumps(value, ensure_ascii=False)


def _filled(strings: list[str], indent: str) -> Iterable[str]:
    line = indent
    for string in strings:
        piece = string if string is strings[-1] else string + ","
        if line != indent and len(line) + 1 + len(piece) > _WIDTH:
            yield line
            line = indent
        line += piece if line == indent else " " + piece
    yield line
