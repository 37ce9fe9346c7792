"""The field reference for editors, generated from the schema and the vocabularies."""

from __future__ import annotations

from collections.abc import Iterator

from records.json_schema import Node, at, resolved, vocabulary_of
from records.vocabulary import Vocabularies, Vocabulary
from records.vocabulary_reader import FROM_CLDR

_INTRO = """\
# Fields of an entry

An entry is one file in `experts/profiles/`. This page is written by `make bless` from
`experts/schema.json` and `experts/vocabularies/`; edit those, not this page.
"""
_KINDS = {
    "string": "text",
    "integer": "whole number",
    "boolean": "true or false",
    "object": "fields",
    "array": "list",
}


def reference(schema: Node, vocabularies: Vocabularies) -> str:
    """Markdown: every field, then every choice."""
    needed = schema["else"]["required"]
    lines = [_INTRO, "## Fields", "", "| field | what it holds | form |", "|---|---|---|"]
    for name, part in schema["properties"].items():
        lines += _rows(schema, name, part, name in needed, vocabularies)
    lines += [
        "",
        "A removed entry keeps only `name`, `removed` and, for invented ones, `sample`.",
        "",
        "## Choices",
    ]
    for vocabulary in vocabularies.values():
        lines += ["", *_choices(vocabulary)]
    return "\n".join(lines) + "\n"


def _rows(schema: Node, path: str, node: Node, needed: bool, vocabularies: Vocabularies) -> Iterator[str]:
    node = resolved(schema, node)
    mark = " (needed)" if needed else ""
    what = f"**{node['title']}.** {node['description']}"
    yield f"| `{path}`{mark} | {what} | {_form(schema, node, vocabularies)} |"
    part = at(schema, node["items"]) if "items" in node else node
    for key, child in part.get("properties", {}).items():
        inner = f"{path}.{key}" if part is node else f"{path}[].{key}"
        yield from _rows(schema, inner, child, key in part.get("required", ()), vocabularies)


def _form(schema: Node, node: Node, vocabularies: Vocabularies) -> str:
    if node["type"] == "array":
        item = at(schema, node["items"])
        most = f", at most {node['maxItems']}" if "maxItems" in node else ""
        what = _form(schema, item, vocabularies).removeprefix("one of ")
        return f"list of {what}{most}"
    if name := vocabulary_of(node):
        return f"one of [{vocabularies[name].title}](#{_anchor(vocabularies[name].title)})"
    if node.get("format") == "date":
        return "day, as in 2026-07-30"
    return _KINDS[node["type"]] + _limits(node)


def _limits(node: Node) -> str:
    if "minimum" in node:
        return f" from {node['minimum']} to {node['maximum']}"
    return f", at most {node['maxLength']:,} characters" if "maxLength" in node else ""


def _choices(vocabulary: Vocabulary) -> Iterator[str]:
    yield from (f"### {vocabulary.title}", "", vocabulary.standard, "")
    if vocabulary.name in FROM_CLDR:
        yield ", ".join(f"`{term.id}` {term.label}" for term in vocabulary.terms.values())
        return
    yield from ("| write | for | meaning |", "|---|---|---|")
    for term in vocabulary.terms.values():
        narrower = f" (part of `{term.broader}`)" if term.broader else ""
        yield f"| `{term.id}` | {term.label} | {term.description or ''}{narrower} |"


def _anchor(title: str) -> str:
    """The anchor that GitHub gives a heading."""
    return "".join(char for char in title.lower().replace(" ", "-") if char.isalnum() or char == "-")
