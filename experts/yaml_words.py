"""Says in plain words what is wrong with the writing of a YAML file."""

from __future__ import annotations

import yaml

EMPTY = "the file is empty"
TOO_DEEP = "lists and fields stand inside each other too deeply"
NOT_UTF8 = "the file is not saved as UTF-8; save it again with the encoding UTF-8"
TAG = "a value cannot start with '!'; put it in quotes"
DOCUMENTS = "a second document starts here ('---'); one file holds one entry"


def too_long(size: int, limit: int) -> str:
    return f"the file has {size // 1024:,} KB; at most {limit // 1024} KB are allowed"


def character(char: str) -> str:
    if char == "\t":
        return "there is a tab; use spaces instead"
    return f"there is an invisible control character (U+{ord(char):04X}); delete it"


def anchor(name: str, alias: bool) -> str:
    sign = "*" if alias else "&"
    return f"'{sign}{name}' has a special meaning in YAML; put the value in quotes"


def key(name: object) -> str:
    if name == "<<":
        return "'<<' (merging of fields) is not allowed; write the fields out"
    if isinstance(name, str):
        return f"'{name}' stands here twice; keep one"
    return f"'{name}' is not text; the name of a field is a word"


def explain(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    mark = error.problem_mark or error.context_mark
    return (mark.line + 1 if mark else 1), str(error.problem)
