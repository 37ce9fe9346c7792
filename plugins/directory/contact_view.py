"""How to get in touch: numbers that can be dialled, hours in words, addresses as they are."""

from __future__ import annotations

import re
from urllib.parse import quote

from experts import Contact

DAYS = {
    "Mo": "Monday", "Tu": "Tuesday", "We": "Wednesday", "Th": "Thursday", "Fr": "Friday", "Sa": "Saturday",
    "Su": "Sunday", "PH": "public holidays",
}  # fmt: skip


def shown(contact: Contact, name: str, editors_email: str) -> tuple[str, str | None]:
    """What is read, and where it leads."""
    if contact.kind in ("phone", "text") and contact.dial:
        scheme = "tel" if contact.kind == "phone" else "sms"
        return contact.dial, f"{scheme}:{contact.dial.replace(' ', '')}"
    if contact.address:
        return contact.address, f"mailto:{contact.address}"
    if contact.url:
        return plain_address(contact.url), contact.url
    if contact.kind == "relay":
        return editors_email, f"mailto:{editors_email}?subject={quote(name)}"
    return "", None


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
    words = ", ".join(spans[:-1]) + " and " + spans[-1] if len(spans) > 1 else spans[0]
    return words[0].upper() + words[1:]
