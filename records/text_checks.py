"""What no text may hold, whatever it is about: fillers, HTML entities, characters that nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from records import text
from records.diagnostic import LineDiagnostic, line_error

_WIDE_SPACE = re.compile(r" *([\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])")


def wide_indentation(lines: Iterable[str], first: int = 1) -> Iterator[LineDiagnostic]:
    """Spaces that only look like spaces, which word processors put at the beginning of a line."""
    for number, line in enumerate(lines, first):
        if space := _WIDE_SPACE.match(line):
            yield line_error(
                number,
                f"the line begins with a special space (U+{ord(space[1]):04X}); type ordinary spaces instead",
            )


def wrong_text(value: str) -> str | None:
    """What is wrong with a value that no schema finds."""
    if text.says_nothing(value):
        return text.nothing_words(value)
    if entity := text.entity(value):
        return f"'{entity[0]}' is HTML; write {entity[1]} itself"
    return hidden(value)


def hidden(value: str) -> str | None:
    if value.isascii() or not (unseen := text.invisible(value)):
        return None
    char, before = unseen
    where = f"after '{text.ending(before)}'" if before.strip() else "at its beginning"
    return f"holds an invisible character (U+{ord(char):04X}) {where}; delete it"
