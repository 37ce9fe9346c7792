"""How far two words are apart, and whether one is a typo of the other."""

from __future__ import annotations

from collections.abc import Iterable

_SHORTEST, _LONG = 4, 9  # letters of a word that may have one mistake in it, and of one that may have two


def typos(word: str, words: Iterable[str]) -> list[str]:
    """Those of `words` that are nearest to a mistyped one; none if they are too different.

    Of short words too many are like another one, and the first letter is hardly ever the wrong one.
    """
    most = 0 if len(word) < _SHORTEST else 1 if len(word) < _LONG else 2
    alike = [known for known in words if word[:1] == known[:1]] if most else []
    distances = {known: distance(word, known, most) for known in alike}
    least = min(distances.values(), default=most + 1)
    return [known for known, mistakes in distances.items() if mistakes == least <= most]


def distance(left: str, right: str, most: int) -> int:
    """Letters left out, added, changed or swapped with their neighbour; more than `most` is most + 1."""
    if abs(len(left) - len(right)) > most:
        return most + 1
    row_before: list[int] = []
    row = list(range(len(right) + 1))
    for row_number, letter in enumerate(left):
        row_after = [row_number + 1]
        for column, theirs in enumerate(right):
            cost = min(row[column] + (letter != theirs), row[column + 1] + 1, row_after[column] + 1)
            if row_number and column and letter == right[column - 1] and left[row_number - 1] == theirs:
                cost = min(cost, row_before[column - 1] + 1)
            row_after.append(cost)
        if min(row_after) > most:
            return most + 1
        row_before, row = row, row_after
    return min(row[-1], most + 1)
