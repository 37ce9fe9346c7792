"""Finds the word of a vocabulary that an editor meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from records.text import fold
from records.vocabulary import Term, Vocabulary

# How a message names one term; the other vocabularies are 'one of the choices'.
_NOUNS = {
    "kinds": "a kind of entry", "roles": "a group", "topics": "a topic",
    "exploitation": "a form of exploitation", "audiences": "an audience",
    "services": "a service", "modes": "a way to give a service", "fees": "an answer about fees",
    "forums": "a court or tribunal", "declarations": "a set of rules", "contact-kinds": "a kind of contact",
    "identifiers": "a register", "verification-levels": "a level of checking",
    "language-levels": "a level of language", "link-relations": "a kind of link",
    "countries": "a country code", "areas": "a country or nation code", "languages": "a language tag",
}  # fmt: skip
_SHOWN = 9  # a longer list of choices is left to the field reference


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of `words` that was probably meant by a mistyped one."""
    found = get_close_matches(word, list(words), 1, 0.7)
    return found[0] if found else None


def did_you_mean(wrong: str, right: Iterable[str]) -> str:
    """'; did you mean 'x'?', or nothing where no known word is near."""
    near = nearest(wrong.lower(), right)
    return f"; did you mean '{near}'?" if near else ""


def no_such_field(wrong: str, right: Iterable[str]) -> str:
    near = did_you_mean(wrong, right) or f"; there are {', '.join(sorted(right))}"
    return f"there is no such field{near}"


def explain(value: object, vocabulary: Vocabulary) -> str:
    text = str(value)
    if term := _meant(text, vocabulary):
        known = fold(text) in (fold(term.id), fold(term.label))
        return f"write '{term.id}' for '{text}'" + ("" if known else _labelled(term))
    if several := _several(text, vocabulary):
        return f"'{text}' holds several values; put each on its own line: {several}"
    if term := _with_more(text, vocabulary):
        return f"'{text}' holds more than the choice; write '{term.id}' here, and the rest in its own field"
    noun = _NOUNS.get(vocabulary.name, "one of the choices")
    return f"'{text}' is not {noun}; {_near(text, vocabulary) or _allowed(vocabulary)}"


def _meant(text: str, vocabulary: Vocabulary) -> Term | None:
    return _words(vocabulary).get(_key(text))


@lru_cache(64)
def _words(vocabulary: Vocabulary) -> dict[str, Term]:
    """Every word that stands for a term; an id goes before a label, a label before an alias."""
    terms = list(vocabulary.terms.values())
    words: dict[str, Term] = {}
    for names in ([t.id] for t in terms), ([t.label, t.one or ""] for t in terms), (t.aliases for t in terms):
        for term, group in zip(terms, names, strict=True):
            for name in group:
                words.setdefault(_key(name), term)
    words.pop("", None)
    return words


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", " ", fold(text)).strip()


def _several(text: str, vocabulary: Vocabulary) -> str | None:
    parts = [part for part in re.split(r"\s*(?:[,;/|&+\n]|\band\b)\s*", text) if part]
    terms = [_meant(part, vocabulary) for part in parts]
    if len(parts) < 2 or None in terms:
        return None
    return " ".join(f"- {term.id}" for term in terms if term)


def _with_more(text: str, vocabulary: Vocabulary) -> Term | None:
    """A status and a date in one string, and the like."""
    words = re.split(r"[\s,;:(]+", text)
    if not re.search(r"\d|\b(?:until|since|from|till|by)\b", text):
        return None
    return next(filter(None, (_meant(" ".join(words[:n]), vocabulary) for n in (3, 2, 1))), None)


def _near(text: str, vocabulary: Vocabulary) -> str | None:
    words = _words(vocabulary)
    found = nearest(_key(text), words) if len(text) > 2 else None
    return found and f"did you mean '{words[found].id}'{_labelled(words[found])}?"


def _labelled(term: Term) -> str:
    return "" if fold(term.label) == fold(term.id) else f" ({term.label})"


def _allowed(vocabulary: Vocabulary) -> str:
    if len(vocabulary.terms) > _SHOWN:
        return f"the choices stand in docs/fields.md under '{vocabulary.title}'"
    return f"allowed: {', '.join(vocabulary.terms)}"
