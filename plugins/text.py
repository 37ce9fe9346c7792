"""Small changes to text that several outputs need."""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup

# Ids of the templates.
RESERVED = {"main", "helplines", "helplines-title", "sources", "latest", "law-cited", "named"}
_APART = re.compile(r"(<pre\b.*?</pre>|<code\b.*?</code>|<[^>]*>)", re.DOTALL)
EMAIL = re.compile(r"(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def replaced(pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str], html: str) -> str:
    """The HTML with another text for each match that stands neither in code nor in a tag."""
    if not pattern.search(html):
        return html
    parts = _APART.split(html)
    parts[::2] = [pattern.sub(replacement, text) for text in parts[::2]]
    return "".join(parts)


def obfuscate(text: str) -> Markup:
    """As character references, which browsers read and most harvesters of addresses do not."""
    return Markup("".join(f"&#{ord(char)};" for char in text))  # noqa: S704  (digits only)


def hide_addresses(html: str) -> str:
    return EMAIL.sub(lambda match: str(obfuscate(match[0])), html)
