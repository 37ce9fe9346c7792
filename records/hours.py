"""Opening hours: read from several ways of writing them, and written as 'Mo-Fr 09:00-17:00'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from records.json_schema import Node

Ranges = list[tuple[str, str]]
Week = dict[str, Ranges]

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = r"\b(?:mo|tu|we|th|fr|sa|su)(?:n|es?|ds?|r|urs?|u|rs|i|t|(?:n|es|dnes|urs|i|tur)days?)?\b\.?"
_TO = r"\s*(?:[-–—]|\bto\b)\s*"
_GROUP = re.compile(rf"(?i)({_DAY}(?:(?:{_TO}|\s*(?:[,&/]|\band\b)\s*){_DAY})*)")
_RUN = re.compile(rf"(?i)({_DAY}){_TO}({_DAY})|({_DAY})")
_CLOCK = r"(\d{1,2})(?:[:.]([0-5]\d))?\s*(am|pm|h)?"
_RANGE = re.compile(rf"(?i)(?:from\s+)?\b{_CLOCK}\s*(?:[-–—]|\bto\b|\buntil\b)\s*{_CLOCK}(?=[\s,;&]|\Z)")
_WRITTEN = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")
_FORM = (
    "write them as in 'Mo-Fr 09:00-17:00; Sa 10:00-13:00', or '24/7'; "
    "what cannot be written so goes into 'label' or the summary"
)


_SPELT = (
    (r"\b(?:all )?week ?days?\b|\bworking days?\b", "Mo-Fr"),
    (r"\bweek ?ends?\b", "Sa-Su"),
    (r"\b(?:every ?day|daily|seven days a week|7 days a week|all week)\b", "Mo-Su"),
    (r"\b(?:midday|noon)\b", "12pm"),
    (r"\bmidnight\b", "24:00"),
)
_ALWAYS = re.compile(
    r"(?i)(?:24 ?(?:hours?|hrs?|/ ?7)|always|day and night)(?:,? ?(?:a|every) day)?"
    r"(?:,? ?(?:7|seven) days(?: a week)?)?\.?"
)
_NAMES = dict(zip(_DAYS, "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(), strict=True))


def understood(text: str) -> str | None:
    """What a person wrote, in our form; None unless it is certain.

    >>> understood("9am to 5pm, Monday to Friday")
    'Mo-Fr 09:00-17:00'
    """
    if _ALWAYS.fullmatch(text.strip()):
        return "24/7"
    plain = re.sub(r"(?i)([ap])\.m\.?", r"\1m", text)
    for words, days in _SPELT:
        plain = re.sub(f"(?i){words}", days, plain)
    by_day = week(plain)
    if by_day and not re.search(r"(?i)\d ?[ap]m|\b0\d", plain):
        by_day = {day: [*map(office_hours, ranges)] for day, ranges in by_day.items()}
    return format_week(by_day) or None if by_day and plausible(by_day) else None


def office_hours(times: tuple[str, str]) -> tuple[str, str]:
    """9-5 with neither am nor pm is the day: nobody writes so of a night until five in the morning."""
    start, end = times
    afternoon = "06:00" <= start <= "12:00" and "01:00" <= end < "08:00"
    return (start, f"{int(end[:2]) + 12}{end[2:]}") if afternoon else times


def in_words(hours: str) -> str:
    """As people write it: '9am to 5pm, Monday to Friday'. A form that has no such words stays as it is."""
    if hours == "24/7":
        return "24 hours, every day"
    return "; ".join(re.sub(_PART, _part_in_words, part) for part in hours.split("; "))


_PART = re.compile(r"((?:Mo|Tu|We|Th|Fr|Sa|Su)(?:[,-](?:Mo|Tu|We|Th|Fr|Sa|Su))*) ([\d:, -]+)")


def _part_in_words(match: re.Match[str]) -> str:
    days = (
        re.sub("[A-Z][a-z]", lambda day: _NAMES[day[0]], match[1]).replace("-", " to ").replace(",", " and ")
    )
    ranges = [f"{clock(start)} to {clock(end)}" for start, end in _WRITTEN.findall(match[2])]
    return f"{' and '.join(ranges)}, {days}"


def clock(time: str) -> str:
    """9am for 09:00, 1.30pm for 13:30, midnight for 24:00."""
    hour, minute = int(time[:2]), time[3:]
    if (hour % 24, minute) == (0, "00"):
        return "midnight"
    half = "am" if hour % 24 < 12 else "pm"
    return f"{(hour - 1) % 12 + 1}{'' if minute == '00' else f'.{minute}'}{half}"


def layout(text: str, node: Node) -> str:
    """The message about opening hours in another format, with the right form if they can be read."""
    if re.fullmatch(r"(?i)24 ?(?:hours?|/ ?7)( a day)?", text.strip()):
        return f"write '24/7' for '{text}'"
    days = week(text)
    proposal = format_week(days) if days else ""
    sound = len(proposal) <= node["maxLength"] and re.fullmatch(node["pattern"].rstrip("$"), proposal)
    if sound and days and plausible(days):
        return f"write '{proposal}' for '{text}'"
    doubt = next(into_the_night(proposal), None) if sound else None
    detail = f": {doubt}" if doubt else f"; {_FORM}"
    return f"'{text}' cannot be read as opening hours{detail}"


def into_the_night(hours: str) -> Iterator[str]:
    """What is odd about hours from a morning to before that morning, as in 09:00-05:00."""
    for start, end in _WRITTEN.findall(hours):
        if "05:00" <= start <= "12:00" and "00:00" < end <= start:
            proposal = f"{int(end[:2]) % 12 + 12}{end[2:]}"
            yield f"'{start}-{end}' ends on the next day; is {proposal} meant?"


def week(text: str) -> Week | None:
    """The hours of each day, [] if it is closed; None if any part was not understood.

    >>> week("Sunday: Closed Monday: 9-5pm")
    {'Su': [], 'Mo': [('09:00', '17:00')]}
    """
    before, *parts = _GROUP.split(text)
    groups, times = parts[::2], parts[1::2]
    if groups and before.strip(" ,;:") and not times[-1].strip(" .,;"):
        times = [before, *times[:-1]]  # 9am-5pm Mon-Fri
    elif before.strip():
        return None
    by_day: Week = {}
    for group, clock_times in zip(groups, times, strict=True):
        ranges = _ranges(clock_times)
        for day in _days(group):
            if ranges is None or day in by_day:
                return None
            by_day[day] = ranges
    return by_day


def plausible(days: Week) -> bool:
    """Whether the hours of a day follow each other, and none begin before dawn: '9-12, 1-5' needs a look."""
    return all(
        start < end and end_before <= start and not "00:00" < start < "05:00"
        for ranges in days.values()
        for (_, end_before), (start, end) in pairwise([("", ""), *ranges])
    )


def format_week(days: Week) -> str:
    """As in 'Mo-Fr 09:00-17:00; Sa 10:00-13:00': equal days in a row are joined, closed ones left out."""
    runs: list[list[str]] = []
    for index, day in enumerate(_DAYS):
        if not days.get(day):
            continue
        if runs and runs[-1][-1] == _DAYS[index - 1] and days[day] == days[runs[-1][0]]:
            runs[-1].append(day)
        else:
            runs.append([day])
    return "; ".join(f"{_joined(run)} {', '.join(map('-'.join, days[run[0]]))}" for run in runs)


def _joined(run: list[str]) -> str:
    return ",".join(run) if len(run) < 3 else f"{run[0]}-{run[-1]}"


def _days(group: str) -> Iterator[str]:
    for first, last, alone in _RUN.findall(group):
        start, end = (_DAYS.index(name[:2].capitalize()) for name in (first or alone, last or alone))
        yield from (_DAYS[n % 7] for n in range(start, (end if end >= start else end + 7) + 1))


def _ranges(clock_times: str) -> Ranges | None:
    text = clock_times.strip(" \t\r\n.,;:")
    if text.lower() == "closed":
        return []
    if not text or re.sub(r"[\s,;&]|\band\b", "", _RANGE.sub("", text)):
        return None
    return [_range(match) for match in _RANGE.findall(text)]


def _range(match: tuple[str, ...]) -> tuple[str, str]:
    """Start and end: in '1-5pm' both are after noon; in '9-5pm' they cannot be."""
    hour, minute, half = match[:3]
    end = _time(*match[3:])
    same_half = _time(hour, minute, half or match[5])
    return (same_half if same_half < end else _time(hour, minute, half)), end


def _time(hour: str, minute: str, half: str) -> str:
    number = int(hour) % 12 + 12 * (half.lower() == "pm") if half.lower() in ("am", "pm") else int(hour)
    return f"{number:02}:{minute or '00'}"
