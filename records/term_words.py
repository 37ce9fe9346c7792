"""The words that stand for a term of a vocabulary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from records.text import fold
from records.vocabulary import Term, Vocabulary


def plain(text: str) -> str:
    """Without case, accents and signs, as words are compared."""
    return re.sub(r"[\W_]+", " ", fold(text)).strip()


@lru_cache(64)
def terms_by_word(vocabulary: Vocabulary) -> Mapping[str, Term]:
    """By plain words; an id goes before a label, a label before an alias."""
    terms = list(vocabulary.terms.values())
    words: dict[str, Term] = {}
    for names in ([t.id] for t in terms), ([t.label, t.one or ""] for t in terms), (t.aliases for t in terms):
        for term, group in zip(terms, names, strict=True):
            for name in group:
                words.setdefault(plain(name), term)
    words.pop("", None)
    return words
