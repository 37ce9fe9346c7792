"""How hard a text is to read, by the Automated Readability Index.

The index counts letters a word and words a sentence, so it needs no list of syllables and always
gives the same number: 4.71 * letters / words + 0.5 * words / sentences - 21.43. That is a school
year of the United States; a child in the first of them is six, so five more is an age.
"""

from __future__ import annotations

import re

HIGHEST = 15  # school years: the index grows without end, what it says does not
ENOUGH = 50  # words; the index of a few lines says nothing
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.!?:;]+(?=\s|\Z)|\n\s*\n|\n(?=\s*(?:[-*+>|#]|\d+[.)]) )")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_MARKS = re.compile(r"\[[ xX]\]|\[(?:stat|law):[^\[\]]*\]|https?://\S+|[*_`#>|~]")


def reading_age(markdown: str) -> int | None:
    """In years; None if there are too few words."""
    plain = _LINK.sub(r"\1", markdown)
    sentences = [words for part in _SENTENCE.split(plain) if (words := _WORD.findall(_MARKS.sub(" ", part)))]
    count = sum(map(len, sentences))
    if count < ENOUGH:
        return None
    letters = sum(len(word) for words in sentences for word in words)
    index = round(4.71 * letters / count + 0.5 * count / len(sentences) - 21.43)
    return min(max(index, 0), HIGHEST) + 5
