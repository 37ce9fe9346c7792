"""Dates: checked, written out, and a correction proposed for one in another format."""

from __future__ import annotations

import re
from datetime import date

DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
"""The regular expression of a day as it is written everywhere here; not every match is a day."""
_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in _MONTHS) + "|sept"
_NUMBERS = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})|(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_DAY_FIRST = re.compile(rf"(?i)(\d{{1,2}})(?:st|nd|rd|th)?\.?\s+({_MONTH})\.?,?\s+(\d{{4}})")
_MONTH_FIRST = re.compile(rf"(?i)({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})")


def date_layout(text: str) -> str:
    """The message about a date that is not written as 2026-07-30, with the right form if it can be read."""
    if re.fullmatch(DAY, text):
        year, month, day = map(int, text.split("-"))
        if 1 <= month <= 12 and 1 <= day <= 31 and year:
            return f"there is no {day} {_MONTHS[month - 1].capitalize()} {year}"
        return f"'{text}' is not a day; write year-month-day, as in '2026-07-30'"
    if parsed := _parse(text):
        rest = re.sub(r"[\W\d_]", "", re.sub(f"(?i){_MONTH}|st|nd|rd|th|T", "", text))
        what = "holds more than a day" if rest else "is not written as year-month-day"
        return f"'{text}' {what}; write '{parsed.isoformat()}' if you mean {in_words(parsed)}"
    return f"'{text}' is not a day; write year-month-day, as in '2026-07-30'"


def is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def in_words(day: date) -> str:
    """As people write it: 30 July 2026."""
    return f"{day.day} {_MONTHS[day.month - 1].capitalize()} {day.year}"


def _parse(text: str) -> date | None:
    try:
        if match := _NUMBERS.search(text):
            year, month, day, day_2, month_2, year_2 = match.groups()
            return date(int(year or year_2), int(month or month_2), int(day or day_2))
        if match := _DAY_FIRST.search(text):
            return date(int(match[3]), _month(match[2]), int(match[1]))
        if match := _MONTH_FIRST.search(text):
            return date(int(match[3]), _month(match[1]), int(match[2]))
    except ValueError:
        pass
    return None


def _month(word: str) -> int:
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(word[:3].lower()))
