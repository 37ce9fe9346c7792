"""Faults that leave no trace in a parser's events: a bare `!`, and values that a `#` cut off.

The scanner is slow; it runs only over a text in which a plain pattern sees something of the kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.tokens import (
    BlockEndToken,
    BlockEntryToken,
    FlowMappingEndToken,
    FlowMappingStartToken,
    FlowSequenceEndToken,
    FlowSequenceStartToken,
    KeyToken,
    ScalarToken,
    StreamEndToken,
    TagToken,
    ValueToken,
)

from records import yaml_messages

LineMessage = tuple[int, str]  # a line and a message

_LONE_TAG = re.compile(r"(?m)(?:^|[\s\[{,])!(?:\s|$)")
# A comment has a space behind its sign; whoever writes `#4` means a number, `#hope` a word.
_NO_COMMENT = re.compile(r"[^\s#][^\S\n]+#\w")
# In front of a line, or behind its dash or colon.
_ODD_SPACE = re.compile(r"(?m)^ *(?:- +)*(?:-|[\w-]+:)?[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_OPENING = (FlowMappingStartToken, FlowSequenceStartToken)
_CLOSING = (FlowMappingEndToken, FlowSequenceEndToken)
_CUT = re.compile(r" +#\w[^\n]*")


def faults(text: str) -> list[LineMessage]:
    spaces = [] if text.isascii() else list(_ODD_SPACE.finditer(text))
    looks_cut = "#" in text and _NO_COMMENT.search(text)
    if not spaces and not looks_cut and not ("!" in text and _LONE_TAG.search(text)):
        return []
    tokens = _tokens(text)
    return [*_lone_tags(tokens), *_cut_off(tokens, text), *_odd_spaces(tokens, text, spaces)]


def _odd_spaces(tokens: list[Any], text: str, spaces: list[re.Match[str]]) -> Iterator[LineMessage]:
    """Where YAML needs a space; within quotes and blocks of text another one does no harm."""
    texts = [token for token in tokens if isinstance(token, ScalarToken) and token.style]
    for match in spaces:
        at = match.end() - 1
        if not any(token.start_mark.index <= at < token.end_mark.index for token in texts):
            line = text.count("\n", 0, at) + 1
            yield line, yaml_messages.odd_space(match[0][-1], bool(match[0].strip()))


def _lone_tags(tokens: list[Any]) -> Iterator[LineMessage]:
    for token in tokens:
        if isinstance(token, TagToken) and token.value == (None, "!"):
            yield token.start_mark.line + 1, yaml_messages.TAG


def _cut_off(tokens: list[Any], text: str) -> Iterator[LineMessage]:
    """Behind a scalar, or where one is missing. Behind a bracket or the name of a list nothing gets lost."""
    depth = 0  # of brackets
    for before, token, following in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
        scalar = isinstance(token, ScalarToken)
        if not (scalar and token.style not in ("|", ">")) and not _is_empty(token, following):
            continue
        if cut := _CUT.match(text, token.end_mark.index):
            value = text[token.start_mark.index : token.end_mark.index] if scalar else ""
            is_value = isinstance(before, ValueToken | BlockEntryToken) or not scalar
            uncut = f"{value}{cut[0]}".strip() if is_value and not depth else ""
            yield token.end_mark.line + 1, yaml_messages.cut_off(value, cut[0].strip(), uncut)


def _is_empty(token: Any, following: Any) -> bool:
    """Whether a value or an entry of a list is only announced."""
    if isinstance(token, ValueToken):
        return isinstance(following, KeyToken | BlockEndToken | StreamEndToken | None)
    return isinstance(token, BlockEntryToken) and isinstance(
        following, BlockEntryToken | BlockEndToken | StreamEndToken | None
    )


class _Scanner(yaml.reader.Reader, yaml.scanner.Scanner):
    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)


def _tokens(text: str) -> list[Any]:
    """Up to where the text can no longer be read; the parser tells why."""
    tokens: list[Any] = []
    try:
        scanner = _Scanner(text)
    except yaml.YAMLError:
        return tokens
    try:
        while scanner.check_token():
            tokens.append(scanner.get_token())  # type: ignore[no-untyped-call]
    except yaml.YAMLError:
        tokens += scanner.tokens
    return tokens
