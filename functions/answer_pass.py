"""What lets somebody write back to an answer, or remove it, from the page that shows it; for half an hour.

It travels in that page and holds none of the words, so whoever has it cannot read the answer again.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

from functions import tokens

SECONDS = 30 * 60
USE = "answer-page"


@dataclass(frozen=True, slots=True)
class AnswerPass:
    """`object` and `recipient` as in a sealed message; `case` is the reference that was answered."""

    object: str
    recipient: str
    case: str

    @property
    def part(self) -> dict[str, str]:
        return {"object": self.object, "recipient": self.recipient}


def issued(key: str, given: AnswerPass, at: float) -> str:
    content = [given.object, given.recipient, given.case, int(at)]
    packed = base64.urlsafe_b64encode(json.dumps(content).encode()).decode()
    return tokens.signed(packed, key, USE)


def valid(keys: tuple[str, ...], text: str, at: float) -> AnswerPass | None:
    """None for what was not made here with one of these keys, and for what is too old."""
    packed = tokens.unsigned(text, keys, USE)
    content = unpacked(packed) if packed is not None else None
    if content is None or not -tokens.CLOCKS_DIFFER <= at - content[3] <= SECONDS:
        return None
    return AnswerPass(*content[:3])


def unpacked(packed: str) -> list[Any] | None:
    try:
        content = json.loads(base64.urlsafe_b64decode(packed))
    except (ValueError, binascii.Error):  # signed, but by another version of this program
        return None
    return content if isinstance(content, list) and len(content) == 4 else None
