"""The schema of a profile."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from records.json_schema import Node, compile_schema, load_schema

if TYPE_CHECKING:
    from records.schema_keywords import Violation

FILE = Path(__file__).with_name("schema.json")


@cache
def profile_schema() -> Node:
    return load_schema(FILE)


@cache
def profile_violations() -> Callable[[Any], list[Violation]]:
    return compile_schema(profile_schema())
