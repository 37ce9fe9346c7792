"""Phrases as editors write them in content/urgent-words/, and what is wrong with one.

A phrase is words with a space between: `want/wanna ... die*`. `/` stands between words of which one is
enough, `*` at the beginning or the end of a word for any letters, `...` for up to three other words, and
`~` before a word says that one letter of it may be wrong. theme/static/js/search-phrases.js reads them.
"""

from __future__ import annotations

import unicodedata

from records.search_text import fold

GAP = "..."
TYPO, OPEN, OR = "~", "*", "/"
_SHORTEST_TYPO = 4  # letters; nearly every shorter word is one letter away from another one
_SHORTEST_ASCII, _SHORTEST = 3, 2  # letters beside a '*'; a word in another script says more with fewer


def runs(text: str) -> list[str]:
    """Words of the folded text as somebody types them; Chinese or Thai stay in one piece."""
    letters = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in fold(text))
    return letters.split()


def folded(phrase: str) -> str:
    """As the page reads it: every word folded, all signs in their places. The phrase has no fault."""
    return " ".join(word for slot in phrase.split() for word in _slot(slot))


def is_plain(phrase: str) -> bool:
    """Whether it is one word, and without any sign."""
    return len(runs(phrase)) == 1 and not any(sign in phrase for sign in (GAP, TYPO, OPEN, OR, " "))


def fault(phrase: str) -> str | None:
    slots = phrase.split()
    if not runs(phrase):
        return f"'{phrase}' has no letter"
    if GAP in (slots[0], slots[-1]):
        return f"'{phrase}': '...' stands between two words; delete it"
    return next(filter(None, map(_fault, slots)), None)


def _fault(slot: str) -> str | None:
    choices = [] if slot == GAP else slot.split(OR)
    if "" in choices:
        return f"'{slot}': a word is missing beside '/'"
    if len(choices) > 1 and any(len(runs(choice)) > 1 for choice in choices):
        return f"'{slot}': a word beside '/' has no hyphen; write the words with it as a phrase of their own"
    return next(filter(None, map(_odd_choice, choices)), None)


def _odd_choice(choice: str) -> str | None:
    head, body, tail = _signs(choice)
    letters = sum(map(len, runs(body)))
    if not letters or any(sign in body for sign in (TYPO, OPEN)) or GAP in body:
        return f"'{choice}': '~' stands before a word, '*' before or after one, and '...' by itself"
    if head == TYPO and letters < _SHORTEST_TYPO:
        return f"'{choice}': a word with '~' has at least {_SHORTEST_TYPO} letters; delete the sign"
    if OPEN in head + tail and letters < (_SHORTEST_ASCII if fold(body).isascii() else _SHORTEST):
        return f"'{choice}': too many words have these letters; write out those that are meant"
    return None


def _slot(slot: str) -> list[str]:
    """Usually one; a word with a hyphen is several."""
    if slot == GAP:
        return [GAP]
    choices = [_words(choice) for choice in slot.split(OR)]
    return choices[0] if len(choices) == 1 else [OR.join(word for words in choices for word in words)]


def _words(choice: str) -> list[str]:
    head, body, tail = _signs(choice)
    words = runs(body)
    words[0] = head + words[0]
    words[-1] += tail
    return words


def _signs(choice: str) -> tuple[str, str, str]:
    """What stands before the word, the word, and what stands after it."""
    head = choice[:1] if choice[:1] in (TYPO, OPEN) else ""
    tail = OPEN if choice[len(head) :].endswith(OPEN) else ""
    return head, choice[len(head) : len(choice) - len(tail)], tail
