"""Which entry of a new collection is which entry of the old one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from records.key_order import KeyOrder
from records.yaml_writer import same

Pairs = list[tuple[int, int]]
MOST_PAIRS = 20_000  # beyond that, items are not compared with each other: it would take a second


class Slot(NamedTuple):
    """An entry of the new collection, and the place of what it comes from in the old one, if anything."""

    old: int | None
    key: str | None
    value: Any


def slots(old: Any, new: Any, order: KeyOrder) -> list[Slot]:
    """The entries of the new collection in the order in which they are to be written."""
    if isinstance(new, dict):
        places = {key: index for index, key in enumerate(old)}
        return [Slot(places.get(key), key, new[key]) for key in _merged(old, new, order) if key in new]
    return [Slot(index, None, value) for index, value in zip(_matches(old, new), new, strict=True)]


def _merged(old: Mapping[str, Any], new: Mapping[str, Any], order: KeyOrder) -> list[str]:
    """The old keys in their order, each new one after the nearest that the schema puts before it.

    Keys that the schema does not have come last.
    """
    keys = list(old)
    keys_in_order = [key for key in order.sorted(old.keys() | new.keys()) if key in order.fields]
    for index, key in enumerate(keys_in_order):
        if key not in old:
            keys.insert(keys.index(keys_in_order[index - 1]) + 1 if index else 0, key)
    return [*keys, *(key for key in new if key not in old and key not in order.fields)]


def _matches(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """For each new item the place of the old one that it was: an equal one, else the most similar one."""
    start = _equal_at_start(old, new)
    end = _equal_at_start(old[start:][::-1], new[start:][::-1])
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    inner: list[int | None] = [None] * len(after)
    if len(before) * len(after) <= MOST_PAIRS:
        for find in (_equal_in_order, _equal, _similar):
            _take(find(before, after, _open(inner, len(before))), inner)
    tail = range(len(old) - end, len(old))
    return [*range(start), *(None if index is None else index + start for index in inner), *tail]


def _equal_at_start(old: Sequence[Any], new: Sequence[Any]) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((index for index, (left, right) in pairs if not same(left, right)), min(len(old), len(new)))


def _open(matches: list[int | None], count: int) -> Pairs:
    """All pairs of an old and a new item that have no match yet, by the new one."""
    taken = set(matches)
    return [
        (i, j) for j, match in enumerate(matches) if match is None for i in range(count) if i not in taken
    ]


def _take(pairs: Pairs, matches: list[int | None]) -> None:
    taken = set(matches)
    for before, after in pairs:
        if matches[after] is None and before not in taken:
            matches[after] = before
            taken.add(before)


def _equal_in_order(old: Sequence[Any], new: Sequence[Any], _: Pairs) -> Pairs:
    """The longest common subsequence, so that of several equal items the right one moves."""
    lengths = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            longer = max(lengths[i + 1][j], lengths[i][j + 1])
            lengths[i][j] = lengths[i + 1][j + 1] + 1 if same(old[i], new[j]) else longer
    pairs, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if same(old[i], new[j]):
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _equal(old: Sequence[Any], new: Sequence[Any], pairs: Pairs) -> Pairs:
    return [(i, j) for i, j in pairs if same(old[i], new[j])]


def _similar(old: Sequence[Any], new: Sequence[Any], pairs: Pairs) -> Pairs:
    """Best first; of equally good ones, those that moved least."""
    scored = ((-_likeness(old[i], new[j]), abs(i - j), i, j) for i, j in pairs)
    return [(i, j) for score, _, i, j in sorted(scored) if score]


def _likeness(before: Any, after: Any) -> float:
    """From 0 to 1; nothing says that two texts, or collections without an equal part, are one entry."""
    if isinstance(before, dict) and isinstance(after, dict):
        equal = sum(key in after and same(value, after[key]) for key, value in before.items())
    elif isinstance(before, list) and isinstance(after, list):
        equal = sum(any(same(left, right) for right in after) for left in before)
    else:
        return 0
    return 2 * equal / (len(before) + len(after)) if equal else 0
