"""What a schema cannot say about one profile."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from experts import identifier, phone, summary, text, web
from experts.problem import Path, Severity
from experts.schema import Node, at, profile_schema
from experts.vocabulary import Vocabulary


class Finding(NamedTuple):
    path: Path
    message: str
    severity: Severity = "error"


Said = Iterable[tuple[str, Severity]]

_ONE_LINE = r"^\S(.*\S)?$"
_NAMES = frozenset(("name", "alternate_names", "sort_name", "organisation"))


def findings(data: Mapping[str, Any], vocabularies: Mapping[str, Vocabulary]) -> list[Finding]:
    """Everything beyond the schema. Data that breaks the schema may have any shape."""
    found: list[Finding] = []
    texts: list[tuple[Path, str, str]] = []
    _collect(data, (), "", texts)
    free = _free_text()
    for path, key, value in texts:
        if not value.isascii() or key in free:
            found += (Finding(path, *said) for said in _characters(key, value))
        if rule := _FIELD_RULES.get(key):
            found += (Finding(path, *said) for said in rule(value))
    if "removed" not in data:
        found += _between_fields(data, vocabularies)
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
        if node.get("type") == "string" and "enum" not in node:
            if node.get("pattern", _ONE_LINE) == _ONE_LINE:
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


def _characters(key: str, value: str) -> Said:
    if key in _free_text() and text.says_nothing(value):
        yield text.nothing_words(value), "error"
    if char := text.invisible(value):
        yield f"holds an invisible character (U+{ord(char):04X}); delete it", "error"
    if "&" in value and (found := text.entity(value)):
        yield f"'{found[0]}' is HTML; write {found[1]} itself", "error"
    if value.isascii():
        return
    if not unicodedata.is_normalized("NFC", value):
        yield "holds accents apart from their letters; type these letters again", "warning"
    if key in _NAMES and (odd := text.look_alike(value)):
        yield f"in '{odd[0]}' the letter '{odd[1]}' is {odd[2]}: it looks like another; type the word again", "warning"


def _summary(value: str) -> Said:
    yield from summary.problems(value)
    yield from _stale(value)


def _stale(value: str) -> Said:
    if found := summary.stale(value):
        yield f"'{found}' will be untrue one day; write a notice under 'alert', with the day until which it holds", "warning"


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


def _between_fields(data: Mapping[str, Any], vocabularies: Mapping[str, Vocabulary]) -> Iterator[Finding]:
    for place, entry in _entries(data, "identifiers"):
        yield from _identifier(place, entry, vocabularies["identifiers"])
    for place, entry in _entries(data, "contact"):
        yield from _fiction(place, entry, data.get("sample") is True)
    consent = data.get("consent")
    if isinstance(consent, dict):
        if "photo" in data and "photo" not in consent:
            yield Finding(("consent", "photo"), "is missing: a photo needs the day on which they agreed to it")
        yield from _order(data, consent)


def _entries(data: Mapping[str, Any], field: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    entries = data.get(field)
    for place, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):
            yield (field, place), entry


def _identifier(place: Path, entry: Mapping[str, Any], registers: Vocabulary) -> Iterator[Finding]:
    scheme, value = entry.get("scheme"), entry.get("value")
    if isinstance(scheme, str) and isinstance(value, str) and (term := registers.terms.get(scheme)):
        if words := identifier.problem(term, value):
            yield Finding((*place, "value"), words)


def _fiction(place: Path, entry: Mapping[str, Any], sample: bool) -> Iterator[Finding]:
    """Invented entries must not send anyone to a real person, nor real ones to nobody."""
    dial, address = entry.get("dial"), entry.get("address")
    if isinstance(dial, str):
        yield from _invented((*place, "dial"), dial, sample, phone.is_fiction(dial), phone.is_answered(dial))
    if isinstance(address, str):
        invented = web.is_fiction(address.rpartition("@")[2])
        yield from _invented((*place, "address"), address, sample, invented, not invented)


def _invented(place: Path, value: str, sample: bool, invented: bool, answered: bool) -> Iterator[Finding]:
    if sample and answered:
        yield Finding(place, _REAL[str(place[-1])].format(value))
    elif invented and not sample:
        yield Finding(place, f"'{value}' is kept for examples: nobody answers there", "warning")


_REAL = {
    "dial": "'{}' may be somebody's number; in a sample use one kept for fiction, such as '+44 20 7946 0123'",
    "address": "'{}' may be somebody's address; in a sample use one at example.org",
}


def _order(data: Mapping[str, Any], consent: Mapping[str, Any]) -> Iterator[Finding]:
    checked = data.get("verification")
    if not isinstance(checked, dict):
        return
    agreed, on = consent.get("public_listing"), checked.get("on")
    if isinstance(agreed, str) and isinstance(on, str) and on < agreed:
        yield Finding(
            ("verification", "on"),
            f"{on} is before they agreed to be listed ({agreed}); is one of them mistyped?",
            "warning",
        )
