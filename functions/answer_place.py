"""Where an answer is, and what opens it: both come from six words, and the words are stored nowhere.

One slow derivation gives the name of an object and an X25519 key. What is sealed to the editors holds the
name and the public half of the key; so an editor can answer, and only the words can read it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pyrage

from functions import bech32

# Changing any of these makes every answer unreachable that is there.
SALT = b"expert-directory answer 1"
COST, BLOCK = 2**13, 8  # 8 MB and 40 ms; 77 bits need no more, and somebody waits for it
MEMORY = 2**24
OBJECT = re.compile(r"answers/[0-9a-f]{64}\.age\Z")


@dataclass(frozen=True)
class Place:
    """`object`: the key in the store."""

    object: str
    identity: Any = field(repr=False)

    @cached_property
    def recipient(self) -> str:
        return str(self.identity.to_public())

    @property
    def part(self) -> dict[str, str]:
        """What a sealed message says about how to answer it."""
        return {"object": self.object, "recipient": self.recipient}


def place_of(words: Sequence[str]) -> Place:
    derived = hashlib.scrypt(
        " ".join(words).encode(), salt=SALT, n=COST, r=BLOCK, p=1, maxmem=MEMORY, dklen=64
    )
    secret = bech32.encode("age-secret-key-", derived[:32]).upper()
    return Place(f"answers/{derived[32:].hex()}.age", pyrage.x25519.Identity.from_str(secret))


def sound_part(sealed: Mapping[str, Any]) -> dict[str, str] | None:
    """The answer part of what was opened; None where it has none that can be used."""
    part = sealed.get("answer")
    if not isinstance(part, Mapping) or not OBJECT.match(str(part.get("object"))):
        return None
    try:
        pyrage.x25519.Recipient.from_str(str(part.get("recipient")))
    except pyrage.RecipientError:
        return None
    return {"object": str(part["object"]), "recipient": str(part["recipient"])}
