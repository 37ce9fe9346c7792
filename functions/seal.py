"""Sealing to the editors' keys (age), so that what was entrusted to us is stored in no other form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

import pyrage

from functions.ports import RefusedError

FEWEST_RECIPIENTS = 2  # one editor may be away, or lose a key
STEP = 1024  # the size of what is sealed says no more than this about its length


def recipients(lines: str) -> list[Any]:
    """The public keys in a recipients file. A broken line stops everything: it could be anybody's absence."""
    keys = [line.split()[0] for line in lines.splitlines() if line.strip() and not line.startswith("#")]
    try:
        public_keys = [pyrage.x25519.Recipient.from_str(key) for key in dict.fromkeys(keys)]
    except pyrage.RecipientError:
        raise RefusedError("a recipient's key cannot be read") from None
    if len(public_keys) < FEWEST_RECIPIENTS:
        raise RefusedError("there are too few recipients")
    return public_keys


def seal(data: Mapping[str, Any], keys: Iterable[Any]) -> bytes:
    plain = json.dumps(data, ensure_ascii=False).encode()
    sealed: bytes = pyrage.encrypt(plain + b" " * (-len(plain) % STEP), list(keys))
    return sealed


def unseal(sealed: bytes, identity: str) -> dict[str, Any]:
    """Raises pyrage.DecryptError if it was sealed to others, or changed since."""
    data: dict[str, Any] = json.loads(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)]))
    return data


def sealed_key(identity: str, sealed: bytes, twin: str = "") -> str:
    """The name holds the content's hash, for a worker that may list sealed objects, but not read them.

    So it does the mark of equal answers, for a referral that is completed from the sealed object alone.
    """
    digest = hashlib.sha256(sealed).hexdigest()
    return f"sealed/{identity}.{digest}" + (f".{twin}" if twin else "")
