"""Fields that are shown as they stand: text, numbers, days, and of chosen terms their labels.

So that a new field needs no code to be shown: a template finds it under the name that it has in the file.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import Any

from engine.output import View
from experts import profile
from experts.schema import profile_schema
from plugins.directory.facet_index import FacetIndex
from records.json_schema import Node, at, vocabulary_of

Show = Callable[[Any], Any]

# Name in the file, name of the attribute, and what is shown of it; None where it stays as it is.
Field = tuple[str, str, Show | None]


class Plain:
    """Worked out once for all entries: a build asks this of every one of them."""

    def __init__(self, index: FacetIndex) -> None:
        self.index = index
        self.fields = {node["x-record"]: list(self._fields(node)) for node in _records(profile_schema())}
        self._kept: dict[tuple[str, Collection[str], Collection[str]], list[Field]] = {}

    def of(self, record: Any, but: Collection[str] = frozenset(), /, **computed: Any) -> View:
        """The fields of a record; what is computed goes before what stands in the file."""
        name = type(record).__name__
        kept = (name, but, (*computed,))
        if kept not in self._kept:
            left_out = {*computed, *but}
            self._kept[kept] = [field for field in self.fields[name] if field[0] not in left_out]
        for key, attribute, show in self._kept[kept]:
            value = getattr(record, attribute)
            computed[key] = value if show is None or value is None else show(value)
        return computed

    def _fields(self, node: Node) -> Iterator[Field]:
        attributes = {
            name.removesuffix("_"): name for name in getattr(profile, node["x-record"]).__match_args__
        }
        for key, part in node["properties"].items():
            if key in attributes:
                yield key, attributes[key], self._show(at(profile_schema(), part))

    def _show(self, node: Node) -> Show | None:
        if "items" in node:
            each = self._show(at(profile_schema(), node["items"]))
            return partial(_list_of, each) if each else list
        if vocabulary := vocabulary_of(node):
            return partial(self.index.label_of, vocabulary)
        return self.of if "x-record" in node else None


def _list_of(show: Show, values: Collection[Any]) -> list[Any]:
    return list(map(show, values))


def _records(node: Node) -> Iterator[Node]:
    """A record and all that its fields hold."""
    yield node
    for part in node["properties"].values():
        part = at(profile_schema(), part)
        inner = at(profile_schema(), part.get("items", part))
        if "x-record" in inner:
            yield from _records(inner)
