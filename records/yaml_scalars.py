"""Unquoted values in the core schema of YAML 1.2, and the characters that no file may hold."""

from __future__ import annotations

import re
from typing import Any

from records.invisible import (
    BYTE_ORDER,
    CONTROLS,
    DIRECTION,
    LOST,
    NO_CHARACTERS,
    OLD_CONTROLS,
    SEPARATORS,
)

# Refused in a file, comments included: what YAML's versions disagree about, what turns text around, controls.
REFUSED = re.compile(
    f"[\t{CONTROLS}{OLD_CONTROLS}{SEPARATORS}{DIRECTION}{BYTE_ORDER}{NO_CHARACTERS}{LOST}]|\r(?!\n)"
)
# Refused even where a file spells them as an escape.
CONTROL = re.compile(f"[{CONTROLS}]")

# What any value but text begins with; most words begin otherwise, and need no further look.
ODD = frozenset("-+.0123456789ntfNTF~")

_INT = re.compile(r"[-+]?[0-9]+\Z")
_BASED = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_LONGEST = 40  # digits of an integer; a longer one is text, because reading it takes ever longer
_WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}


def resolve(text: str) -> Any:
    """The value of an unquoted scalar."""
    if text in _WORDS:
        return _WORDS[text]
    if len(text) > _LONGEST:
        return text
    if _INT.match(text):
        return int(text)
    if _BASED.match(text):
        return int(text, 0)
    return float(text) if _FLOAT.match(text) else text
