"""The letters that SES has taken, which go nowhere here."""

from __future__ import annotations

import re
from dataclasses import dataclass

import urllib3

from hosting.rehearsal.emulator import Emulator

LINK = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True)
class Letter:
    to: str
    subject: str
    text: str

    @property
    def links(self) -> list[str]:
        return LINK.findall(self.text)


def letters(aws: Emulator, origin: str = "", url: str = "") -> list[Letter]:
    """Oldest first; links to the site's own name, `origin`, lead to its address here."""
    kept = urllib3.request("GET", f"{aws.url}/_ministack/ses/messages", timeout=30).json()["messages"]
    return [
        Letter(
            ", ".join(each["To"]),
            each["Subject"],
            each["BodyText"].replace(origin, url) if origin else each["BodyText"],
        )
        for account in kept.values()
        for each in account
    ]
