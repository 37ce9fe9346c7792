"""Reads the safe, unambiguous part of YAML 1.2.

Of the event stream only mappings with text keys, lists and scalars of the core schema
are accepted. We build the values ourselves because PyYAML follows YAML 1.1, where `NO`
is false, `2026-07-30` is an object and the last of two equal keys wins in silence.
Working on events instead of nodes also keeps hostile nesting off the C stack.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from records import yaml_events, yaml_messages
from records.diagnostic import DataPath
from records.yaml_scalars import CONTROL, ODD, resolve

MAX_DEPTH = 20


class YamlError(Exception):
    """The text cannot be read; `faults` are (line, message) pairs in the order of the file."""

    def __init__(self, messages: list[yaml_events.LineMessage]) -> None:
        super().__init__("; ".join(f"line {line}: {message}" for line, message in messages))
        self.messages = messages


class Place(NamedTuple):
    """The line of a value (of its key, where it has one), and a scalar as it is written."""

    line: int
    text: str


def read(source: bytes, most: int = yaml_events.MAX_BYTES) -> Any:
    """The value of a YAML document of at most `most` bytes. Raises YamlError with all that is wrong."""
    text, messages = yaml_events.decode(source, most)
    if messages:
        raise YamlError(messages)
    reader = _Reader(text)
    try:
        return reader.document()
    except yaml.MarkedYAMLError as error:
        raise YamlError([*reader.messages, yaml_messages.explain(error, text)]) from None


def places(source: bytes) -> dict[DataPath, Place]:
    """The place of every value of a readable document.

    Apart from `read`, because only a file with a diagnostic needs it.
    """
    by_path: dict[DataPath, Place] = {}
    next_event = yaml_events.events(source.decode())
    next_event(), next_event()
    _locate(next_event, next_event(), (), 1, by_path)
    return by_path


def line(places: Mapping[DataPath, Place], path: DataPath) -> int:
    """The line of a value, or of what should hold it if it is missing."""
    while path not in places and path:
        path = path[:-1]
    return places[path].line if path in places else 1


class _Reader:
    def __init__(self, text: str) -> None:
        self.next = yaml_events.events(text)
        self.messages: list[yaml_events.LineMessage] = []
        self.escapes = "\\" in text

    def document(self) -> Any:
        self.next()
        if type(self.next()) is StreamEndEvent:
            raise YamlError([(1, yaml_messages.EMPTY)])
        value = self.value(self.next(), MAX_DEPTH)
        self.next()
        if type(event := self.next()) is not StreamEndEvent:
            self.message(event, yaml_messages.DOCUMENTS)
        if self.messages:
            raise YamlError(self.messages)
        return value

    def value(self, event: Any, depth: int) -> Any:
        if type(event) is not ScalarEvent:
            return self.collection(event, depth)
        if event.anchor is not None or event.tag is not None:
            self.marked(event)
        text: str = event.value
        if event.style:
            return self.quoted(event) if self.escapes else text
        # Most words start with a letter that no number, null or boolean starts with.
        return resolve(text) if not text or text[0] in ODD else text

    def quoted(self, event: Any) -> str:
        text: str = event.value
        if control := CONTROL.search(text):
            self.message(event, yaml_messages.character(control[0]))
        return text

    def collection(self, event: Any, depth: int) -> Any:
        if type(event) is AliasEvent:
            return self.marked(event)
        if event.anchor is not None or event.tag is not None:
            self.marked(event)
        if not depth:
            raise YamlError([*self.messages, (event.start_mark.line + 1, yaml_messages.TOO_DEEP)])
        return self.mapping(depth - 1) if type(event) is MappingStartEvent else self.sequence(depth - 1)

    def marked(self, event: Any) -> None:
        if event.anchor is not None:
            self.message(event, yaml_messages.marked("*" if type(event) is AliasEvent else "&"))
        else:
            self.message(event, yaml_messages.TAG)

    def mapping(self, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while type(event := self.next()) is not MappingEndEvent:
            key = self.value(event, depth)
            if type(key) is not str or key == "<<" or key in result:
                self.message(event, yaml_messages.key(key))
                key = str(key)
            result[key] = self.value(self.next(), depth)
        return result

    def sequence(self, depth: int) -> list[Any]:
        result = []
        while type(event := self.next()) is not SequenceEndEvent:
            result.append(self.value(event, depth))
        return result

    def message(self, event: Any, message: str) -> None:
        self.messages.append((event.start_mark.line + 1, message))


def _locate(
    next_event: Callable[[], Any], event: Any, path: DataPath, line: int, by_path: dict[DataPath, Place]
) -> None:
    by_path[path] = Place(line, event.value if type(event) is ScalarEvent else "")
    if type(event) is MappingStartEvent:
        while type(key := next_event()) is not MappingEndEvent:
            _locate(next_event, next_event(), (*path, key.value), key.start_mark.line + 1, by_path)
    elif type(event) is not ScalarEvent:
        count = 0
        while type(item := next_event()) is not SequenceEndEvent:
            _locate(next_event, item, (*path, count), item.start_mark.line + 1, by_path)
            count += 1
