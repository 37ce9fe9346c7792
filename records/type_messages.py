"""Says what a value of the wrong kind is, and how the right one is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from records.json_schema import Node
from records.yaml_messages import bullet


def listed(words: Iterable[object]) -> str:
    """a, b and c."""
    *first, last = map(str, words)
    return f"{', '.join(first)} and {last}" if first else last


def explain(value: Any, written: str, node: Node) -> str:
    """`written` is the value as it stands in the file; empty for lists and fields."""
    return _WORDS[node["type"]](value, written, node)


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
    if message := bullet(first):
        return message
    return f"a list was expected; put each value on its own line with a dash: - {first}"


def _fields_words(value: Any, written: str, node: Node) -> str:
    keys = list(node.get("properties", ()))
    known = f" ({listed(keys)})" if keys else ""
    if isinstance(value, list):
        return f"fields were expected{known}, not a list"
    fields = listed(f"{key}:" for key in keys) if keys else "a name and a colon for each"
    return f"fields were expected, not '{written}'; write {fields} on lines of their own"


def _whole_words(value: Any, written: str, _node: Node) -> str:
    if re.fullmatch(r"\d{1,3}(?:[ ,._'’]\d{3})+|\d+", written):
        digits = re.sub(r"\D", "", written)
        return f"write digits alone, without signs and quotes: {digits}"
    return f"a whole number was expected, such as 6, not '{written or 'a list'}'"


def _bool_words(value: Any, written: str, _node: Node) -> str:
    meant = {"yes": "true", "y": "true", "on": "true", "no": "false", "n": "false", "off": "false"}
    if word := meant.get(written.lower()):
        return f"write {word} for '{written}'"
    return f"only true or false can stand here, without quotes, not '{written}'"


_WORDS: dict[str, Callable[[Any, str, Node], str]] = {
    "string": _text_words,
    "array": _list_words,
    "object": _fields_words,
    "integer": _whole_words,
    "boolean": _bool_words,
}
