"""Messages about text that is not in the format of its field: the `x-form` of the schema."""

from __future__ import annotations

from collections.abc import Callable

from records import dates, hours, phone_layout, web
from records.schema_keywords import Violation, own_message

# Forms of text that reads as a number where the quotes are forgotten.
NUMERIC = frozenset(("phone",))

# Forms of text that reads as a number where the quotes are forgotten.
NUMERIC = frozenset(("phone",))


def explain(violation: Violation, region: str | None) -> str:
    """`region` is the country of telephone numbers without a country code."""
    if violation.node.get("format") == "date":
        return dates.date_layout(violation.value)
    form = violation.node.get("x-form")
    return _FORMS[form](violation, region) if form else _one_line(violation.value)


def _one_line(value: str) -> str:
    if "\n" in value.strip():
        return "must be on one line"
    return "begins or ends with a space; delete it"


def _phone(violation: Violation, region: str | None) -> str:
    return phone_layout.explain(violation.value, region)


def _email(violation: Violation, _region: str | None) -> str:
    return web.email_layout(violation.value, own_message(violation, "written out"))


def _url(violation: Violation, _region: str | None) -> str:
    return web.url_layout(violation.value, own_message(violation, "e-mail"))


def _hours(violation: Violation, _region: str | None) -> str:
    return hours.layout(violation.value, violation.node)


def _slug(violation: Violation, _region: str | None) -> str:
    return f"'{violation.value}' is not a file name without .yaml, such as 'asha-example'"


def _id(violation: Violation, _region: str | None) -> str:
    return f"'{violation.value}' is not a short name: small letters, digits and hyphens, as in 'o1'"


def _version(violation: Violation, _region: str | None) -> str:
    return f"'{violation.value}' is not a version; write numbers with dots, as in '1.0'"


def _zone(violation: Violation, _region: str | None) -> str:
    return f"'{violation.value}' is not a time zone; write continent and city, as in 'Europe/London'"


def _picture(violation: Violation, _region: str | None) -> str:
    return (
        f"'{violation.value}' is not a picture's file name: small letters, digits and hyphens, "
        "then .jpg, .jpeg, .png or .webp"
    )


_FORMS: dict[str, Callable[[Violation, str | None], str]] = {
    "phone": _phone,
    "email": _email,
    "url": _url,
    "hours": _hours,
    "time-zone": _zone,
    "picture": _picture,
    "id": _id,
    "version": _version,
    "slug": _slug,
}
