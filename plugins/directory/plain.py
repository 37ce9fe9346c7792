"""Fields that are shown as they stand: text, numbers, days, and of chosen terms their labels.

So that a new field needs no code to be shown: a template finds it under the name that it has in the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from experts import profile
from experts.schema import profile_schema
from plugins.directory.facet_index import FacetIndex
from records.json_schema import Node, at, vocabulary_of

View = dict[str, Any]

# By the name of a record: the attribute, the name in the file, and the vocabulary.
Fields = dict[str, list[tuple[str, str, str | None]]]


class Plain:
    def __init__(self, index: FacetIndex) -> None:
        self.index = index

    def of(self, record: Any, /, **computed: Any) -> View:
        """The fields of a record; what is computed goes before what stands in the file."""
        fields = record_fields()[type(record).__name__]
        shown = {
            key: self._value(getattr(record, name), vocabulary)
            for name, key, vocabulary in fields
            if key not in computed
        }
        return {**shown, **computed}

    def _value(self, value: Any, vocabulary: str | None) -> Any:
        if isinstance(value, tuple):
            return [self._value(item, vocabulary) for item in value]
        if type(value).__name__ in record_fields():
            return self.of(value)
        return value if value is None or vocabulary is None else self.index.label_of(vocabulary, value)


@cache
def record_fields() -> Fields:
    return {node["x-record"]: list(_fields(node)) for node in _records(profile_schema())}


def _records(node: Node) -> Iterator[Node]:
    yield node
    for part in node["properties"].values():
        inner = _inner(part)
        if "x-record" in inner:
            yield from _records(inner)


def _fields(node: Node) -> Iterator[tuple[str, str, str | None]]:
    names = {name.removesuffix("_"): name for name in getattr(profile, node["x-record"]).__match_args__}
    for key, part in node["properties"].items():
        if key in names:
            yield names[key], key, vocabulary_of(_inner(part))


def _inner(node: Node) -> Node:
    """Of a list its items."""
    node = at(profile_schema(), node)
    return at(profile_schema(), node.get("items", node))
