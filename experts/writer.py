"""Writes a profile as YAML that an editor likes to read and that reads back equal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from experts.schema import profile_schema
from records import yaml_writer
from records.key_order import key_order

HEADER = "# yaml-language-server: $schema=../schema.json\n"


def dump(data: Mapping[str, Any]) -> str:
    """Fields in the order of the schema. Raises ValueError for what cannot be read back."""
    return yaml_writer.dump(data, key_order(profile_schema()), HEADER)


def edit(source: bytes, data: Mapping[str, Any]) -> bytes:
    """The file of a profile with these data in place of its own; see records/yaml_editor.py."""
    from records import yaml_editor  # a new entry is written without it

    return yaml_editor.edit(source, data, key_order(profile_schema()))
