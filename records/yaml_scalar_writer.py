"""How a single value is written in YAML: the one place that decides about quotes, escapes and blocks."""

from __future__ import annotations

import re
from typing import Any

import yaml

from records import yaml_scalars
from records.dates import DAY

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_REFUSED_IN_QUOTES = re.compile(f"[\n\r]|{yaml_scalars.REFUSED.pattern}")
_ESCAPED = re.compile(f'["\\\\]|{_REFUSED_IN_QUOTES.pattern}')
_UNWRITABLE = re.compile("[\ud800-\udfff]|" + yaml_scalars.CONTROL.pattern)
_DAY = re.compile(rf"{DAY}\Z")
_ONE_LETTER_BOOLEANS = frozenset("yYnN")
_MEANS_MORE_IN_FLOW = re.compile(r"[,\[\]{}?]")  # `?` only for readers without the library in C
_MEANS_MORE = re.compile(r":(?:\s|\Z)|\s#")


def inline(value: Any, flow: bool = False, quote: str = "") -> str:
    """A value on one line. `quote` is the kind of quotes to use if the text allows it.

    Raises ValueError for a value that YAML or our reader has no form for.
    """
    if isinstance(value, str):
        return _text(value, flow, quote)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float):
        return repr(value).replace("inf", ".inf")
    if value in ([], {}):
        return "[]" if isinstance(value, list) else "{}"
    raise ValueError(f"{type(value).__name__} has no form in YAML here")


def fits_block(value: Any) -> bool:
    """Whether a text can be written as lines of their own.

    Not one whose first line begins with a space or that has blank lines with spaces, which would need more
    care, nor one with blank lines at its end, which would depend on what follows in the file.
    """
    if not isinstance(value, str) or not value or value.endswith("\n\n"):
        return False
    lines = value.split("\n")
    return (
        lines[0][:1].strip() != ""
        and all(line.strip(" ") or not line for line in lines)
        and "\r" not in value
        and not yaml_scalars.REFUSED.search(value)
        and not _UNWRITABLE.search(value)
    )


def block(value: str, indent: str) -> tuple[str, list[str]]:
    """The sign that begins a text of several lines, and the lines below it."""
    sign = "|" if value.endswith("\n") else "|-"
    return sign, [indent + line if line else "" for line in value.removesuffix("\n").split("\n")]


def _text(value: str, flow: bool, quote: str) -> str:
    if refused := _UNWRITABLE.search(value):
        raise ValueError(f"text cannot hold the character U+{ord(refused[0]):04X}")
    if quote == "'" and not _REFUSED_IN_QUOTES.search(value):
        return "'" + value.replace("'", "''") + "'"
    if quote != '"' and _is_plain(value) and not (flow and _MEANS_MORE_IN_FLOW.search(value)):
        return value
    return f'"{_ESCAPED.sub(_escape, value)}"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return _ESCAPES.get(char) or (f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}")


def _is_plain(value: str) -> bool:
    return (
        value[:1].isalnum()
        and value == value.strip()
        and not _MEANS_MORE.search(value)
        and not _ESCAPED.search(value)
        and not _is_more_than_text(value)
    )


def _is_more_than_text(value: str) -> bool:
    """Whether a reader of YAML 1.1 or 1.2 takes it for anything but text.

    Days stay as they are: our reader and editors' programs read them as text.
    """
    if _DAY.match(value):
        return False
    implicit = yaml.SafeLoader.yaml_implicit_resolvers.get(value[0], [])
    return (
        value in _ONE_LETTER_BOOLEANS
        or yaml_scalars.resolve(value) is not value
        or any(pattern.match(value) for _tag, pattern in implicit)
    )
