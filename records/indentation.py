"""What no line of a text may begin with, whatever it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
