"""Small changes to text that several outputs need."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from markupsafe import Markup

from experts.words import choose

RESERVED = {"main", "helplines", "helplines-title", "sources", "latest", "named"}  # ids of the templates
EMAIL = re.compile(r"(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def obfuscate(text: str) -> Markup:
    """As character references, which browsers read and most harvesters of addresses do not."""
    return Markup("".join(f"&#{ord(char)};" for char in text))  # noqa: S704  (digits only)


def hide_addresses(html: str) -> str:
    return EMAIL.sub(lambda found: str(obfuscate(found[0])), html)


def did_you_mean(wrong: str, right: Iterable[str]) -> str:
    """'; did you mean 'x'?', or nothing where no known word is near."""
    near = choose.nearest(wrong.lower(), right)
    return f"; did you mean '{near}'?" if near else ""


def no_such_field(wrong: str, right: Iterable[str]) -> str:
    near = did_you_mean(wrong, right) or f"; there are {', '.join(sorted(right))}"
    return f"there is no such field{near}"


def is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
