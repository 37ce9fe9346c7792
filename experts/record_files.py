"""What is written from the schema in Python: the records of a profile, and the functions that make them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from experts import schema
from records.diagnostic import Diagnostic
from records.json_schema import Node
from records.record_source import Root, factory_source, model_source, stale

HOME = Path(__file__).parent
MODEL, FACTORY = HOME / "profile.py", HOME / "factory.py"

_NOTICE = "\n\nWritten by `make bless` from experts/schema.json: change that, not this file.\n"
_GIVEN = {"slug": "str", "path": "str"}


def sources() -> dict[Path, str]:
    """By file. Raises RecordError if the schema does not name a record."""
    whole = schema.profile_schema()
    roots = [Root(_listed(whole), _GIVEN), Root(_removed(whole), _GIVEN)]
    model = "A profile as the rest of the code sees it: typed, immutable, with absent lists as ()."
    factory = "From data that meets the schema to a profile."
    return {
        MODEL: model_source(model + _NOTICE, "", whole, roots),
        FACTORY: factory_source(factory + _NOTICE, "experts.profile", "", whole, roots),
    }


def check() -> Iterator[Diagnostic]:
    return stale("experts/schema.json", sources)


def _listed(whole: Node) -> Node:
    kept = {key: part for key, part in whole["properties"].items() if key != "removed"}
    return {**whole, "properties": kept, "required": whole["else"]["required"]}


def _removed(whole: Node) -> Node:
    """What is left, so that an address is never given to another."""
    left, names = whole["then"], whole["then"]["propertyNames"]["enum"]
    return {**whole, **left, "properties": {key: whole["properties"][key] for key in names}}
