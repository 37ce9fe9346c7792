"""What a schema cannot say about one profile."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from experts import coherence, summary
from experts.schema import profile_schema
from records import hours, phone, text, web
from records.diagnostic import DataPath, FieldDiagnostic, Severity
from records.json_schema import Node, at
from records.messages import Explainer
from records.vocabulary import Vocabulary

Messages = Iterable[tuple[str, Severity]]

_ONE_LINE = r"^\S(.*\S)?$"
_LONGEST = 2000
_NOTHING = "says nothing"  # what can be done about it depends on where it is
# StreetSuite and 2000Chicago, but not LaSalle or McHenry; a line with neither digit nor comma may be a brand.
_RUN_TOGETHER = re.compile(
    r"\b(?=(?:.*[\d,]))\w*(?:[a-zß-ÿ]{3}(?=[A-ZÀ-Þ][a-zß-ÿ])|\d(?=[A-ZÀ-Þ][a-zß-ÿ]{2}))\w+"
)
_NAMES = frozenset(("name", "alternate_names", "sort_name", "organisation"))


def diagnostics(data: Mapping[str, Any], vocabularies: Mapping[str, Vocabulary]) -> list[FieldDiagnostic]:
    """Everything beyond the schema. Data that breaks the schema may have any shape."""
    texts: list[tuple[str, str]] = []
    _collect(data, "", _watched(), texts)
    messages = [(index, message) for index, text_ in enumerate(texts) for message in _text_messages(*text_)]
    diagnostics: list[FieldDiagnostic] = []
    if messages:  # hardly ever, so only now is it asked where the texts stand
        paths = list(_paths(data, (), "", _watched()))
        explain = Explainer(profile_schema(), vocabularies, data, {}, "", needed=coherence.needed(data))
        for index, (message, severity) in messages:
            if message is _NOTHING:
                message = f"{text.nothing(texts[index][1])}; {explain.way_out(paths[index])}"
            diagnostics.append(FieldDiagnostic(paths[index], message, severity))
    if "removed" not in data:
        diagnostics += coherence.diagnostics(data, vocabularies)
    return diagnostics


def _text_messages(key: str, value: str) -> Messages:
    if len(value) > _LONGEST:  # the schema refuses it, and hostile text would take long to search
        return ()
    messages: list[tuple[str, Severity]] = []
    if key in _free_text():
        messages += _filler(value)
    if "  " in value and key in _one_line():
        message = f"has two spaces in a row after '{text.ending(value.partition('  ')[0])}'; keep one"
        messages.append((message, "warning"))
    if not value.isascii():
        messages += _characters(key, value)
    if rule := _FIELD_RULES.get(key):
        messages += rule(value)
    return messages


@cache
def _watched() -> frozenset[str]:
    """The names of the fields that have rules; for the others the schema is enough."""
    return _free_text() | frozenset(_FIELD_RULES)


@cache
def _free_text() -> frozenset[str]:
    """The names of the fields whose text is up to the editor."""
    return _texts_with(None, _ONE_LINE)


@cache
def _one_line() -> frozenset[str]:
    return _texts_with(_ONE_LINE)


def _texts_with(*patterns: str | None) -> frozenset[str]:
    """The names of the texts without choices whose pattern is one of these, read off the schema."""
    schema = profile_schema()
    names: set[str] = set()

    def walk(node: Node, key: str) -> None:
        node = at(schema, node)
        for name, part in node.get("properties", {}).items():
            walk(part, name)
        if "items" in node:
            walk(node["items"], key)
        if node.get("type") == "string" and "enum" not in node and node.get("pattern") in patterns:
            names.add(key)

    walk(schema, "")
    return frozenset(names)


def _collect(value: Any, key: str, watched: frozenset[str], out: list[tuple[str, str]]) -> None:
    """The texts with rules. A text is taken where its parent is read: a call each would double the cost."""
    if type(value) is dict:
        for name, part in value.items():
            if type(part) is not str:
                _collect(part, name, watched, out)
            elif name in watched:
                out.append((name, part))
    elif type(value) is list:
        for part in value:
            if type(part) is not str:
                _collect(part, key, watched, out)
            elif key in watched:
                out.append((key, part))


def _paths(value: Any, path: DataPath, key: str, watched: frozenset[str]) -> Iterator[DataPath]:
    """The paths of the texts, in the order in which they are collected."""
    if isinstance(value, str):
        if key in watched:
            yield path
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _paths(part, (*path, name), name, watched)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _paths(part, (*path, index), key, watched)


def _filler(value: str) -> Messages:
    if text.says_nothing(value):
        return ((_NOTHING, "error"),)
    if message := text.entity(value):
        return ((message, "error"),)
    if "\t" in value or "\r" in value:
        return (("holds a tab or a carriage return; use spaces and plain line breaks", "error"),)
    return ()


def _characters(key: str, value: str) -> Messages:
    if message := text.invisible(value):
        yield message, "error"
    if not unicodedata.is_normalized("NFC", value):
        yield "holds accents apart from their letters; type these letters again", "warning"
    if key in _NAMES and (odd := text.look_alike(value)):
        yield (
            f"in '{odd[0]}' the letter '{odd[1]}' is {odd[2]}: it looks like another; type the word again",
            "warning",
        )


def _summary(value: str) -> Messages:
    yield from summary.diagnostics(value)
    yield from _stale(value)


def _stale(value: str) -> Messages:
    if phrase := summary.stale(value):
        advice = "write a notice under 'alert', with the day until which it holds"
        yield f"'{phrase}' will be untrue one day; {advice}", "warning"


def _dial(value: str) -> Messages:
    yield from phone.implausible(value)


def _address(value: str) -> Messages:
    local, _, host = value.rpartition("@")
    if message := web.odd_host(host):
        yield message, "error"
    elif local.startswith(".") or local.endswith(".") or ".." in local:
        yield f"'{value}' has a dot too many before the '@'", "error"
    elif likely_host := web.mistyped_mail_host(host):
        yield f"did you mean '{local}@{likely_host}'?", "warning"


def _url(value: str) -> Messages:
    host = web.host_of(value)
    if message := web.odd_host(host):
        yield message, "error"
    elif value.startswith("http:"):
        yield f"'{value}' is not encrypted; use https:// if the site answers there", "warning"
    elif not host.isascii() and text.look_alike(host):
        yield f"the name of the site, '{host}', mixes letters that look alike; check it with care", "warning"


def _lines(value: str) -> Messages:
    if match := _RUN_TOGETHER.search(value):
        advice = "write each line as an item of its own"
        yield f"'{match[0]}' looks like two lines run together; {advice}", "warning"


def _hours(value: str) -> Messages:
    for message in hours.into_the_night(value):
        yield message, "warning"


_FIELD_RULES: dict[str, Callable[[str], Messages]] = {
    "summary": _summary,
    "headline": _stale,
    "note": _stale,
    "dial": _dial,
    "address": _address,
    "url": _url,
    "lines": _lines,
    "hours": _hours,
}
