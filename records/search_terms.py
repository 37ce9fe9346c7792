"""The terms under which the index knows a text.

Beside its words these are parts and wholes of what people write in several ways: ex-police, LawFirm, U.K.;
pairs of signs of what is written without spaces; Arabic words without their article.
theme/static/js/search-text.js does the same to what is typed, and the tests hold both to it.
"""

from __future__ import annotations

import re
from functools import cache

from records.invisible import UNSPACED
from records.search_text import SIGNS, WORD, apart, fold, folded, is_word, ranges
from records.word_characters import MARKS

MOST_PARTS = 3  # of a word with hyphens that is one word, too
_LETTER = "[a-z\u0370-\u058f]"  # of an abbreviation with full stops
_NO_MAIL = r"[^\x00-\x20@<>()\[\],;:\"/?!*~^.]"
MAIL = re.compile(rf"{_NO_MAIL}+(?:\.{_NO_MAIL}+)*@{_NO_MAIL}+(?:\.{_NO_MAIL}+)+")
_RUNS = rf"{_LETTER}(?:\.{_LETTER})+(?!{WORD})|{WORD}+(?:-{WORD}+)*"
_RUN, _RUN_OR_MAIL = re.compile(_RUNS), re.compile(f"{MAIL.pattern}|{_RUNS}")
_ACCENTS = "[\u0300-\u036f]*"
_CAMEL = re.compile(rf"[^\x00-\x20]*@[^\x00-\x20]*|([a-z]{_ACCENTS}[a-z]{_ACCENTS})(?=[A-Z]{_ACCENTS}[a-z])")
_SPLIT = re.compile(f"([{SIGNS}{UNSPACED}\u3100-\u312f\u31a0-\u31bf\U0001b000-\U0001b16f]+)")
_POSSESSIVE = re.compile("['\u2019\u02bc\uff07][sS](?![0-9A-Za-z'\u2019])")
# The article, and what is written together with it: and, so, with, as, for. Nothing of any other word.
_ARTICLE = re.compile("ال(?=..)|(?:[وف][بك]?ال|[بك]ال|[وف]?لل)(?=...)")


def index_words(text: str) -> list[str]:
    """The words of a text, and what else it is found by, in its order."""
    terms: list[str] = []
    for run in _runs(text):
        if run.isascii() and run.isalnum():
            terms.append(run)
        else:
            terms += _terms(run)
    return terms


def question_words(text: str) -> list[str]:
    """The words by which a question asks for a text; all of them stand in the index's words of that text."""
    return [word for run in _runs(_POSSESSIVE.sub("", text)) for word in _asked(run)]


def _runs(text: str) -> list[str]:
    """Words, words with hyphens, abbreviations with full stops, mail addresses."""
    plain = _humps_apart(text)
    return (_RUN_OR_MAIL if "@" in plain else _RUN).findall(plain)


def _humps_apart(text: str) -> str:
    """Folded; a capital inside a word begins another, as if there were a hyphen."""
    if text.isascii():
        return fold(text if text.islower() else _CAMEL.sub(_hump, text))
    return folded(_CAMEL.sub(_hump, apart(text)))


def _hump(match: re.Match[str]) -> str:
    return f"{match[1]}-" if match[1] else match[0]


def _terms(run: str) -> list[str]:
    if "@" in run:
        return [run]
    parts = re.split("[-.]", run)
    terms = [term for part in parts for term in _script_terms(part)]
    return [*terms, "".join(parts)] if _is_compound(parts) else terms


def _asked(run: str) -> list[str]:
    if "@" in run:
        return [run]
    if "." in run:
        return [run.replace(".", "")]
    return [word for part in run.split("-") for piece in _pieces(part) for word in _asked_piece(piece)]


def _is_compound(parts: list[str]) -> bool:
    run = "".join(parts)
    is_short = len(parts) <= MOST_PARTS or len(run) == len(parts)
    return len(parts) > 1 and is_short and not run[0].isdigit() and not _SPLIT.search(run)


def _script_terms(word: str) -> list[str]:
    return [word] if word.isascii() else [term for piece in _pieces(word) for term in _piece_terms(piece)]


def _pieces(word: str) -> list[str]:
    """What is written with spaces between words, and what is not, apart."""
    return [piece for piece in _SPLIT.split(word) if piece and is_word(piece)]


def _piece_terms(piece: str) -> list[str]:
    if not _SPLIT.match(piece):
        return [_ARTICLE.sub("", piece, count=1)] if _ARTICLE.match(piece) else [piece]
    clusters = _cluster().findall(piece)
    return [first + second for first, second in zip(clusters, [*clusters[1:], ""], strict=True)]


def _asked_piece(piece: str) -> list[str]:
    """A pair of signs once; one alone only where there is no pair."""
    terms = _piece_terms(piece)
    return list(dict.fromkeys(terms[:-1])) or terms


@cache
def _cluster() -> re.Pattern[str]:
    """A sign with its marks."""
    marks = ranges(MARKS)
    return re.compile(f"[{marks}]*[^{marks}][{marks}]*")
