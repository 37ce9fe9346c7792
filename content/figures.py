"""Holds a figure as it is shown to the value that is counted with, such as 49.6 million or 1 in 4."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from records.diagnostic import FieldDiagnostic

_SCALE = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_PER_CENT = r" ?%| per ?cent"
_NUMBER = re.compile(rf"(?i)(?:[a-z' ]+ )?(\d[\d., ]*?)(?: ({'|'.join(_SCALE)}))?(?:{_PER_CENT})?\Z")
_ENGLISH = re.compile(r"\d{1,3}(?:[ ,]\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?")
_IN = re.compile(r"(?i)(?:[a-z' ]+? )??(\d+|[a-z]+) (?:in|out of|of) (?:every )?(\d+|[a-z]+)\Z")
_PART = re.compile(
    r"(?i)(?:[a-z' ]+? )??(?:(\w+)[ -])?(hal(?:f|ves)|(?:third|quarter|fifth|sixth|tenth)s?)\Z"
)
_WORDS = dict(zip("one two three four five six seven eight nine ten".split(), range(1, 11), strict=True))
_PARTS = {"hal": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_LIKE = "write it as in '49.6 million' or '16,990'"
_COMPARABLE = "write it as in '49.6 million', '15 per cent', '1 in 4' or 'two thirds'"


def check(data: Mapping[str, Any]) -> Iterator[FieldDiagnostic]:
    for id_, entry in data.items():
        if fault := _fault(str(entry["figure"]).strip(), entry["value"]):
            yield fault._replace(path=(id_, "figure"))


def _fault(written: str, value: int) -> FieldDiagnostic | None:
    number = _NUMBER.fullmatch(written)
    if number and not _ENGLISH.fullmatch(number[1]):
        return FieldDiagnostic((), f"'{written}' is not an English number; {_LIKE}")
    if number:
        meant = float(re.sub("[ ,]", "", number[1])) * _SCALE.get((number[2] or "").lower(), 1)
        return _other(f"{round(meant):,}", value, {round(meant)})
    if share := _share(written):
        part, whole = share
        per_cent = round(100 * part / whole)
        # Some count the share itself, others the number of those of whom one is meant.
        return _other(
            f"{written}, which is {per_cent} per cent", value, {per_cent, whole if part == 1 else per_cent}
        )
    message = f"'{written}' cannot be compared with 'value'; {_COMPARABLE}"
    return FieldDiagnostic((), message, "warning")


def _other(meant: str, value: int, right: set[int]) -> FieldDiagnostic | None:
    if value in right:
        return None
    return FieldDiagnostic((), f"says {meant}, where 'value' says {value:,}; correct the one that is wrong")


def _share(written: str) -> tuple[int, int] | None:
    """`2 in 3` and `two thirds` are 2 of 3; None for what is no share, and for one of nothing."""
    if match := _IN.fullmatch(written):
        part, whole = _count(match[1]), _count(match[2])
    elif match := _PART.fullmatch(written):
        part = _count(match[1] or "one") or 1
        whole = next(size for name, size in _PARTS.items() if match[2].lower().startswith(name))
    else:
        return None
    return (part, whole) if part and whole and part <= whole else None


def _count(word: str) -> int | None:
    return int(word) if word.isdigit() else _WORDS.get(word.lower())
