"""Opening hours: `Mo-Fr 09:00-17:00` from `Sunday: Closed Monday: 9:00-17:00 Tuesday: ...`."""

import re
from collections.abc import Iterator

from bench.cells import Findings

Ranges = list[tuple[str, str]]
DAYS = {
    "Monday": "Mo",
    "Tuesday": "Tu",
    "Wednesday": "We",
    "Thursday": "Th",
    "Friday": "Fr",
    "Saturday": "Sa",
    "Sunday": "Su",
}
DAY = re.compile(rf"\b({'|'.join(DAYS)}):\s*(Closed|[\d:, -]+)")
RANGE = re.compile(r"(\d+):(\d\d)\s*-\s*(\d+):(\d\d)")


def hours(raw: str, found: Findings) -> str:
    """Nothing where a person has to look: a wrong hour is worse than none."""
    days = DAY.findall(raw)
    if not days:
        if raw.strip():
            found.add("hours: prose, kept as a note", raw)
        return ""
    week = {DAYS[day]: _ranges(value) for day, value in days if value != "Closed"}
    if any(opens >= closes for ranges in week.values() for opens, closes in ranges):
        found.add("hours: closing before opening, kept as a note", raw)
        return ""
    found.add("hours: day by day in words, rewritten", raw)
    return "; ".join(f"{_days(run)} {_times(week[run[0]])}" for run in _runs(week))


def _ranges(value: str) -> Ranges:
    return [(f"{a:0>2}:{b}", f"{c:0>2}:{d}") for a, b, c, d in RANGE.findall(value)]


def _times(ranges: Ranges) -> str:
    return ", ".join(f"{opens}-{closes}" for opens, closes in ranges)


def _runs(week: dict[str, Ranges]) -> Iterator[list[str]]:
    """Days in a row with the same hours."""
    run: list[str] = []
    for day in DAYS.values():
        if run and week.get(day) != week[run[0]]:
            yield run
            run = []
        if day in week:
            run.append(day)
    if run:
        yield run


def _days(run: list[str]) -> str:
    if len(run) < 3:
        return ",".join(run)
    return f"{run[0]}-{run[-1]}"
