"""Days and opening hours: what was probably meant by one that is not written as it should be."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in _MONTHS) + "|sept"
_NUMBERS = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})|(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_DAY_FIRST = re.compile(rf"(?i)(\d{{1,2}})(?:st|nd|rd|th)?\.?\s+({_MONTH})\.?,?\s+(\d{{4}})")
_MONTH_FIRST = re.compile(rf"(?i)({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})")
_LONG_DAYS = re.compile(
    r"(?i)\b(mo|tu|we|th|fr|sa|su)(?:n|e|es|d|r|u|rs|i|t|nday|esday|dnesday|ursday|iday|turday)?\b\.?"
)
_BETWEEN = re.compile(r"(?i)\b(?:from|to|until|and)\b|(?<=\d)\s*(?:am|pm|h)\b")
_CLOCK = re.compile(r"(?i)\b(\d{1,2})(?:[:.]([0-5]\d))?\s*(am|pm|h)?(?=\W|$)")


def date_layout(text: str) -> str:
    """What is wrong with a day that is not written as 2026-07-30."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        year, month, day = map(int, text.split("-"))
        if 1 <= month <= 12 and 1 <= day <= 31 and year:
            return f"there is no {day} {_MONTHS[month - 1].capitalize()} {year}"
        return f"'{text}' is not a day; write year-month-day, as in '2026-07-30'"
    if meant := _meant(text):
        words = re.sub(r"[\W\d_]", "", re.sub(f"(?i){_MONTH}|st|nd|rd|th|T", "", text))
        alone = "holds more than a day" if words else "is not written as year-month-day"
        return f"'{text}' {alone}; write '{meant.isoformat()}' if you mean {spoken(meant)}"
    return f"'{text}' is not a day; write year-month-day, as in '2026-07-30'"


def spoken(day: date) -> str:
    """30 July 2026."""
    return f"{day.day} {_MONTHS[day.month - 1].capitalize()} {day.year}"


def hours_layout(text: str, pattern: str) -> str:
    """What is wrong with opening hours; proposes the right form where it can be read."""
    if re.fullmatch(r"(?i)24 ?(?:hours?|/ ?7)( a day)?", text.strip()):
        return f"write '24/7' for '{text}'"
    meant = _hours(text)
    if re.fullmatch(pattern.rstrip("$"), meant) and _says_all(text, meant):
        return f"write '{meant}' for '{text}'"
    form = "write them as in 'Mo-Fr 09:00-17:00; Sa 10:00-13:00', or '24/7'"
    return f"'{text}' cannot be read as opening hours; {form}"


def _meant(text: str) -> date | None:
    try:
        if found := _NUMBERS.search(text):
            year, month, day, day_2, month_2, year_2 = found.groups()
            return date(int(year or year_2), int(month or month_2), int(day or day_2))
        if found := _DAY_FIRST.search(text):
            return date(int(found[3]), _month(found[2]), int(found[1]))
        if found := _MONTH_FIRST.search(text):
            return date(int(found[3]), _month(found[1]), int(found[2]))
    except ValueError:
        pass
    return None


def _month(word: str) -> int:
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(word[:3].lower()))


def _hours(text: str) -> str:
    plain = re.sub(r"\s*(?:[–—-]|\bto\b|\buntil\b)\s*", "-", text.strip())
    parts = (p for p in re.split(r"\s*[;,]\s*(?=[A-Za-z])", plain) if p)
    return "; ".join(map(_day_hours, parts))


def _says_all(text: str, meant: str) -> bool:
    """Whether nothing was left out: 'first Tuesday' is not every one, and '9-5' does not end in the night."""
    words = _LONG_DAYS.sub("", _BETWEEN.sub("", text))
    same_days = len(_LONG_DAYS.findall(text)) == len(_LONG_DAYS.findall(meant))
    in_order = all(start < end for start, end in re.findall(r"(\d\d:\d\d)-(\d\d:\d\d)", meant))
    return same_days and in_order and not re.search(r"[^\W\d_]", words)


def _day_hours(part: str) -> str:
    named = _LONG_DAYS.sub(lambda found: found[1].capitalize(), part)
    days = re.search(r"[A-Z][a-z](?:[-,][A-Z][a-z])*", named)
    if not days:
        return part
    times = [_time(*found) for found in _CLOCK.findall(named.replace(days[0], "", 1))]
    ranges = (f"{start}-{end}" for start, end in zip(times[::2], times[1::2], strict=False))
    return f"{days[0]} {', '.join(ranges)}"


def _time(hour: str, minute: str, half: str) -> str:
    number = int(hour) % 12 + 12 * (half.lower() == "pm") if half.lower() in ("am", "pm") else int(hour)
    return f"{number:02}:{minute or '00'}"
