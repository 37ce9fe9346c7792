"""Turns violations of a schema into messages that say what is wrong and what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from records import dates, pattern_messages, suggestions, text, type_messages
from records.diagnostic import DataPath, field_name
from records.json_schema import Node, at, vocabulary_of
from records.removal import removable
from records.schema_keywords import Violation, own_message
from records.vocabulary import Vocabulary
from records.yaml_reader import Place


@dataclass(frozen=True, slots=True)
class Explainer:
    """Turns the violations of one file into messages. `data` is all that the file holds.

    `homes` says where something belongs that has no field of its own name, `example` how a file begins,
    `region` is the country of telephone numbers without a country code. What concerns one field only is in
    the schema: `x-messages` by keyword, `x-also` (what else people call it), `x-form`; for all of it,
    `x-elsewhere`.
    `needed` is what cannot be left out for a reason that the schema does not know.
    """

    schema: Node
    vocabularies: Mapping[str, Vocabulary]
    data: Any
    places: Mapping[DataPath, Place]
    example: str
    homes: Mapping[str, str] = field(default_factory=dict)
    region: str | None = None
    needed: Collection[DataPath] = ()

    def message(self, violation: Violation) -> str:
        if violation.keyword in ("pattern", "minLength") and text.says_nothing(violation.value):
            own = own_message(violation, "empty")
            advice = f"{_FILL}, {own}" if own else self.way_out(violation.path)
            return f"{text.nothing(violation.value)}; {advice}"
        if isinstance(violation.value, str) and len(violation.value) > max(
            _LONGEST, violation.node.get("maxLength", 0)
        ):
            return _too_long(violation, self)  # a search for what was meant would take ever longer
        return _EXPLAIN[violation.keyword](violation, self)

    def as_written(self, violation: Violation) -> str:
        place = self.places.get(violation.path)
        return place.text if place else str(violation.value)

    def way_out(self, path: DataPath) -> str:
        """How to mend a value that says nothing, so that the file is sound afterwards."""
        if not path:  # the file itself
            return _FILL
        target = removable(self.schema, self.data, path)
        if target is None or target in self.needed:
            least = self.schema.get("properties", {}).get(path[0], {}).get("x-messages", {}).get("needed")
            return f"{_FILL}, because it cannot be left out{f'; {least}' if least else ''}"
        if target != path:
            whole = "the whole entry" if isinstance(target[-1], int) else f"'{field_name(target)}'"
            return f"{_FILL}, or delete {whole}"
        return f"{_FILL}, or delete {'it' if isinstance(path[-1], int) else 'the line'}"


_FILL = "fill it in"
_LONGEST = 300  # characters that a value may have before nothing else is said of it


def _type(violation: Violation, file: Explainer) -> str:
    value = violation.value
    if not violation.path and violation.node.get("type") != "string":
        expected = "a list" if violation.node.get("type") == "array" else "fields"
        return f"the file must hold {expected}, such as '{file.example}'"
    if message := own_message(violation, "type"):
        return message.replace("{written}", file.as_written(violation))
    if value is None:
        return f"nothing stands here; {file.way_out(violation.path)}"
    if isinstance(value, int | float):
        as_text = replace(violation, value=file.as_written(violation))
        if "enum" in violation.node:
            return _enum(as_text, file)
        if "format" in violation.node or violation.node.get("x-form") in pattern_messages.NUMERIC:
            return _pattern(as_text, file)
    return type_messages.explain(value, file.as_written(violation), violation.node)


def _enum(violation: Violation, file: Explainer) -> str:
    if vocabulary := file.vocabularies.get(vocabulary_of(violation.node) or ""):
        return suggestions.explain(violation.value, vocabulary)
    if violation.node["enum"] == [None]:
        null = own_message(violation, "null") or "null while nobody has"
        return f"{dates.date_layout(file.as_written(violation))}, or {null}"
    return f"'{violation.value}' is not allowed; allowed: {', '.join(violation.node['enum'])}"


def _const(violation: Violation, file: Explainer) -> str:
    only = f"only '{str(violation.node['const']).lower()}' can stand here"
    return (
        f"{only}; otherwise delete the line"
        if removable(file.schema, file.data, violation.path) == violation.path
        else only
    )


def _required(violation: Violation, file: Explainer) -> str:
    if message := own_message(violation, "required"):
        return message
    key = str(violation.path[-1])
    part = violation.node.get("properties", {}).get(key)
    part = at(file.schema, part or file.schema["properties"][key])
    return f"is missing: {part['description']}"


def _unknown(violation: Violation, file: Explainer) -> str:
    key, names = str(violation.path[-1]), list(violation.node["properties"])
    if violation.value is None and " " in key:
        return "follows a comma; a text with a comma in it must stand in quotes"
    plain = text.fold(key).replace("-", "_").replace(" ", "_")
    proposal = plain if plain in names else _other_name(plain, violation.node["properties"], file)
    if not proposal and len(violation.path) == 1 and (home := _home(plain, file)):
        return f"there is no such field; {home}"
    if proposal := proposal or suggestions.nearest(plain, names):
        return f"there is no such field; did you mean '{proposal}'?"
    return f"there is no such field; allowed: {', '.join(names)}"


def _home(key: str, file: Explainer) -> str | None:
    """A message about where a value belongs for which there is no field of this name."""
    if home := file.schema.get("x-elsewhere", {}).get(key):
        return str(home)
    for name, part in file.schema.get("properties", {}).items():
        if key in part.get("items", part).get("properties", {}):
            return f"'{key}' belongs under '{name}'"
    return file.homes.get(key)


def _other_name(key: str, fields: Mapping[str, Node], file: Explainer) -> str | None:
    for name, part in fields.items():
        if key in (*part.get("x-also", ()), *at(file.schema, part).get("x-also", ())):
            return name
    return None


def _not_its_own(violation: Violation, _file: Explainer) -> str:
    allowed = type_messages.listed(violation.node["propertyNames"]["enum"])
    message = own_message(violation, "propertyNames") or "does not belong here; allowed: {allowed}"
    return message.format(allowed=allowed)


def _too_short(violation: Violation, _file: Explainer) -> str:
    return f"'{violation.value}' is too short; at least {violation.node['minLength']} characters are needed"


def _too_long(violation: Violation, _file: Explainer) -> str:
    most = violation.node.get("maxLength", _LONGEST)
    return f"has {len(violation.value):,} characters; at most {most:,} are allowed"


def _too_few(violation: Violation, file: Explainer) -> str:
    if not violation.value:
        advice = file.way_out(violation.path).replace(_FILL, "give at least one", 1)
        return f"the list is empty; {advice}"
    return f"the list holds {len(violation.value)}; at least {violation.node['minItems']} are needed"


def _too_many(violation: Violation, _file: Explainer) -> str:
    return f"the list holds {len(violation.value)}; at most {violation.node['maxItems']} are allowed"


def _twice(violation: Violation, _file: Explainer) -> str:
    item = f"'{violation.value}'" if isinstance(violation.value, str) else "the same entry"
    return f"{item} stands in the list twice; keep one"


def _out_of_range(violation: Violation, _file: Explainer) -> str:
    return f"must be from {violation.node['minimum']} to {violation.node['maximum']}, not {violation.value}"


def _no_fields(violation: Violation, file: Explainer) -> str:
    fields = violation.node.get("properties")
    give = f"give at least one of {type_messages.listed(fields)}" if fields else "add one"
    return f"nothing stands here; {file.way_out(violation.path).replace(_FILL, give, 1)}"


def _pattern(violation: Violation, file: Explainer) -> str:
    if message := own_message(violation, "pattern"):
        return message.replace("{written}", violation.value)
    return pattern_messages.explain(violation, file.region)


_EXPLAIN: dict[str, Callable[[Violation, Explainer], str]] = {
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
    "format": lambda violation, _file: dates.date_layout(violation.value),
}


def weight(violation: Violation) -> int:
    """The rank of a violation: of several of one value only the lowest is shown, which says most."""
    return _WEIGHT.get(violation.keyword, 1)


_WEIGHT = {"additionalProperties": 0, "type": 0, "maxLength": 2, "minLength": 2, "uniqueItems": 3}
