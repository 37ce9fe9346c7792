"""Figures with their sources: content/statistics.yaml, cited in a text as `[stat:id]`.

So that no figure is typed into prose, and each leads to who counted, what, and for which year.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from content.data_file import DAY, TEXT, WEB, YEAR, read_map, record
from records.diagnostic import Diagnostic

PATH = "content/statistics.yaml"
FIGURE = record(
    {
        "figure": TEXT,
        "value": {"type": "integer"},
        "unit": TEXT,
        "what": TEXT,
        "as_of": YEAR,
        "publisher": TEXT,
        "title": TEXT,
        "url": WEB,
    },
    {"note": TEXT, "confirmed_by": WEB, "read_on": DAY},
)
MARK = re.compile(r"\[stat:([^\]\s]*)\]")

Figures = Mapping[str, Mapping[str, Any]]


def load(root: Path) -> tuple[Figures, list[Diagnostic]]:
    file = read_map(root, PATH, FIGURE)
    return file.value, list(file.diagnostics)
