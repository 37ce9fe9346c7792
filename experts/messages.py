"""Says in plain words what a fault found by the schema is, and what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from experts import choose, phone, text, web, when
from experts.problem import Path
from experts.schema import Fault, Node, at, vocabulary_of
from experts.strict_yaml import Place
from experts.text import fold
from experts.vocabulary import Vocabulary


class Explainer:
    """Turns the faults of one file into messages. `data` is the whole of it."""

    def __init__(
        self, schema: Node, vocabularies: Mapping[str, Vocabulary], data: Any, places: Mapping[Path, Place]
    ) -> None:
        self.schema, self.vocabularies, self.data, self.places = schema, vocabularies, data, places

    def message(self, fault: Fault) -> str:
        if fault.keyword in ("pattern", "minLength") and text.says_nothing(fault.value):
            return text.nothing_words(fault.value)
        words: str = getattr(self, f"_{fault.keyword}")(fault)
        return words

    def _type(self, fault: Fault) -> str:
        wanted, value = fault.node["type"], fault.value
        if "enum" in fault.node and isinstance(value, (int, float)):
            return self._enum(fault)
        if not fault.path:
            return "the file must hold fields, such as 'name: Dr Asha Example'"
        if value is None:
            return "nothing stands here; fill it in, or delete the line"
        return _TYPE_WORDS[wanted](value, self._written(fault), fault.node)

    def _written(self, fault: Fault) -> str:
        place = self.places.get(fault.path)
        return place.written if place else str(fault.value)

    def _enum(self, fault: Fault) -> str:
        if vocabulary := self.vocabularies.get(vocabulary_of(fault.node) or ""):
            return choose.explain(self._written(fault), vocabulary)
        return f"'{fault.value}' is not allowed; allowed: {', '.join(map(str, fault.node['enum']))}"

    def _const(self, fault: Fault) -> str:
        return f"only '{_yaml(fault.node['const'])}' can stand here; otherwise delete the line"

    def _required(self, fault: Fault) -> str:
        key = str(fault.path[-1])
        part = fault.node.get("properties", {}).get(key)
        if part is None and len(fault.path) > 1:
            return f"is missing; an entry of the kind '{fault.value['kind']}' needs it"
        part = at(self.schema, part or self.schema["properties"][key])
        return f"is missing: {part['description']}"

    def _additionalProperties(self, fault: Fault) -> str:
        key, known = str(fault.path[-1]), list(fault.node["properties"])
        plain = fold(key).replace("-", "_").replace(" ", "_")
        if meant := plain if plain in known else choose.nearest(plain, known):
            return f"there is no such field; did you mean '{meant}'?"
        if home := _HOMES.get(plain) or self._home(plain):
            return f"there is no such field here; {home}"
        return f"there is no such field; allowed: {', '.join(known)}"

    def _home(self, key: str) -> str | None:
        for name, part in self.schema["properties"].items():
            part = part.get("items", part)
            if key in part.get("properties", {}):
                return f"'{key}' belongs under '{name}'"
        return None

    def _propertyNames(self, fault: Fault) -> str:
        allowed = fault.node["propertyNames"]["enum"]
        if len(fault.path) == 1:
            return f"a removed entry keeps only {_listed(allowed)}; delete this"
        kind = self._at(fault.path[:-1]).get("kind")
        return f"does not belong to an entry of the kind '{kind}', which takes {_listed(allowed)}"

    def _at(self, path: Path) -> Any:
        value = self.data
        for part in path:
            value = value[part]
        return value

    def _minLength(self, fault: Fault) -> str:
        if not fault.value.strip():
            return "is empty; fill it in, or delete the line"
        return f"'{fault.value}' is too short; at least {fault.node['minLength']} characters are needed"

    def _maxLength(self, fault: Fault) -> str:
        return f"has {len(fault.value):,} characters; at most {fault.node['maxLength']:,} are allowed"

    def _minItems(self, fault: Fault) -> str:
        return "the list is empty; give at least one, or delete the line"

    def _maxItems(self, fault: Fault) -> str:
        return f"the list holds {len(fault.value)}; at most {fault.node['maxItems']} are allowed"

    def _uniqueItems(self, fault: Fault) -> str:
        what = f"'{fault.value}'" if isinstance(fault.value, str) else "the same entry"
        return f"{what} stands in the list twice; keep one"

    def _minimum(self, fault: Fault) -> str:
        return f"must be from {fault.node['minimum']} to {fault.node['maximum']}, not {fault.value}"

    _maximum = _minimum

    def _minProperties(self, fault: Fault) -> str:
        return f"nothing stands here; give at least one of {_listed(fault.node['properties'])}"

    def _pattern(self, fault: Fault) -> str:
        if fault.node.get("format") == "date":
            return when.date_layout(fault.value)
        if words := _PATTERN_WORDS.get(str(fault.path[-1])):
            return words(fault, self.data)
        return _one_line(fault.value)

    def _format(self, fault: Fault) -> str:
        return when.date_layout(fault.value)


def _one_line(value: str) -> str:
    if "\n" in value.strip():
        return "must be on one line"
    return "begins or ends with a space; delete it"


def _phone(fault: Fault, data: Any) -> str:
    countries = data.get("countries")
    based = countries.get("based") if isinstance(countries, dict) else None
    return phone.layout(fault.value, based)


def _slug(fault: Fault, _data: Any) -> str:
    return f"'{fault.value}' is not a file name without .yaml, such as 'asha-example'"


def _zone(fault: Fault, _data: Any) -> str:
    return f"'{fault.value}' is not a time zone; write continent and city, as in 'Europe/London'"


def _file(fault: Fault, _data: Any) -> str:
    return (f"'{fault.value}' is not a picture's file name: small letters, digits and hyphens, "
            "then .jpg, .jpeg, .png or .webp")


_PATTERN_WORDS: dict[str, Callable[[Fault, Any], str]] = {
    "dial": _phone,
    "address": lambda fault, _data: web.email_layout(fault.value),
    "url": lambda fault, _data: web.url_layout(fault.value),
    "hours": lambda fault, _data: when.hours_layout(fault.value, fault.node["pattern"]),
    "time_zone": _zone,
    "file": _file,
    "profile": _slug,
    "moved_to": _slug,
}

# Where the things belong for which there is no field of that name.
_HOMES = {
    "phone": "write it under 'contact' as an entry of the kind 'phone'",
    "telephone": "write it under 'contact' as an entry of the kind 'phone'",
    "email": "write it under 'contact' as an entry of the kind 'email'",
    "website": "write it under 'links', with 'rel: website'",
    "web": "write it under 'links', with 'rel: website'",
    "bio": "write it as 'summary'",
    "description": "write it as 'summary'",
    "title": "write a person's title in 'name', and what they do in 'headline'",
    "expertise": "write topics under 'topics', and countries under 'countries' as 'expertise'",
    "status": "write under 'accepting' whether they take cases, and a notice under 'alert'",
    "slug": "the file name is the slug",
    "id": "the file name is the slug",
}


def _text_words(value: Any, written: str, _node: Node) -> str:
    if isinstance(value, list):
        return "one value was expected, not a list"
    if isinstance(value, dict):
        return "text was expected, not fields; put text that holds a colon in quotes"
    kind = "a yes-or-no value" if isinstance(value, bool) else "a number"
    return f'text was expected, but {written} reads as {kind}; put it in quotes: "{written}"'


def _list_words(value: Any, written: str, _node: Node) -> str:
    if isinstance(value, dict):
        return "a list was expected; begin each entry with a dash"
    first = written.split("\n")[0].split(",")[0].strip()
    return f"a list was expected; put each value on its own line with a dash: - {first}"


def _fields_words(value: Any, written: str, node: Node) -> str:
    keys = list(node["properties"])
    if isinstance(value, list):
        return f"fields were expected ({_listed(keys)}), not a list; delete the dash"
    return f"fields were expected, not '{written}'; write {_listed([f'{key}:' for key in keys])} on lines of their own"


def _whole_words(value: Any, written: str, _node: Node) -> str:
    return f"a whole number was expected, such as 6, not '{written or 'a list'}'"


def _bool_words(value: Any, written: str, _node: Node) -> str:
    meant = {"yes": "true", "y": "true", "on": "true", "no": "false", "n": "false", "off": "false"}
    if word := meant.get(written.lower()):
        return f"write {word} for '{written}'"
    return f"only true or false can stand here, without quotes, not '{written}'"


_TYPE_WORDS: dict[str, Callable[[Any, str, Node], str]] = {
    "string": _text_words,
    "array": _list_words,
    "object": _fields_words,
    "integer": _whole_words,
    "boolean": _bool_words,
}


def _listed(words: Any) -> str:
    *first, last = map(str, words)
    return f"{', '.join(first)} and {last}" if first else last


def _yaml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
