"""Ordinary English words, so that the search does not take them for slips of what it knows.

Nobody who types "beats" is asked whether they meant "boats". The list is that of the package pyspellchecker;
a site's index carries only those of its words that are one slip away from one of the index's own.
"""

from __future__ import annotations

import importlib.resources
from collections.abc import Collection, Iterator
from functools import cache

from spellchecker import WordFrequency

from plugins.search.stemmer import stem

LEAST_LETTERS = 5
"""A correction is offered for no shorter word; theme/static/js/search-offer.js has the same number."""
LEAST_OFTEN = 500
"""How often a word occurs in the texts that the package counted: rarer ones are mostly slips themselves."""


@cache
def common_words() -> tuple[str, ...]:
    frequencies = WordFrequency()
    listed = importlib.resources.files("spellchecker") / "resources" / "en.json.gz"
    with importlib.resources.as_file(listed) as file:
        frequencies.load_dictionary(str(file))
    counted = frequencies.dictionary.items()
    return tuple(
        word
        for word, count in sorted(counted)
        if count >= LEAST_OFTEN and len(word) >= LEAST_LETTERS and word.isascii() and word.isalpha()
    )


def near(terms: Collection[str]) -> list[str]:
    """The common words that are no term, and that a letter more, less, changed or swapped makes one."""
    own = frozenset(terms)
    shortened = {part for term in own if len(term) >= LEAST_LETTERS - 1 for part in _shortened(term)}
    return [
        word
        for word in common_words()
        if word not in own and not all(shortened.isdisjoint(_shortened(form)) for form in {word, stem(word)})
    ]


def _shortened(word: str) -> Iterator[str]:
    """The word and what is left without one letter: words one slip apart have one of these in common."""
    yield word
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)))
