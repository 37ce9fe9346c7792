"""Numbers and words as short text that JSON leaves as it is; theme/static/js/search-codec.js reads it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

# Printable ASCII but for the quotation mark and the backslash.
ALPHABET = "".join(map(chr, (*range(35, 92), *range(93, 127))))
LAST = 64
MORE = len(ALPHABET) - LAST
_SHARED = 70


def number(value: int) -> str:
    """One character up to 63. Above, the signs from the 65th on encode the higher part, in front."""
    before = ""
    high, low = divmod(value, LAST)
    while high:
        high, digit = divmod(high - 1, MORE)
        before = ALPHABET[LAST + digit] + before
    return before + ALPHABET[low]


def numbers(text: str) -> Iterator[int]:
    high = 0
    for char in text:
        place = ALPHABET.index(char)
        if place < LAST:
            yield high * LAST + place
            high = 0
        else:
            high = high * MORE + place - LAST + 1


class NumberEncoder:
    """Writes lists of numbers, each distinct one once; `check` proves that all of them come back."""

    def __init__(self) -> None:
        self._written: dict[int, str] = {}

    def write(self, values: Iterable[int]) -> str:
        written = self._written
        texts = []
        for value in values:
            text = written.get(value)
            if text is None:
                text = written[value] = number(value)
            texts.append(text)
        return "".join(texts)

    def check(self) -> None:
        """No sign before the last of a number can be a last one, so what holds for each holds for all."""
        wrong = [value for value, text in self._written.items() if list(numbers(text)) != [value]]
        assert not wrong, f"numbers that do not come back: {wrong[:9]}"


def gaps(values: Iterable[int]) -> Iterator[int]:
    before = 0
    for value in values:
        yield value - before
        before = value


def front(terms: Iterable[str]) -> str:
    """Sorted words, a line each: how much is shared with the word before, and the rest.

    Shared letters are counted as JavaScript counts them; a pair of surrogates is never cut.
    """
    lines = []
    before = ""
    for term in terms:
        same = _same(before, term)
        lines.append(chr(48 + len(term[:same].encode("utf-16-le")) // 2) + term[same:])
        before = term
    return "\n".join(lines)


def _same(left: str, right: str) -> int:
    limit = min(len(left), len(right), _SHARED // 2)
    return next((place for place in range(limit) if left[place] != right[place]), limit)


def json_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
