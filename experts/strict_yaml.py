"""Reads the safe, unambiguous part of YAML 1.2.

Of the event stream only mappings with text keys, lists and scalars of the core schema
are accepted. We build the values ourselves because PyYAML follows YAML 1.1, where `NO`
is false, `2026-07-30` is an object and the last of two equal keys wins in silence.
Working on events instead of nodes also keeps hostile nesting off the C stack.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import yaml
from yaml.events import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent
from yaml.events import SequenceEndEvent, StreamEndEvent

from experts import yaml_words
from experts.problem import Path

MAX_BYTES = 64 * 1024
MAX_DEPTH = 20

# Line separators that YAML 1.1 and 1.2 disagree about, C0 and C1 controls, a BOM, and the
# bidirectional controls that make a line look different from what it says.
REFUSED = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
    "|\r(?!\n)"
)
ESCAPED_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LONE_TAG = re.compile(r"(?m)(?:^|[\s\[{,])!(?:\s|$)")

_INT = re.compile(r"[-+]?[0-9]+\Z")
_BASED = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_ODD = frozenset("-+.0123456789ntfNTF~")
_WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}


class YamlError(Exception):
    """The text cannot be read; `faults` are (line, message) pairs in the order of the file."""

    def __init__(self, faults: list[tuple[int, str]]) -> None:
        super().__init__("; ".join(f"line {line}: {message}" for line, message in faults))
        self.faults = faults


class Place(NamedTuple):
    """The line of a value (of its key, where it has one), and a scalar as it is written."""

    line: int
    written: str


def read(source: bytes) -> Any:
    """The value of a YAML document. Raises YamlError with everything that is wrong."""
    text = _decode(source)
    reader = _Reader(text)
    try:
        return reader.document()
    except yaml.MarkedYAMLError as error:
        reader.faults.append(yaml_words.explain(error, text))
    except RecursionError:
        reader.faults.append((1, yaml_words.TOO_DEEP))
    raise YamlError(reader.faults)


def places(source: bytes) -> dict[Path, Place]:
    """Where every value of a readable document stands.

    Apart from `read`, because only a file with a problem needs it.
    """
    found: dict[Path, Place] = {}
    next_event = _events(source.decode())
    next_event(), next_event()
    _locate(next_event, next_event(), (), 1, found)
    return found


def line(places: Mapping[Path, Place], path: Path) -> int:
    """The line of a value, or of what should hold it, where it is missing."""
    while path not in places and path:
        path = path[:-1]
    return places[path].line if path in places else 1


def resolve(text: str) -> Any:
    """The value of an unquoted scalar in the core schema of YAML 1.2."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.match(text):
        # Python refuses to read an integer of thousands of digits; so do we, as text.
        return int(text) if len(text) < 40 else text
    if _BASED.match(text):
        return int(text, 0)
    return float(text) if _FLOAT.match(text) else text


def _decode(source: bytes) -> str:
    if len(source) > MAX_BYTES:
        raise YamlError([(1, yaml_words.too_long(len(source), MAX_BYTES))])
    try:
        text = source.decode()
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise YamlError([(line, yaml_words.NOT_UTF8)]) from None
    refused = [(text.count("\n", 0, found.start()) + 1, yaml_words.character(found[0][0]))
               for found in REFUSED.finditer(text)]
    if "!" in text and (tag := _LONE_TAG.search(text)):
        refused += _lone_tags(text, tag.start())
    if refused:
        raise YamlError(list(dict.fromkeys(refused)))
    return text


def _lone_tags(text: str, start: int) -> list[tuple[int, str]]:
    """A bare `!` tag leaves no trace in the events; only the scanner still sees it."""
    try:
        tokens = list(yaml.scan(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError:
        return []
    return [(token.start_mark.line + 1, yaml_words.TAG) for token in tokens
            if isinstance(token, yaml.TagToken) and token.value == (None, "!")]


def _events(text: str) -> Callable[[], Any]:
    if parser := _c_parser():
        get: Callable[[], Any] = parser(text).get_event
        return get
    return _PythonParser(text).get_event


def _c_parser() -> Any:
    return getattr(yaml, "CParser", None) or getattr(getattr(yaml, "cyaml", None), "CParser", None)


class _PythonParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """For a PyYAML that was built without libyaml."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)


class _Reader:
    def __init__(self, text: str) -> None:
        self.next = _events(text)
        self.faults: list[tuple[int, str]] = []
        self.escapes = "\\" in text

    def document(self) -> Any:
        self.next()
        if type(self.next()) is StreamEndEvent:
            raise YamlError([(1, yaml_words.EMPTY)])
        value = self.value(self.next(), MAX_DEPTH)
        self.next()
        if type(event := self.next()) is not StreamEndEvent:
            self.fault(event, yaml_words.DOCUMENTS)
        if self.faults:
            raise YamlError(self.faults)
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
        return resolve(text) if not text or text[0] in _ODD else text

    def quoted(self, event: Any) -> str:
        text: str = event.value
        if control := ESCAPED_CONTROL.search(text):
            self.fault(event, yaml_words.character(control[0]))
        return text

    def collection(self, event: Any, depth: int) -> Any:
        if type(event) is AliasEvent:
            return self.marked(event)
        if event.anchor is not None or event.tag is not None:
            self.marked(event)
        if not depth:
            raise YamlError([*self.faults, (event.start_mark.line + 1, yaml_words.TOO_DEEP)])
        return self.mapping(depth - 1) if type(event) is MappingStartEvent else self.sequence(depth - 1)

    def marked(self, event: Any) -> None:
        if event.anchor is not None:
            self.fault(event, yaml_words.anchor(event.anchor, type(event) is AliasEvent))
        else:
            self.fault(event, yaml_words.TAG)

    def mapping(self, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while type(event := self.next()) is not MappingEndEvent:
            key = self.value(event, depth)
            if type(key) is not str or key == "<<" or key in result:
                self.fault(event, yaml_words.key(key))
                key = str(key)
            result[key] = self.value(self.next(), depth)
        return result

    def sequence(self, depth: int) -> list[Any]:
        result = []
        while type(event := self.next()) is not SequenceEndEvent:
            result.append(self.value(event, depth))
        return result

    def fault(self, event: Any, message: str) -> None:
        self.faults.append((event.start_mark.line + 1, message))


def _locate(
    next_event: Callable[[], Any], event: Any, path: Path, line: int, found: dict[Path, Place]
) -> None:
    found[path] = Place(line, event.value if type(event) is ScalarEvent else "")
    if type(event) is MappingStartEvent:
        while type(key := next_event()) is not MappingEndEvent:
            _locate(next_event, next_event(), (*path, key.value), key.start_mark.line + 1, found)
    elif type(event) is not ScalarEvent:
        count = 0
        while type(item := next_event()) is not SequenceEndEvent:
            _locate(next_event, item, (*path, count), item.start_mark.line + 1, found)
            count += 1
