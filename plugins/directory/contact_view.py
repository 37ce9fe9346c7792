"""How to get in touch: numbers that can be dialled, hours in words, addresses as they are."""

from __future__ import annotations

import re
from urllib.parse import quote

from experts import Contact
from experts.contact_kinds import EDITORS, ContactKind

DAYS = {
    "Mo": "Monday", "Tu": "Tuesday", "We": "Wednesday", "Th": "Thursday", "Fr": "Friday", "Sa": "Saturday",
    "Su": "Sunday", "PH": "public holidays",
}  # fmt: skip


def shown(
    contact: Contact, kind: ContactKind, name: str, editors_email: str
) -> tuple[str | None, str | None]:
    """What is read, and where it leads; a list of lines is read as it is."""
    value = editors_email if kind.value == EDITORS else getattr(contact, kind.value or "", None)
    if not isinstance(value, str):
        return None, None
    target = value.replace(" ", "") if kind.value == "dial" else value
    href = kind.link.replace("{name}", quote(name)).replace("{value}", target) if kind.link else None
    return plain_address(value) if kind.value == "url" else value, href


def told_apart(kind: ContactKind) -> bool:
    """Whether the kind is named beside the value: a number that is not there to be called."""
    return kind.value == "dial" and not (kind.link or "").startswith("tel:")


def plain_address(url: str) -> str:
    """Without what nobody says aloud."""
    return re.sub(r"^https?://(www\.)?", "", url).removesuffix("/")


def hours(text: str | None) -> list[dict[str, str]] | None:
    """'Mo-Fr 09:00-17:00; Sa 10:00-13:00' in words."""
    if text is None:
        return None
    if text == "24/7":
        return [{"days": "Every day,", "times": "day and night"}]
    return [_opening(part) for part in text.split("; ")]


def _opening(part: str) -> dict[str, str]:
    days, times = part.split(" ", 1)
    return {"days": _days(days), "times": ", ".join(re.split(r", ?", times)).replace("-", "–")}


def _days(text: str) -> str:
    spans = [" to ".join(DAYS[day] for day in span.split("-")) for span in text.split(",")]
    text = ", ".join(spans[:-1]) + " and " + spans[-1] if len(spans) > 1 else spans[0]
    return text[0].upper() + text[1:]
