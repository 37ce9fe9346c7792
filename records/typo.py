"""How far two words are apart, and whether one is a typo of the other."""

from __future__ import annotations

from collections.abc import Iterable

_SHORTEST, _LONG = 4, 9  # letters of a word that may have one mistake in it, and of one that may have two


def typos(word: str, words: Iterable[str]) -> list[str]:
    """Those of `words` that are nearest to a mistyped one; none where no one would call it a typo.

    Of short words too many are like another one, and the first letter is hardly ever the wrong one.
    """
    most = 0 if len(word) < _SHORTEST else 1 if len(word) < _LONG else 2
    near = {other: apart(word, other, most) for other in words if word[:1] == other[:1]} if most else {}
    least = min(near.values(), default=most + 1)
    return [other for other, mistakes in near.items() if mistakes == least <= most]


def apart(one: str, other: str, most: int) -> int:
    """Letters left out, added, changed or swapped with their neighbour; more than `most` is most + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one):
        new = [at + 1]
        for place, theirs in enumerate(other):
            cost = min(row[place] + (letter != theirs), row[place + 1] + 1, new[place] + 1)
            if at and place and letter == other[place - 1] and one[at - 1] == theirs:
                cost = min(cost, before[place - 1] + 1)
            new.append(cost)
        if min(new) > most:
            return most + 1
        before, row = row, new
    return min(row[-1], most + 1)
