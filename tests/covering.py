"""A table of two lists, of which an ordinary run tries a part that has each value of both."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

MOST = 7


def pairs(first: Sequence[str], second: Sequence[str]) -> list[object]:
    """All pairs. Every seventh always runs, along diagonals; the others with `--exhaustive`."""
    step = min(MOST, len(first), len(second))
    return [
        pytest.param(one, other, marks=[] if (row + column) % step == 0 else pytest.mark.exhaustive)
        for row, one in enumerate(first)
        for column, other in enumerate(second)
    ]
