"""Finds the term of a vocabulary that an editor meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from records.text import fold
from records.typo import typos
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
    """The one of `words` of which `word` is a typo; None if several are equally near."""
    candidates = typos(word, words)
    return candidates[0] if len(candidates) == 1 else None


def did_you_mean(wrong: str, right: Iterable[str]) -> str:
    """'; did you mean 'x'?', or an empty text if no word is near."""
    nearest_term = nearest(wrong.lower(), right)
    return f"; did you mean '{nearest_term}'?" if nearest_term else ""


def no_such_field(wrong: str, right: Iterable[str]) -> str:
    nearest_term = did_you_mean(wrong, right) or f"; there are {', '.join(sorted(right))}"
    return f"there is no such field{nearest_term}"


def explain(value: object, vocabulary: Vocabulary) -> str:
    text = str(value)
    terms = resolve(text, vocabulary)
    if len(terms) > 1:
        return f"'{text}' may be {_either(terms)}; write the one that is meant"
    if terms:
        is_plain = fold(text) in (fold(terms[0].id), fold(terms[0].label))
        return f"write '{terms[0].id}' for '{text}'" + ("" if is_plain else _labelled(terms[0]))
    if several := _several(text, vocabulary):
        return f"'{text}' holds several values; put each on its own line: {several}"
    if term := _with_more(text, vocabulary):
        return f"'{text}' holds more than the choice; write '{term.id}' here, and the rest in its own field"
    noun = _NOUNS.get(vocabulary.name, "one of the choices")
    return f"'{text}' is not {noun}; {_did_you_mean(text, vocabulary) or _allowed(vocabulary)}"


def resolve(text: str, vocabulary: Vocabulary) -> tuple[Term, ...]:
    """The terms that a text may name: one if it is certain, several if it is ambiguous, else none."""
    return _words(vocabulary).get(key(text), ())


def nearest_term(text: str, vocabulary: Vocabulary) -> Term | None:
    """The one term of whose name the text is a typo; None if it is the name of something else."""
    words, word = _words(vocabulary), key(text)
    if word in vocabulary.unrelated_names:
        return None
    terms = {term.id: term for name in typos(word, words) for term in words[name]}
    return next(iter(terms.values())) if len(terms) == 1 else None


@lru_cache(64)
def _words(vocabulary: Vocabulary) -> dict[str, tuple[Term, ...]]:
    """Every word that stands for a term: ids go before labels, labels before aliases and other names."""
    words: dict[str, tuple[Term, ...]] = {}
    for rank in range(4):
        level: dict[str, dict[str, Term]] = {}
        for term in vocabulary.terms.values():
            for name in _names(term)[rank]:
                level.setdefault(key(name), {})[term.id] = term
        words = {**{word: tuple(terms.values()) for word, terms in level.items()}, **words}
    words.pop("", None)
    return words


def _names(term: Term) -> tuple[tuple[str, ...], ...]:
    return (term.id,), (term.label, term.one or ""), term.aliases, term.other_names


def key(text: str) -> str:
    """What words are compared by: without case, accents, signs and 'the'."""
    plain = re.sub(r"[\W_]+", " ", fold(text)).strip()
    return re.sub(r"\bst\b", "saint", plain.removeprefix("the "))


def _several(text: str, vocabulary: Vocabulary) -> str | None:
    parts = [part for part in re.split(r"\s*(?:[,;/|&+\n]|\band\b)\s*", text) if part]
    terms = [resolve(part, vocabulary) for part in parts]
    if len(parts) < 2 or not all(len(each) == 1 for each in terms):
        return None
    return " ".join(f"- {each[0].id}" for each in terms)


def _with_more(text: str, vocabulary: Vocabulary) -> Term | None:
    """The term at the start of a text that goes on, such as a status with a date."""
    words = re.split(r"[\s,;:(]+", text)
    if not re.search(r"\d|\b(?:until|since|from|till|by)\b", text):
        return None
    for size in (3, 2, 1):
        if len(terms := resolve(" ".join(words[:size]), vocabulary)) == 1:
            return terms[0]
    return None


def _did_you_mean(text: str, vocabulary: Vocabulary) -> str | None:
    term = nearest_term(text, vocabulary)
    return None if term is None else f"did you mean '{term.id}'{_labelled(term)}?"


def _either(terms: Iterable[Term]) -> str:
    return " or ".join(f"'{term.id}'{_labelled(term)}" for term in terms)


def _labelled(term: Term) -> str:
    return "" if fold(term.label) == fold(term.id) else f" ({term.label})"


def _allowed(vocabulary: Vocabulary) -> str:
    if len(vocabulary.terms) > _SHOWN:
        return f"the choices stand in docs/fields.md under '{vocabulary.title}'"
    return f"allowed: {', '.join(vocabulary.terms)}"
