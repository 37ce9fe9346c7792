"""Messages about a value of the wrong type, with how the right one is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from records.json_schema import Node
from records.yaml_messages import bullet


def listed(words: Iterable[object]) -> str:
    """As in a sentence: a, b and c."""
    *first, last = map(str, words)
    return f"{', '.join(first)} and {last}" if first else last


def explain(value: Any, text: str, node: Node) -> str:
    """`text` is the value as it is written in the file; empty for lists and fields."""
    return _EXPLAIN[node["type"]](value, text, node)


def _not_text(value: Any, text: str, _node: Node) -> str:
    if isinstance(value, list):
        return "one value was expected, not a list"
    if isinstance(value, dict):
        return "text was expected, not fields; put text that holds a colon in quotes"
    kind = "a yes-or-no value" if isinstance(value, bool) else "a number"
    return f'text was expected, but {text} reads as {kind}; put it in quotes: "{text}"'


def _not_list(value: Any, text: str, _node: Node) -> str:
    if isinstance(value, dict):
        return "a list was expected; begin each entry with a dash"
    first = text.split("\n")[0].split(",")[0].strip()
    if message := bullet(first):
        return message
    return f"a list was expected; put each value on its own line with a dash: - {first}"


def _not_fields(value: Any, text: str, node: Node) -> str:
    keys = list(node.get("properties", ()))
    names = f" ({listed(keys)})" if keys else ""
    if isinstance(value, list):
        return f"fields were expected{names}, not a list"
    fields = listed(f"{key}:" for key in keys) if keys else "a name and a colon for each"
    return f"fields were expected, not '{text}'; write {fields} on lines of their own"


def _not_whole_number(value: Any, text: str, _node: Node) -> str:
    if re.fullmatch(r"\d{1,3}(?:[ ,._'’]\d{3})+|\d+", text):
        digits = re.sub(r"\D", "", text)
        return f"write digits alone, without signs and quotes: {digits}"
    return f"a whole number was expected, such as 6, not '{text or 'a list'}'"


def _not_boolean(value: Any, text: str, _node: Node) -> str:
    booleans = {"yes": "true", "y": "true", "on": "true", "no": "false", "n": "false", "off": "false"}
    if word := booleans.get(text.lower()):
        return f"write {word} for '{text}'"
    return f"only true or false can stand here, without quotes, not '{text}'"


_EXPLAIN: dict[str, Callable[[Any, str, Node], str]] = {
    "string": _not_text,
    "array": _not_list,
    "object": _not_fields,
    "integer": _not_whole_number,
    "boolean": _not_boolean,
}
