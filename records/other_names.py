"""Other names of countries and languages, by which a message knows what an editor meant.

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
    """By the ids of the terms."""
    named: Mapping[str, list[str]] = _data()[vocabulary]["names"]
    return named


def unrelated_names(vocabulary: str) -> frozenset[str]:
    """Words that are like one of a term and name something else."""
    return frozenset(_data()[vocabulary]["others"])
