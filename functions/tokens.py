"""What ties a post to the page it came from, and a submission to its one reference.

The form key signs everything; each use has a word of its own, so that one never passes for another.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # without i, l, o and u, which are misread
REFERENCE_LETTERS = 20  # 100 bits
TWIN_LETTERS = 26  # 130 bits
REVIEW_SECONDS = 2 * 3600
CONFIRM_SECONDS = 7 * 24 * 3600
CLOCKS_DIFFER = 120
SHORTEST_KEY = 32


def keyed(key: str, use: str, *parts: str) -> bytes:
    if len(key) < SHORTEST_KEY:
        raise ValueError("the form key is too short")
    message = json.dumps([use, *parts], ensure_ascii=True).encode()
    return hmac.new(key.encode(), message, hashlib.sha256).digest()


def signed(text: str, key: str, *use: str) -> str:
    """A text that travels in a page, with what shows that it is ours; `use` says for what."""
    return f"{text}.{keyed(key, *use, text).hex()}"


def unsigned(text: str, keys: tuple[str, ...], *use: str) -> str | None:
    """What was signed with one of these keys for this use; None for anything else."""
    content, _, _ = text.rpartition(".")
    fits = (hmac.compare_digest(signed(content, key, *use).encode(), text.encode()) for key in keys)
    return content if any(fits) else None


def canonical(form: str, answers: Mapping[str, tuple[str, ...]]) -> str:
    """The same for the same answers, in whatever order they came and with or without empty ones."""
    full = sorted((name, [*values]) for name, values in answers.items() if any(values))
    for _, values in full:
        while not values[-1]:  # empty rows at the end say nothing; one in between keeps the others in place
            values.pop()
    return json.dumps([form, full])


def reference(key: str, content: str, nonce: str) -> str:
    """The id of what came through a review page: random by its nonce, the same for each try to send it."""
    return in_letters(keyed(key, "id", content, nonce), REFERENCE_LETTERS)


def random_reference() -> str:
    """The id of what is sent at once. Nobody but the sender learns it, and nothing leads to it."""
    return in_letters(secrets.token_bytes(32), REFERENCE_LETTERS)


def in_letters(number: bytes, length: int) -> str:
    whole = int.from_bytes(number)
    return "".join(ALPHABET[whole >> 5 * place & 31] for place in range(length))


def twin_mark(key: str, content: str, day: str, address: str = "") -> str:
    """The same for the same answers to one form on one day. Without the key nothing can be learnt from it.

    With an address, also from the same network: two people may well tick the same in a message for help,
    and an answer to one is not for the other.
    """
    return in_letters(keyed(key, "twin", content, day, network_of(address)), TWIN_LETTERS)


def is_reference(text: str) -> bool:
    return len(text) == REFERENCE_LETTERS and set(text) <= set(ALPHABET)


def spaced(identity: str) -> str:
    """For people: k7f3-9qxm-..."""
    return "-".join(identity[start : start + 4] for start in range(0, len(identity), 4))


def review_token(key: str, content: str, at: float, nonce: str = "") -> str:
    stamp = f"{int(at)}.{nonce or secrets.token_hex(16)}"
    return f"{stamp}.{keyed(key, 'review', content, stamp).hex()}"


class Nonce(NamedTuple):
    """Of a page on which all was checked: its age in seconds, and the key that signed it.

    The reference is made with that key, so that a double click is one however the keys change meanwhile.
    """

    text: str
    age: int
    key: str


def review_nonce(keys: tuple[str, ...], content: str, token: str, at: float) -> Nonce | None:
    """Of a token that was made for exactly this content; None for any other."""
    stamp, _, given = token.rpartition(".")
    issued, _, nonce = stamp.partition(".")
    key = signer(keys, given, "review", content, stamp)
    if not key or not issued.isdecimal():
        return None
    age = int(at) - int(issued)
    return Nonce(nonce, age, key) if -CLOCKS_DIFFER <= age <= REVIEW_SECONDS else None


def signer(keys: tuple[str, ...], given: str, use: str, *parts: str) -> str:
    """The key that this is the mark of; empty where it is none of these."""
    fits = (
        key for key in keys if hmac.compare_digest(keyed(key, use, *parts).hex().encode(), given.encode())
    )
    return next(fits, "")


def confirm_token(key: str, kind: str, identity: str, at: float) -> str:
    stamp = f"{kind}.{identity}.{int(at)}"
    return f"{stamp}.{keyed(key, 'confirm', stamp).hex()}"


def confirmed(keys: tuple[str, ...], token: str, at: float) -> str | None:
    """The branch whose address a token confirms; None if it is forged or late."""
    stamp, _, given = token.rpartition(".")
    if not signer(keys, given, "confirm", stamp):
        return None
    kind, identity, issued = stamp.split(".")
    return f"intake/{kind}/{identity}" if -CLOCKS_DIFFER <= at - int(issued) <= CONFIRM_SECONDS else None


def network_of(address: str) -> str:
    """Of an IPv6 address the first 64 bits count, as whoever has one has all that share them."""
    if ":" in address:
        import ipaddress  # seldom needed, and a start would pay for it each time

        with suppress(ValueError):
            return str(ipaddress.ip_network((address, 64), strict=False))
    return address


def sender_mark(key: str, address: str, day: str) -> str:
    """One of 256 for each network and day: no sender takes all of the turns, and nobody is told apart."""
    return keyed(key, "sender", network_of(address), day)[:1].hex()


def tries_mark(key: str, address: str, day: str) -> str:
    """One for each network and day, so that who guesses words uses up nobody else's tries."""
    return in_letters(keyed(key, "tries", network_of(address), day), TWIN_LETTERS)


def owner_mark(key: str, address: str) -> str:
    """Tells whether somebody writes from the address that an entry was signed up with; it is in its file."""
    return keyed(key, "owner", address.casefold()).hex()[:32]


def address_mark(key: str, address: str, day: str) -> str:
    """Tells whether an address had its letter today, and nothing about the address."""
    return keyed(key, "address", address.casefold(), day).hex()
