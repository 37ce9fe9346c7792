"""A Markdown text line by line: what of it is code, what its headings are called, what it refers to."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from records import fences
from records.fences import Fence

# None tries more than one way through a text, or a file of brackets and spaces would keep a check busy long.
HEADING = re.compile(
    r" {0,3}(#{1,6})(?!#)(\s*+)((?:(?!#++\s*+\Z)\S++(?:\s++(?=[^\s#]|#++\s*+\S))?)*+)\s*+#*+\s*+\Z"
)
CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
LINK = re.compile(
    r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*+(?:<([^<>\n]*)>|((?:[^\s()]|\([^\s()]*\))*+))"
    r"(?:\s++(?:\"[^\"]*\"|'[^']*'))?\s*+\)"
)
AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>")
REFERENCE = re.compile(r"(?m)^ {0,3}\[(?!\^)[^\[\]]+\]:\s*<?([^\s>]+)")
STATISTIC = re.compile(r"\[stat:([^\[\]\s]*)\]")
LAW = re.compile(r"\[law:([^\[\]\s]*)\]")
CITATION = re.compile(r"\[(?:law|stat):[^\[\]\s]*\]")
MEANT_AS_CITATION = re.compile(r"(?i)\[\s*(?:law|stat)\s*:[^\[\]]*\](?!\()")

_MARKS = re.compile(r"[*`]|(?<!\w)_+|_+(?!\w)|\[\^[^\]]*\]")
_BLOCK_NAME = re.compile(r":{3,}[^{]*+\{[^}#]*#([\w-]+)")


def without_code(lines: Sequence[str], first: int = 1) -> list[str]:
    """The lines, those of blocks of code left empty."""
    plain: list[str] = []
    fence: Fence | None = None
    for number, line in enumerate(lines, first):
        if fence and fence.holds(line):
            fence = None if fence.ends(line) else fence
            plain.append("")
            continue
        fence = fences.begun(number, line, plain) if fences.MAY_BEGIN.search(line) else None
        plain.append("" if fence else line)
    return plain


def replaced(pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str], text: str) -> str:
    """The Markdown text with another text for each match that does not stand in code; none spans lines."""
    lines = text.split("\n")
    plain = without_code_spans(without_code(lines))

    def outside(found: re.Match[str], line: str) -> str:
        return replacement(found) if line[found.start() : found.end()] == found[0] else found[0]

    return "\n".join(
        pattern.sub(partial(outside, line=own), line) for line, own in zip(lines, plain, strict=True)
    )


def without_code_spans(lines: Sequence[str]) -> list[str]:
    """Each as long as before, so that what stands at a place stays there."""
    return [CODE.sub(lambda span: " " * len(span[0]), line) for line in lines]


class Link(NamedTuple):
    line: int
    words: str
    address: str
    picture: bool = False


def links(lines: Sequence[str], first: int = 1) -> Iterator[Link]:
    """All links and pictures of lines without code.

    Of `[a]: /b/` and `<https://b.org>` the words are all of it.
    """
    text = "\n".join(lines)
    for found in LINK.finditer(text):
        picture, words, bracketed, address = found.groups()
        line = first + text.count("\n", 0, found.start())
        yield Link(line, words, address if bracketed is None else bracketed, bool(picture))
    for found in (*REFERENCE.finditer(text), *AUTOLINK.finditer(text)):
        yield Link(first + text.count("\n", 0, found.start()), found[0], found[1])


def anchors(lines: Sequence[str]) -> frozenset[str]:
    """What a link to a place in the text may name: its headings, and the names of a lesson's blocks."""
    names: set[str] = set()
    for line in without_code(lines):
        if heading := HEADING.match(line):
            name = slug(LINK.sub(r"\2", heading[3]))
            count = sum(1 for known in names if known == name or known.startswith(f"{name}_"))
            # A name that the page itself uses gets `-section` behind it.
            names |= {f"{name}_{count}" if count else name, f"{name}-section"}
        elif block := _BLOCK_NAME.match(line):
            names.add(block[1])
    return frozenset(names)


def slug(words: str) -> str:
    """The id of a heading, as pages have it: letters and digits of every script, hyphens between words."""
    plain = html.unescape(_MARKS.sub("", words))
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())
