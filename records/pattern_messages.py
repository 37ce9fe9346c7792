"""Says what is wrong with text that has not the form its field asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from records import dates, hours, phone, web
from records.schema_keywords import Violation


def explain(violation: Violation, data: Any) -> str:
    if violation.node.get("format") == "date":
        return dates.date_layout(violation.value)
    words = _WORDS.get(str(violation.path[-1]) if violation.path else "")
    return words(violation, data) if words else _one_line(violation.value)


def _one_line(value: str) -> str:
    if "\n" in value.strip():
        return "must be on one line"
    return "begins or ends with a space; delete it"


def _phone(violation: Violation, data: Any) -> str:
    countries = data.get("countries")
    based = countries.get("based") if isinstance(countries, dict) else None
    return phone.layout(violation.value, based)


def _slug(violation: Violation, _data: Any) -> str:
    return f"'{violation.value}' is not a file name without .yaml, such as 'asha-example'"


def _id(violation: Violation, _data: Any) -> str:
    return f"'{violation.value}' is not a short name: small letters, digits and hyphens, as in 'o1'"


def _version(violation: Violation, _data: Any) -> str:
    return f"'{violation.value}' is not a version; write numbers with dots, as in '1.0'"


def _zone(violation: Violation, _data: Any) -> str:
    return f"'{violation.value}' is not a time zone; write continent and city, as in 'Europe/London'"


def _file(violation: Violation, _data: Any) -> str:
    return (
        f"'{violation.value}' is not a picture's file name: small letters, digits and hyphens, "
        "then .jpg, .jpeg, .png or .webp"
    )


_WORDS: dict[str, Callable[[Violation, Any], str]] = {
    "dial": _phone,
    "address": lambda violation, _data: web.email_layout(violation.value),
    "url": lambda violation, _data: web.url_layout(violation.value),
    "same_as": lambda violation, _data: web.url_layout(violation.value),
    "hours": lambda violation, _data: hours.layout(violation.value, violation.node),
    "time_zone": _zone,
    "file": _file,
    "id": _id,
    "version": _version,
    "source": lambda violation, _data: web.url_layout(violation.value),
    "profile": _slug,
    "moved_to": _slug,
}
