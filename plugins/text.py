"""Small changes to text that several outputs need."""

from __future__ import annotations

import re

from markupsafe import Markup

# Ids of the templates.
RESERVED = {"main", "helplines", "helplines-title", "sources", "latest", "law-cited", "named"}
EMAIL = re.compile(r"(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def obfuscate(text: str) -> Markup:
    """As character references, which browsers read and most harvesters of addresses do not."""
    return Markup("".join(f"&#{ord(char)};" for char in text))  # noqa: S704  (digits only)


def hide_addresses(html: str) -> str:
    return EMAIL.sub(lambda match: str(obfuscate(match[0])), html)
