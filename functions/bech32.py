"""Bech32 as BIP 173 describes it, in the one direction that an age identity needs: from bytes to text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
CHECKSUM_LETTERS = 6


def encode(prefix: str, data: bytes) -> str:
    """In small letters, of any length: age does not keep to the limit of 90 that Bitcoin has."""
    values = list(fives(data))
    expanded = [*(ord(char) >> 5 for char in prefix), 0, *(ord(char) & 31 for char in prefix)]
    check = polymod([*expanded, *values, *[0] * CHECKSUM_LETTERS]) ^ 1
    values += [check >> 5 * (CHECKSUM_LETTERS - 1 - place) & 31 for place in range(CHECKSUM_LETTERS)]
    return f"{prefix}1{''.join(ALPHABET[value] for value in values)}"


def fives(data: bytes) -> Iterator[int]:
    """The bits in groups of five, the last one filled up with zeros."""
    length = -(-8 * len(data) // 5)
    whole = int.from_bytes(data) << 5 * length - 8 * len(data)
    return (whole >> 5 * place & 31 for place in reversed(range(length)))


def polymod(values: Iterable[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, term in enumerate(GENERATOR):
            check ^= term if top >> place & 1 else 0
    return check
