"""The order of fields that a JSON schema gives, for whoever writes data that it describes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from records.json_schema import Node, at


class KeyOrder(NamedTuple):
    """The order of the fields at one place in the data; `node` is the part of the schema for that place."""

    schema: Node
    node: Node

    @property
    def fields(self) -> Mapping[str, Node]:
        fields: Mapping[str, Node] = at(self.schema, self.node).get("properties", {})
        return fields

    def of(self, key: str) -> KeyOrder:
        return KeyOrder(self.schema, self.fields.get(key, {}))

    def items(self) -> KeyOrder:
        items: Node = at(self.schema, self.node).get("items", {})
        return KeyOrder(self.schema, items)

    def sorted(self, keys: Iterable[str]) -> list[str]:
        """Keys that the schema does not know come last, in the order in which they were given."""
        rank = {key: index for index, key in enumerate(self.fields)}
        return sorted(keys, key=lambda key: rank.get(key, len(rank)))


def key_order(schema: Mapping[str, Any]) -> KeyOrder:
    return KeyOrder(schema, schema)
