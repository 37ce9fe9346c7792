"""Says what is wrong with text that has not the form its field asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from experts.keywords import Fault
from experts.words import hours, phone_layout, web, when


def explain(fault: Fault, data: Any) -> str:
    if fault.node.get("format") == "date":
        return when.date_layout(fault.value)
    words = _WORDS.get(str(fault.path[-1]))
    return words(fault, data) if words else _one_line(fault.value)


def _one_line(value: str) -> str:
    if "\n" in value.strip():
        return "must be on one line"
    return "begins or ends with a space; delete it"


def _phone(fault: Fault, data: Any) -> str:
    countries = data.get("countries")
    based = countries.get("based") if isinstance(countries, dict) else None
    return phone_layout.explain(fault.value, based if isinstance(based, str) else None)


def _slug(fault: Fault, _data: Any) -> str:
    return f"'{fault.value}' is not a file name without .yaml, such as 'asha-example'"


def _id(fault: Fault, _data: Any) -> str:
    return f"'{fault.value}' is not a short name: small letters, digits and hyphens, as in 'o1'"


def _version(fault: Fault, _data: Any) -> str:
    return f"'{fault.value}' is not a version; write numbers with dots, as in '1.0'"


def _zone(fault: Fault, _data: Any) -> str:
    return f"'{fault.value}' is not a time zone; write continent and city, as in 'Europe/London'"


def _file(fault: Fault, _data: Any) -> str:
    return (
        f"'{fault.value}' is not a picture's file name: small letters, digits and hyphens, "
        "then .jpg, .jpeg, .png or .webp"
    )


_WORDS: dict[str, Callable[[Fault, Any], str]] = {
    "dial": _phone,
    "address": lambda fault, _data: web.email_layout(fault.value),
    "url": lambda fault, _data: web.url_layout(fault.value),
    "same_as": lambda fault, _data: web.url_layout(fault.value),
    "hours": lambda fault, _data: hours.layout(fault.value, fault.node),
    "time_zone": _zone,
    "file": _file,
    "id": _id,
    "version": _version,
    "source": lambda fault, _data: web.url_layout(fault.value),
    "profile": _slug,
    "moved_to": _slug,
}
