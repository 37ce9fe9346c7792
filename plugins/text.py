"""Small changes to text that several outputs need."""

from __future__ import annotations

import re
from collections.abc import Iterable

from experts import choose
from markupsafe import Markup

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def obfuscate(text: str) -> Markup:
    """As character references, which browsers read and most harvesters of addresses do not."""
    return Markup("".join(f"&#{ord(char)};" for char in text))  # noqa: S704  (digits only)


def hide_addresses(html: str) -> str:
    return EMAIL.sub(lambda found: str(obfuscate(found[0])), html)


def did_you_mean(wrong: str, right: Iterable[str]) -> str:
    """'; did you mean 'x'?', or nothing where no known word is near."""
    near = choose.nearest(wrong.lower(), right)
    return f"; did you mean '{near}'?" if near else ""
