"""Finds what git leaves in a file when two changes of the same lines meet.

`merge_fault` is for any text, YAML and Markdown alike. records.yaml_events.characters calls it: whoever reads
through that has nothing more to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SURE = re.compile(r"(?m)^(?:<{7}|>{7}|\|{7})(?= |\r?$)")
_MIDDLE = re.compile(r"(?m)^={7}\r?$")
_SHOWN = 6


def merge_fault(text: str) -> tuple[int, str] | None:
    """The line of the first marker, and one message for all of them."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text and "=======" not in text and "|||||||" not in text:
        return None
    lines = sorted(_lines(text))
    if not lines:
        return None
    shown = [*map(str, lines[:_SHOWN]), *(["..."] if len(lines) > _SHOWN else [])]
    where = f" (lines {', '.join(shown)})" if len(lines) > 1 else ""
    return (
        lines[0],
        f"a merge was not finished{where}: keep the lines that are right, and delete the marks '<<<<<<<', "
        "'=======', '>>>>>>>' and what is wrong",
    )


def _lines(text: str) -> Iterator[int]:
    sure = [text.count("\n", 0, mark.start()) + 1 for mark in _SURE.finditer(text)]
    yield from sure
    for mark in _MIDDLE.finditer(text):
        # Right below a line of text it may be that line's underlining in Markdown, which makes a heading.
        alone = text[: mark.start()].endswith("\n\n") or not mark.start()
        if sure or alone:
            yield text.count("\n", 0, mark.start()) + 1
