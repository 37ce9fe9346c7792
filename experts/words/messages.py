"""Says in plain words what a fault found by the schema is, and what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from experts import text
from experts.keywords import Fault
from experts.problem import Path
from experts.schema import Node, at, vocabulary_of
from experts.strict_yaml import Place
from experts.vocabulary import Vocabulary
from experts.words import choose, mistyped, patterns, when


@dataclass(frozen=True, slots=True)
class Explainer:
    """Turns the faults of one file into messages. `data` is the whole of it.

    `homes` says where something belongs that has no field of its own name, `example` how a file begins.
    """

    schema: Node
    vocabularies: Mapping[str, Vocabulary]
    data: Any
    places: Mapping[Path, Place]
    homes: Mapping[str, str] = field(default_factory=lambda: _HOMES)
    example: str = "name: Dr Asha Example"

    def message(self, fault: Fault) -> str:
        if fault.keyword in ("pattern", "minLength") and text.says_nothing(fault.value):
            needed = fault.path[0] == "contact" and fault.path[-1] in _WAYS
            return text.nothing_words(fault.value, *([_NO_WAY] if needed else []))
        if isinstance(fault.value, str) and len(fault.value) > max(_LONGEST, fault.node.get("maxLength", 0)):
            return _too_long(fault, self)  # a search for what was meant would take ever longer
        return _WORDS[fault.keyword](fault, self)

    def written(self, fault: Fault) -> str:
        place = self.places.get(fault.path)
        return place.written if place else str(fault.value)

    def at(self, path: Path) -> Any:
        value = self.data
        for part in path:
            value = value[part]
        return value


_WAYS = frozenset(("dial", "address", "url"))
_NO_WAY = "or delete this entry; if it is the only one, use the kind 'relay'"
_LONGEST = 300  # characters that a value may have before nothing else is said of it


def _type(fault: Fault, file: Explainer) -> str:
    value = fault.value
    if not fault.path:
        return f"the file must hold fields, such as '{file.example}'"
    if value is None:
        return "nothing stands here; fill it in, or delete the line"
    if isinstance(value, int | float):
        as_text = replace(fault, value=file.written(fault))
        if "enum" in fault.node:
            return _enum(as_text, file)
        if "format" in fault.node or fault.path[-1] == "dial":
            return _pattern(as_text, file)
    return mistyped.explain(value, file.written(fault), fault.node)


def _enum(fault: Fault, file: Explainer) -> str:
    if vocabulary := file.vocabularies.get(vocabulary_of(fault.node) or ""):
        return choose.explain(fault.value, vocabulary)
    return f"'{fault.value}' is not allowed; allowed: {', '.join(fault.node['enum'])}"


def _const(fault: Fault, _file: Explainer) -> str:
    return f"only '{str(fault.node['const']).lower()}' can stand here; otherwise delete the line"


def _required(fault: Fault, file: Explainer) -> str:
    key = str(fault.path[-1])
    part = fault.node.get("properties", {}).get(key)
    if part is None and len(fault.path) > 1:
        return f"is missing; an entry of the kind '{fault.value['kind']}' needs it"
    part = at(file.schema, part or file.schema["properties"][key])
    return f"is missing: {part['description']}"


def _unknown(fault: Fault, file: Explainer) -> str:
    key, known = str(fault.path[-1]), list(fault.node["properties"])
    if fault.value is None and " " in key:
        return "follows a comma; a text with a comma in it must stand in quotes"
    plain = text.fold(key).replace("-", "_").replace(" ", "_")
    meant = plain if plain in known else next((word for word in _MEANT.get(plain, ()) if word in known), None)
    if not meant and len(fault.path) == 1 and (home := _home(plain, file)):
        return f"there is no such field; {home}"
    if meant := meant or choose.nearest(plain, known):
        return f"there is no such field; did you mean '{meant}'?"
    return f"there is no such field; allowed: {', '.join(known)}"


def _home(key: str, file: Explainer) -> str | None:
    """Where something belongs that has no field of its own name."""
    if key in file.homes:
        return file.homes[key]
    for name, part in file.schema.get("properties", {}).items():
        if key in part.get("items", part).get("properties", {}):
            return f"'{key}' belongs under '{name}'"
    return None


def _not_its_own(fault: Fault, file: Explainer) -> str:
    allowed = mistyped.listed(fault.node["propertyNames"]["enum"])
    if len(fault.path) == 1:
        return f"a removed entry keeps only {allowed}; delete this"
    kind = file.at(fault.path[:-1]).get("kind")
    return f"does not belong to an entry of the kind '{kind}', which takes {allowed}"


def _too_short(fault: Fault, _file: Explainer) -> str:
    return f"'{fault.value}' is too short; at least {fault.node['minLength']} characters are needed"


def _too_long(fault: Fault, _file: Explainer) -> str:
    most = fault.node.get("maxLength", _LONGEST)
    return f"has {len(fault.value):,} characters; at most {most:,} are allowed"


def _too_few(fault: Fault, _file: Explainer) -> str:
    if not fault.value:
        return "the list is empty; give at least one, or delete the line"
    return f"the list holds {len(fault.value)}; at least {fault.node['minItems']} are needed"


def _too_many(fault: Fault, _file: Explainer) -> str:
    return f"the list holds {len(fault.value)}; at most {fault.node['maxItems']} are allowed"


def _twice(fault: Fault, _file: Explainer) -> str:
    what = f"'{fault.value}'" if isinstance(fault.value, str) else "the same entry"
    return f"{what} stands in the list twice; keep one"


def _out_of_range(fault: Fault, _file: Explainer) -> str:
    return f"must be from {fault.node['minimum']} to {fault.node['maximum']}, not {fault.value}"


def _no_fields(fault: Fault, _file: Explainer) -> str:
    fields = fault.node.get("properties")
    return (
        f"nothing stands here; {f'give at least one of {mistyped.listed(fields)}' if fields else 'add one'}"
    )


def _pattern(fault: Fault, file: Explainer) -> str:
    return patterns.explain(fault, file.data)


_WORDS: dict[str, Callable[[Fault, Explainer], str]] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "required": _required,
    "additionalProperties": _unknown,
    "propertyNames": _not_its_own,
    "minLength": _too_short,
    "maxLength": _too_long,
    "minItems": _too_few,
    "maxItems": _too_many,
    "uniqueItems": _twice,
    "minimum": _out_of_range,
    "maximum": _out_of_range,
    "minProperties": _no_fields,
    "pattern": _pattern,
    "format": lambda fault, _file: when.date_layout(fault.value),
}

_MEANT = {
    "email": ["address"],
    "mail": ["address"],
    "phone": ["dial"],
    "number": ["dial", "value"],
    "tel": ["dial"],
    "web": ["url"],
    "website": ["url"],
    "link": ["url"],
    "id": ["value"],
    "register": ["scheme"],
    "code": ["tag", "value"],
    "language": ["tag"],
    "date": ["on"],
    "position": ["title"],
    "bio": ["summary"],
    "description": ["summary", "note"],
    "image": ["photo"],
    "picture": ["photo"],
}
_HOMES: dict[str, str] = {
    "orcid": "write it under 'identifiers', with 'scheme: orcid'",
    "phone": "write it under 'contact' as an entry of the kind 'phone'",
    "telephone": "write it under 'contact' as an entry of the kind 'phone'",
    "email": "write it under 'contact' as an entry of the kind 'email'",
    "website": "write it under 'links', with 'rel: website'",
    "web": "write it under 'links', with 'rel: website'",
    "title": "write a person's title in 'name', and what they do in 'headline'",
    "expertise": "write topics under 'topics', and countries under 'countries' as 'expertise'",
    "status": "write under 'accepting' whether they take cases, and a notice under 'alert'",
    "slug": "the file name is the slug",
    "id": "the file name is the slug",
}


def weight(fault: Fault) -> int:
    """Of several faults of one value only the lightest is shown: it is the most telling."""
    return _WEIGHT.get(fault.keyword, 1)


_WEIGHT = {"additionalProperties": 0, "type": 0, "maxLength": 2, "minLength": 2, "uniqueItems": 3}
