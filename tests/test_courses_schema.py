"""The schema of courses: whole, closed, and read by our check as by the library that everyone else uses."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from referencing import Registry, Resource

from courses import schema
from experts.schema import profile_schema

OWN = json.loads(schema.FILE.read_text(encoding="utf-8"))
KINDS = ("course", "lesson", "glossary", "word")
FULL: dict[str, Any] = {
    "course": {
        "title": "Recognising and responding",
        "summary": "What to look for, and what to do first.",
        "audience": ["professionals", "health-staff"],
        "topics": ["nrm", "housing"],
        "lang": "en",
        "level": "introduction",
        "gains": ["Words to begin with", "A list of numbers"],
        "pass_mark": 80,
        "version": "1.0",
        "reviewed": {"on": "2026-11-22", "by": "the editors", "due": "2027-11-22"},
        "lawyer": {"on": "2026-11-22", "by": "A. Lawyer"},
        "sample": True,
    },
    "lesson": {
        "title": "First contact",
        "minutes": {"reading": 8, "activity": 5},
        "objectives": [{"id": "o1", "text": "Say what to do first"}],
        "audience": ["survivors"],
        "topics": ["nrm"],
        "law": {"jurisdiction": "GB-ENG", "as_at": "2026-11-22"},
        "content_note": "Mentions control and threats.",
        "reviewed": {"on": "2026-11-22", "by": "the editors", "due": "2027-11-22"},
        "version": "1.0.2",
        "lang": "ar",
        "survivors": True,
        "sources": [
            {
                "title": "A guide",
                "publisher": "An Institute",
                "url": "https://guide.example.org/1",
                "version": "third edition, 2022",
                "read_on": "2026-11-22",
            }
        ],
    },
    "glossary": {"nrm": {}},
    "word": {
        "term": "National Referral Mechanism",
        "short": "NRM",
        "definition": "How the state finds out who is a victim.",
        "source": "https://guide.example.org/nrm",
        "law": ["msa-s45"],
    },
}


def reference(kind: str) -> jsonschema.Draft7Validator:
    """The library; it finds the other file by the reference, as an editor's program does."""
    registry: Registry[Any] = Registry().with_resources(
        [
            ("file:///courses/schema.json", Resource.from_contents(_exact(OWN))),
            ("file:///experts/schema.json", Resource.from_contents(_exact(dict(profile_schema())))),
        ]
    )
    types = jsonschema.Draft7Validator.TYPE_CHECKER.redefine("integer", lambda _, value: type(value) is int)
    strict = jsonschema.validators.extend(jsonschema.Draft7Validator, type_checker=types)
    checker = jsonschema.Draft7Validator.FORMAT_CHECKER
    return strict(
        {"$ref": f"file:///courses/schema.json#/definitions/{kind}"},
        registry=registry,
        format_checker=checker,
    )


def _exact(node: dict[str, Any]) -> dict[str, Any]:
    """`$` is the very end of a text, as in JavaScript; and no name that would be looked up elsewhere."""
    exact: dict[str, Any] = json.loads(json.dumps(node).replace('$"', '\\\\Z"'))
    exact.pop("$id", None)
    return exact


def violations(kind: str, data: Any) -> set[tuple[Any, ...]]:
    """The library tells of an entry that stands twice at its list, we at the entry."""
    return {
        (*(violation.path[:-1] if violation.keyword == "uniqueItems" else violation.path), violation.keyword)
        for violation in schema.check_of(kind)(data)
    }


def expected(kind: str, data: Any) -> set[tuple[Any, ...]]:
    """Of a value of the wrong type we do not say that it is no choice either."""
    found = set()
    for error in reference(kind).iter_errors(data):
        path, keyword = tuple(error.path), str(error.validator)
        if keyword == "required":
            missing = [key for key in error.validator_value if key not in error.instance]
            found |= {(*path, key, keyword) for key in missing}
        elif keyword == "additionalProperties":
            found |= {
                (*path, key, keyword) for key in error.instance if key not in error.schema["properties"]
            }
        else:
            found.add((*path, keyword))
    mistyped = {place[:-1] for place in found if place[-1] == "type"}
    return {place for place in found if place[-1] not in ("enum", "const") or place[:-1] not in mistyped}


@pytest.mark.parametrize("kind", KINDS)
def test_the_full_examples_are_sound(kind):
    assert violations(kind, FULL[kind]) == expected(kind, FULL[kind]) == set()


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for part in node.values():
            yield from nodes(part)
    elif isinstance(node, list):
        for part in node:
            yield from nodes(part)


def test_every_field_says_what_it_is():
    """An editing program shows it, and so does the message for a missing field."""
    for node in nodes(OWN):
        for part in node.get("properties", {}).values():
            assert "$ref" in part or {"title", "description"} <= part.keys(), part
        if node.get("type") == "object" and "properties" in node:
            assert node["additionalProperties"] is False


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(data, dict | list):
        for key in data if isinstance(data, dict) else range(len(data)):
            yield from places(data[key], (*path, key))


ODD = [
    None,
    True,
    0,
    -1,
    1000,
    1.5,
    "",
    " ",
    "x",
    "o1\n",
    "2026-02-30",
    "1.0",
    "https://x",
    [],
    {},
    ["x"],
    {"x": 1},
]


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_damage_is_found_as_the_library_finds_it(data):
    kind = data.draw(st.sampled_from(KINDS))
    damaged = copy.deepcopy(FULL[kind])
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(list(places(damaged))))
        if not path:
            continue
        home = damaged
        for part in path[:-1]:
            home = home[part]
        match data.draw(st.sampled_from(["replace", "remove", "add", "double"])):
            case "replace":
                home[path[-1]] = copy.deepcopy(data.draw(st.sampled_from(ODD)))
            case "remove":
                del home[path[-1]]
            case "add" if isinstance(home, dict):
                home["odd"] = 1
            case "double" if isinstance(home, list):
                home.append(copy.deepcopy(home[path[-1]]))
    assert violations(kind, damaged) == expected(kind, damaged)
