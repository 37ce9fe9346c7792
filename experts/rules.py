"""What a schema cannot say about one profile."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from experts import coherence, summary, text
from experts.problem import Finding, Path, Severity
from experts.schema import Node, at, profile_schema
from experts.vocabulary import Vocabulary
from experts.words import phone, web

Said = Iterable[tuple[str, Severity]]

_ONE_LINE = r"^\S(.*\S)?$"
_LONGEST = 2000
_NAMES = frozenset(("name", "alternate_names", "sort_name", "organisation"))


def findings(data: Mapping[str, Any], vocabularies: Mapping[str, Vocabulary]) -> list[Finding]:
    """Everything beyond the schema. Data that breaks the schema may have any shape."""
    found: list[Finding] = []
    texts: list[tuple[Path, str, str]] = []
    _collect(data, (), "", texts)
    free = _free_text()
    for path, key, value in texts:
        if len(value) > _LONGEST:  # the schema refuses it, and hostile text would take long to search
            continue
        if key in free:
            found += [Finding(path, words) for words in _filler(value)]
        if not value.isascii():
            found += [Finding(path, *said) for said in _characters(key, value)]
        if rule := _FIELD_RULES.get(key):
            found += [Finding(path, *said) for said in rule(value)]
    if "removed" not in data:
        found += coherence.findings(data, vocabularies)
    return found


@cache
def _free_text() -> frozenset[str]:
    """The names of the fields whose text is up to the editor, read off the schema."""
    schema = profile_schema()
    found: set[str] = set()

    def walk(node: Node, key: str) -> None:
        node = at(schema, node)
        for name, part in node.get("properties", {}).items():
            walk(part, name)
        if "items" in node:
            walk(node["items"], key)
        free = "enum" not in node and node.get("pattern", _ONE_LINE) == _ONE_LINE
        if node.get("type") == "string" and free:
            found.add(key)

    walk(schema, "")
    return frozenset(found)


def _collect(value: Any, path: Path, key: str, out: list[tuple[Path, str, str]]) -> None:
    kind = type(value)
    if kind is str:
        out.append((path, key, value))
    elif kind is dict:
        for name, part in value.items():
            _collect(part, (*path, name), name, out)
    elif kind is list:
        for place, part in enumerate(value):
            _collect(part, (*path, place), key, out)


def _filler(value: str) -> list[str]:
    if text.says_nothing(value):
        return [text.nothing_words(value)]
    if "&" in value and (found := text.entity(value)):
        return [f"'{found[0]}' is HTML; write {found[1]} itself"]
    if "\t" in value or "\r" in value:
        return ["holds a tab or a carriage return; use spaces and plain line breaks"]
    return []


def _characters(key: str, value: str) -> Said:
    if char := text.invisible(value):
        yield f"holds an invisible character (U+{ord(char):04X}); delete it", "error"
    if not unicodedata.is_normalized("NFC", value):
        yield "holds accents apart from their letters; type these letters again", "warning"
    if key in _NAMES and (odd := text.look_alike(value)):
        yield (
            f"in '{odd[0]}' the letter '{odd[1]}' is {odd[2]}: it looks like another; type the word again",
            "warning",
        )


def _summary(value: str) -> Said:
    yield from summary.problems(value)
    yield from _stale(value)


def _stale(value: str) -> Said:
    if found := summary.stale(value):
        words = "write a notice under 'alert', with the day until which it holds"
        yield f"'{found}' will be untrue one day; {words}", "warning"


def _dial(value: str) -> Said:
    if words := phone.implausible(value):
        yield words, "error"


def _address(value: str) -> Said:
    local, _, host = value.rpartition("@")
    if words := web.odd_host(host):
        yield words, "error"
    elif local.startswith(".") or local.endswith(".") or ".." in local:
        yield f"'{value}' has a dot too many before the '@'", "error"
    elif meant := web.mistyped_mail_host(host):
        yield f"did you mean '{local}@{meant}'?", "warning"


def _url(value: str) -> Said:
    host = web.host_of(value)
    if words := web.odd_host(host):
        yield words, "error"
    elif value.startswith("http:"):
        yield f"'{value}' is not encrypted; use https:// if the site answers there", "warning"
    elif not host.isascii() and text.look_alike(host):
        yield f"the name of the site, '{host}', mixes letters that look alike; check it with care", "warning"


_FIELD_RULES: dict[str, Callable[[str], Said]] = {
    "summary": _summary,
    "headline": _stale,
    "note": _stale,
    "dial": _dial,
    "address": _address,
    "url": _url,
}
