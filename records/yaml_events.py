"""From the bytes of a file to the events of a YAML parser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml

from records import merge_markers, yaml_messages, yaml_tokens
from records.files import too_large
from records.yaml_scalars import REFUSED
from records.yaml_tokens import LineMessage as LineMessage

MAX_BYTES = 64 * 1024

_CHAT_FENCE = re.compile(r"(?m)^```[\w-]*[ \r]*$")
_DIRECTIVE = re.compile(r"(?:#[^\n]*\n|[ \r]*\n)*%")


def decode(source: bytes, most: int = MAX_BYTES) -> tuple[str, list[LineMessage]]:
    """The text of at most `most` bytes, and what forbids to read it any further."""
    text, messages = characters(source, most)
    if "%" in text and (match := _DIRECTIVE.match(text)):
        messages.append((text.count("\n", 0, match.end()) + 1, yaml_messages.DIRECTIVE))
    messages += [
        (text.count("\n", 0, fence.start()) + 1, yaml_messages.CHAT_FENCE)
        for fence in _CHAT_FENCE.finditer(text)
    ]
    messages += yaml_tokens.faults(text)
    return text, list(dict.fromkeys(messages))


def characters(source: bytes, most: int) -> tuple[str, list[LineMessage]]:
    """The text, which need not be YAML, and what it cannot hold: odd bytes, tabs, controls, merge marks."""
    if len(source) > most:
        return "", [(1, too_large(len(source), most))]
    try:
        text = source.decode()
    except UnicodeDecodeError as error:
        return "", [(source.count(b"\n", 0, error.start) + 1, yaml_messages.NOT_UTF8)]
    if unfinished := merge_markers.merge_fault(text):
        return "", [unfinished]
    messages = [
        (
            text.count("\n", 0, match.start()) + 1,
            yaml_messages.character(match[0][0], text[: match.start()].rpartition("\n")[2]),
        )
        for match in REFUSED.finditer(text)
    ]
    return text, messages


def events(text: str) -> Callable[[], Any]:
    """Gives the next event at each call; libyaml's, which is ten times faster, where there is one."""
    parser = c_parser() or _PythonParser
    get: Callable[[], Any] = parser(text).get_event
    return get


def c_parser() -> Any:
    return getattr(yaml, "CParser", None) or getattr(getattr(yaml, "cyaml", None), "CParser", None)


class _PythonParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """For a PyYAML that was built without libyaml."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)
