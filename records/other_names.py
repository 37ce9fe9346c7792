"""Other names of countries and languages, which messages use to find what an editor meant.

`python -m experts bless` writes them into a file, so that reading a profile needs none of the libraries.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[1] / "experts" / "other_names.json"


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return data


def names(vocabulary: str) -> Mapping[str, list[str]]:
    """The other names of each term, by its id."""
    named: Mapping[str, list[str]] = _data()[vocabulary]["names"]
    return named


def unrelated_names(vocabulary: str) -> frozenset[str]:
    """Names of something else that are similar to a term's, so that they are not taken for a typo."""
    return frozenset(_data()[vocabulary]["others"])
