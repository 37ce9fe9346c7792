"""Six plain words that only their owner has: drawn here, and read again however they are typed.

The list is EFF's long one, made to be said, spelt and remembered; the package xkcdpass carries it.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from functools import cache

COUNT = 6
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
NUMBERS = ("no", "one", "two", "three", "four", "five")
GAP = "?"  # stands where a word was that we do not have
WORD = re.compile(r"[^\W\d_]+")


@cache
def words() -> tuple[str, ...]:
    """Read on first use: most of what is asked of us needs no word.

    The four with a hyphen are left out, as a hyphen between two words is allowed.
    """
    from importlib.machinery import PathFinder
    from pathlib import Path

    spec = PathFinder.find_spec("xkcdpass")  # to import it would run its program, for nothing but a folder
    folders = list(spec.submodule_search_locations or ()) if spec else []
    listed = Path(folders[0], "static", "eff-long")
    return tuple(word for word in listed.read_text("ascii").split() if word.isalpha())


def draw() -> tuple[str, ...]:
    return tuple(secrets.choice(words()) for _ in range(COUNT))


def read(text: str) -> tuple[str, ...]:
    """The words in a text, as our list spells them. Only letters count: not what is between the words."""
    return tuple(WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def problem(typed: tuple[str, ...]) -> str:
    """What is wrong with words, without repeating one; empty if they may be right."""
    if len(typed) > COUNT:
        return "There are more than six words. Type only your six words"
    if len(typed) < COUNT:
        return f"Type all six words. Here {'is' if len(typed) == 1 else 'are'} {NUMBERS[len(typed)]}"
    unknown = [ORDINALS[place] for place, word in enumerate(typed) if word not in known()]
    if len(unknown) > 1:
        return f"The {', '.join(unknown[:-1])} and {unknown[-1]} words are not ours. Check how they are spelt"
    return f"The {unknown[0]} word is not one of ours. Check how it is spelt" if unknown else ""


@cache
def known() -> frozenset[str]:
    return frozenset(words())


def to_mend(typed: tuple[str, ...]) -> str:
    """For the box on the page: what is right need not be typed again, and what is not is not repeated."""
    return " ".join(word if word in known() else GAP for word in typed[:COUNT])
