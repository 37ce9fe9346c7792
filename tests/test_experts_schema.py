"""The schema, and our check of it against the library that everyone else uses."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experts import schema
from records import yaml_reader
from records.json_schema import at, compile_schema
from tests.test_experts_bad_profiles import TABLE, whole_file

SCHEMA = json.loads(schema.FILE.read_text(encoding="utf-8"))
FULL = {
    "name": "Dr Asha Example",
    "alternate_names": ["Asha E.", "آشا"],
    "sort_name": "Example, Asha",
    "kind": "person",
    "sample": True,
    "roles": ["medical", "country"],
    "headline": "Consultant psychiatrist, medico-legal reports",
    "summary": "Writes reports for courts and tribunals.\n",
    "photo": {"file": "asha-example.jpg", "credit": "A friend"},
    "alert": {"text": "Away until the new year", "until": "2026-12-31"},
    "topics": ["medico-legal-reports", "nrm"],
    "exploitation": ["forced-labour"],
    "countries": {"based": "GB", "expertise": ["VN", "NO"], "serves": ["GB-ENG", "IE"]},
    "languages": [{"tag": "vi", "level": "native"}, {"tag": "en", "level": "fluent"}],
    "audience": ["survivors"],
    "affiliations": [{"organisation": "A clinic", "title": "Director", "profile": "a-clinic"}],
    "accepting": {"referrals": "open", "reports": "waitlist", "wait_weeks": 6, "as_of": "2026-07-30"},
    "services": [
        {
            "type": "medico-legal-report",
            "mode": ["in-person", "remote"],
            "turnaround_weeks": 8,
            "fees": {"free": "no", "legal_aid": "yes", "pro_bono": "case-by-case", "private": "on-request"},
            "note": "Also at short notice.",
        }
    ],
    "witness": {
        "forums": ["ftt-iac"],
        "declarations": ["cpr-35"],
        "oral_evidence": True,
        "training": [{"name": "Istanbul Protocol", "year": 2024}],
    },
    "contact": [
        {
            "kind": "phone",
            "dial": "+44 20 7946 0123",
            "hours": "Mo-Fr 09:00-17:00",
            "time_zone": "Europe/London",
        },
        {"kind": "text", "dial": "+44 7700 900043", "for": ["survivors"], "label": "Duty line"},
        {"kind": "email", "address": "asha@example.org"},
        {"kind": "web", "url": "https://asha.example.org/contact"},
        {"kind": "post", "lines": ["1 Long Road", "London"]},
        {"kind": "relay"},
    ],
    "identifiers": [{"scheme": "gmc", "value": "1234567", "checked_on": "2026-07-30"}],
    "verification": {"level": "documents-checked", "on": "2026-07-30", "method": "register look-up"},
    "confirmed": {"on": "2026-08-01"},
    "changed": {"on": "2026-08-02"},
    "consent": {
        "public_listing": "2026-07-28",
        "address_mark": "0123456789abcdef0123456789abcdef",
        "photo": "2026-07-28",
        "no_letters": "2026-07-29",
    },
    "publications": [{"title": "On reports", "year": 2020, "url": "https://example.org/paper"}],
    "links": [{"rel": "website", "url": "https://asha.example.org", "title": "Home page"}],
}
GONE = {"name": "Gone Example", "sample": True, "removed": {"on": "2026-03-01", "moved_to": "asha-example"}}


def reference() -> jsonschema.Draft7Validator:
    """The library, where a number with a fraction is no integer and `$` is the very end, as in JavaScript."""
    types = jsonschema.Draft7Validator.TYPE_CHECKER.redefine(
        "integer", lambda _checker, value: type(value) is int
    )
    strict = jsonschema.validators.extend(jsonschema.Draft7Validator, type_checker=types)
    exact = json.loads(json.dumps(SCHEMA).replace('$"', '\\\\Z"'))
    return strict(exact, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)


LIBRARY = reference()


def library_says(data: Any) -> set[tuple[tuple[Any, ...], str]]:
    violations = set()
    for error in LIBRARY.iter_errors(data):
        path = tuple(error.absolute_path)
        match error.validator:
            case "required":
                violations |= {
                    ((*path, key), "required") for key in error.validator_value if key not in error.instance
                }
            case "additionalProperties":
                known = error.schema["properties"]
                violations |= {
                    ((*path, key), "additionalProperties") for key in error.instance if key not in known
                }
            case "enum" if "propertyNames" in error.absolute_schema_path:
                violations.add(((*path, error.instance), "propertyNames"))
            case keyword:
                violations.add((path, keyword))
    mistyped = {path for path, keyword in violations if keyword == "type"}
    return {
        (path, keyword)
        for path, keyword in violations
        if keyword not in ("enum", "const", "minimum", "maximum") or path not in mistyped
    }


def ours_says(data: Any) -> set[tuple[tuple[Any, ...], str]]:
    return {
        (violation.path[:-1] if violation.keyword == "uniqueItems" else violation.path, violation.keyword)
        for violation in schema.profile_violations()(data)
    }


def test_the_schema_is_a_schema_of_draft_7():
    jsonschema.Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("data", [FULL, GONE], ids=["full", "removed"])
def test_a_profile_with_every_field_is_sound(data):
    assert library_says(data) == set()
    assert ours_says(data) == set()


def plain(part):
    """Whether the checks that there are for its type say all there is to say of it."""
    return part["type"] in ("string", "integer", "boolean") and not part.keys() & {"pattern", "x-form"}


def test_the_full_profile_has_every_field_that_is_not_plain():
    """Else a field could be added that no test ever fills; a plain one needs no rule, and so no test."""

    def missing(node, value, path):
        node = at(SCHEMA, node)
        if "items" in node:
            filled = {key for item in value if isinstance(item, dict) for key in item}
            node, value = at(SCHEMA, node["items"]), dict.fromkeys(filled)
        for key, part in node.get("properties", {}).items():
            if key not in value:
                if not plain(at(SCHEMA, part)):
                    yield f"{path}{key}"
            elif value[key] is not None:
                yield from missing(part, value[key], f"{path}{key}.")

    assert set(missing(SCHEMA, {**FULL, **GONE}, "")) == set()


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case["case"])
def test_we_find_the_faults_that_the_library_finds_in_bad_files(case):
    try:
        data = yaml_reader.read(whole_file(case))
    except yaml_reader.YamlError:
        return
    assert ours_says(data) == library_says(data)


VALUES = st.sampled_from(
    [
        None, True, False, 0, 1, 7, 1.0, 6.5, -3, 10**30, float("nan"),
        "", " ", "x", "NO", "open", "nrm", "phone", "relay", "x" * 141, "x" * 2001, "a\nb", "\u0663",
        "2026-02-30", "2026-07-30", "2026-07-30\n", "https://a.org", "a@b.org", "+44 20 7946 0123",
        [], {}, ["nrm", "nrm"], [1, True], [1, 1.0], [[], []], [None], {"kind": "phone"}, {"a": 1},
        [{"kind": "web"}, {"kind": "web"}], {"on": "2026-07-30"},
    ]
).map(copy.deepcopy)  # fmt: skip
KEYS = st.sampled_from([*SCHEMA["properties"], "kind", "dial", "url", "on", "tag", "nope", ""])


@st.composite
def damaged(draw: st.DrawFn) -> Any:
    """A sound profile with one to four things changed anywhere in it."""
    data = copy.deepcopy(draw(st.sampled_from([FULL, GONE])))
    for _ in range(draw(st.integers(1, 4))):
        here: Any = data
        while isinstance(here, dict | list) and here:
            place = draw(st.sampled_from(list(here) if isinstance(here, dict) else range(len(here))))
            inner = here[place]
            if not isinstance(inner, dict | list) or not inner or draw(st.booleans()):
                _change(draw, here, place)
                break
            here = inner
    return data


def _change(draw: st.DrawFn, here: Any, place: Any) -> None:
    match draw(st.sampled_from(["replace", "delete", "add", "repeat"])):
        case "replace":
            here[place] = draw(VALUES)
        case "delete":
            del here[place]
        case "add" if isinstance(here, dict):
            here[draw(KEYS)] = draw(VALUES)
        case _ if isinstance(here, list):
            here.append(copy.deepcopy(here[place]))


@settings(max_examples=300, deadline=None)
@given(damaged())
def test_we_find_the_faults_that_the_library_finds_in_damaged_data(data):
    assert ours_says(data) == library_says(data)


@settings(max_examples=50, deadline=None)
@given(VALUES)
def test_data_that_is_no_profile_at_all_is_refused_by_both(data):
    assert ours_says(data) == library_says(data) != set()


def test_a_keyword_that_we_do_not_know_stops_the_program():
    """Rather than being passed over, as the standard has it."""
    with pytest.raises(ValueError, match="the schema uses contains, oneOf, which is not supported"):
        compile_schema({"type": "array", "contains": {}, "oneOf": []})


def nodes(node: Any, path: str = "") -> Any:
    yield path, node
    for key, part in node.get("properties", {}).items():
        yield from nodes(part, f"{path}.{key}")
    for key, part in node.get("definitions", {}).items():
        yield from nodes(part, f"#{key}")
    if "items" in node:
        yield from nodes(node["items"], f"{path}[]")


NODES = dict(nodes(SCHEMA))


@pytest.mark.parametrize("path", [path for path, node in NODES.items() if "$ref" not in node])
def test_every_field_has_a_title_and_a_description(path):
    assert NODES[path]["title"]
    assert NODES[path]["description"].endswith((".", "https://", "'", ")"))


@pytest.mark.parametrize("path", [path for path, node in NODES.items() if "properties" in node])
def test_every_group_of_fields_refuses_others(path):
    assert NODES[path]["additionalProperties"] is False


@pytest.mark.parametrize("path", [path for path, node in NODES.items() if node.get("type") == "string"])
def test_every_text_is_limited_by_form_choice_or_length(path):
    assert NODES[path].keys() & {"enum", "maxLength", "pattern", "format"}


def test_every_kind_of_contact_has_its_own_rule():
    """A new kind in the vocabulary must say which fields it takes."""
    rules = SCHEMA["properties"]["contact"]["items"]["allOf"]
    kinds = [rule["if"]["properties"]["kind"]["const"] for rule in rules]
    assert kinds == SCHEMA["definitions"]["contact_kind"]["enum"]
