"""Whoever does what a message says has a sound file afterwards: no advice leads to the next fault."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

import experts
from records.diagnostic import DataPath, Diagnostic, field_name
from records.vocabulary_reader import load_vocabularies
from tests.test_experts_schema import FULL, GONE

VOCABULARIES = load_vocabularies()
SMALL = {**FULL, "services": [{"type": "helpline", "note": "Also at night."}], "alternate_names": ["Asha E."]}
ADVICE = re.compile(
    r", or delete (the line|it|this entry|'([^']*)')|because it cannot be left out|use the kind 'relay'"
)


def paths(value: Any, path: DataPath = ()) -> Iterator[DataPath]:
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in items:
        yield from paths(part, (*path, key))


def errors(data: Any) -> list[Diagnostic]:
    source = json.dumps(data, ensure_ascii=False).encode()
    _entry, diagnostics = experts.examine("experts/profiles/asha-example.yaml", source, VOCABULARIES)
    return [one for one in diagnostics if one.severity == "error"]


def changed(data: Any, path: DataPath, value: Any) -> Any:
    """A copy with another value at a path, or without it where the value is `...`."""
    made = copy.deepcopy(data)
    inner = made
    for key in path[:-1]:
        inner = inner[key]
    if value is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return made


DATA = {"full": FULL, "small": SMALL, "gone": GONE}


def test_what_is_broken_was_sound():
    assert all(errors(data) == [] for data in DATA.values())


@pytest.mark.parametrize("name", DATA)
@pytest.mark.parametrize("value", [None, [], "TBC"], ids=repr)
def test_what_is_to_be_deleted_can_be(name, value):
    whole = DATA[name]
    known = {field_name(path): path for path in paths(whole)}
    for path in paths(whole):
        broken = changed(whole, path, value)
        for told in errors(broken):
            found = ADVICE.search(told.message)
            if not found or told.field != field_name(path):
                continue
            if found[0].startswith("because"):
                assert all(errors(changed(whole, path[:end], ...)) for end in range(1, len(path) + 1)), told
            elif found[1]:
                target = path[:2] if found[1] == "this entry" else known[found[2]] if found[2] else path
                assert errors(changed(whole, target, ...)) == [], told
