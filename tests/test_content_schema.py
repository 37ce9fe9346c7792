"""The schema of content/, the two forms of front matter, and what check and build must know alike."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

import check
from content.schema import ALIASES, EXAMPLES, FILE, SCHEMA
from content.texts import address
from engine import markdown
from experts.schema import profile_schema
from plugins.text import RESERVED
from records import fields, markdown_text, yaml_reader
from records.front_matter import split
from records.references import GENERATED, TEMPLATE_IDS
from tests.built_site import Built
from tests.site_builder import MINI, ROOT

OWN: dict[str, Any] = json.loads(FILE.read_text("utf-8"))


def nodes(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field and every entry of a list."""
    for name, part in node.get("properties", {}).items():
        yield f"{path}/{name}", part
        yield from nodes(part, f"{path}/{name}")
    if "items" in node:
        yield f"{path}/items", node["items"]
        yield from nodes(node["items"], f"{path}/items")


def test_every_field_has_a_title_and_a_description_and_no_other_is_allowed() -> None:
    for kind, definition in OWN["definitions"].items():
        for path, node in [(kind, definition), *nodes(definition, kind)]:
            assert "$ref" in node or {"title", "description"} <= node.keys(), path
            assert "properties" not in node or node["additionalProperties"] is False, path


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        ("helplines", "helplines"),
        ("statistics", "statistics"),
        ("resources", "resources"),
        ("redirects", "redirects"),
        ("urgent_language", "urgent-words/en"),
    ],
)
@pytest.mark.parametrize("site", [ROOT, MINI])
def test_another_program_that_reads_the_schema_agrees(kind: str, file: str, site: Path) -> None:
    """As an editor's program does, by the references from file to file."""
    registry: Registry[Any] = Registry().with_resources(
        [
            ("file:///content/schema.json", Resource.from_contents(OWN)),
            (
                "file:///experts/schema.json",
                Resource.from_contents({k: v for k, v in profile_schema().items() if k != "$id"}),
            ),
        ]
    )
    data = yaml_reader.read((site / f"content/{file}.yaml").read_bytes())
    whole = jsonschema.Draft7Validator(
        {"$ref": f"file:///content/schema.json#/definitions/{kind}"}, registry=registry
    )
    assert list(whole.iter_errors(data)) == []
    assert SCHEMA.check_of(kind)(data) == []
    assert EXAMPLES[kind]


PAIRS = [
    ("Title: A day", "title: A day"),
    ("TITLE: 2026", 'title: "2026"'),
    ("Title: A: b # c", 'title: "A: b # c"'),
    ("Topics: nrm, housing", "topics: [nrm, housing]"),
    ("Topics: nrm, housing", "topics:\n  - nrm\n  - housing"),
    ("Topics: nrm, housing,", "Topics: nrm, housing"),
    ("Topics: nrm,\n    housing", "topics: [nrm, housing]"),
    ("Topics:", "topics:"),
    ("Date: 2026-07-30 09:30", "date: 2026-07-30"),
    ("Date: 2026-07-30", "date: 2026-07-30T09:30:00+02:00"),
    ("Modified: 2026-07-30", "updated: 2026-07-30"),
    ("Status: Draft", "status: draft"),
    ("Colour: Blue", "colour: Blue"),
]
PAGES = [("Order: 10", "order: 10"), ("Sensitive: Yes", "sensitive: true"), ("Menu: Footer", "menu: footer")]


@pytest.mark.parametrize(
    ("kind", "bare", "fenced"), [*(("news", *pair) for pair in PAIRS), *(("page", *pair) for pair in PAGES)]
)
def test_both_forms_of_front_matter_give_the_same(kind: str, bare: str, fenced: str) -> None:
    heads = [split(f"{bare}\n\nText\n"), split(f"---\n{fenced}\n---\nText\n")]
    one, other = (fields.declared(head.data, SCHEMA.part(kind), ALIASES) for head, _ in heads)
    assert one == other
    assert [body.lines[-2:] for _, body in heads] == [["Text", ""]] * 2


def test_the_text_begins_on_its_line() -> None:
    assert split("Title: A\nDate: B\n\nText\n")[1] == (3, ["", "Text", ""])
    assert split("---\ntitle: A\n---\nText\n")[1] == (4, ["Text", ""])
    assert split("---\r\ntitle: A\r\n---\r\nText")[1] == (4, ["Text"])


@pytest.mark.parametrize(
    "heading",
    ["How we check", "ماذا يمكنك", "A  *b* & `c`", "1. What — else?", "snake_case and [a link](/b/)"],
)
def test_a_heading_has_the_name_that_the_check_expects(heading: str) -> None:
    """records/ may not import engine/, so the rule stands in both."""
    html = markdown.with_heading_ids(markdown.to_html(f"## {heading}\n"), RESERVED)
    assert html.partition('id="')[2].partition('"')[0] in markdown_text.anchors([f"## {heading}"])


def test_the_check_knows_which_pages_only_a_build_knows(site: Built) -> None:
    tops = {url.strip("/").partition("/")[0] for url in site.files}
    root = MINI if site.name == "mini" else ROOT
    known = check.examine(root).references
    for top in tops - GENERATED:
        pages = [url for url in site.files if url.strip("/").partition("/")[0] == top]
        private = top.startswith(("theme-", "_", "index"))
        assert private or not [url for url in pages if not known.known(url)], pages
    assert RESERVED <= TEMPLATE_IDS


def test_each_text_is_at_the_address_that_links_to_its_file_get(site: Built) -> None:
    root = MINI if site.name == "mini" else ROOT
    texts = check.examine(root).content.texts
    assert texts
    assert [path for path, text in texts.items() if address(text) not in site.everything] == []
