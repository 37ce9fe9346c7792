"""The two halves of the search, at build time and in the browser, take a text apart in the same way."""

import itertools
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lunr.stop_word_filter import WORDS as STOP_WORDS

from plugins.search.stemmer import stem
from records.letters import ALIKE
from records.search_terms import index_words
from records.search_text import fold, words
from tests.site_builder import ROOT

CASES = json.loads((ROOT / "tests/search/folding.json").read_text("utf-8"))
QUESTIONS = json.loads((ROOT / "tests/search/asking.json").read_text("utf-8"))
MADE_OF = (
    ["", "b", "tr", "sn", "y", "qu"],
    ["a", "e", "i", "o", "u", "y", "ea", "ou"],
    ["", "b", "ll", "ss", "t", "rv", "bl", "iz", "x"],
    ["", "y", "e", "s", "es", "ed", "ing", "eed", "ly", "ness",
     "ational", "ization", "fulness", "ement", "ion", "ies", "ability", "ousli", "ey"],
)  # fmt: skip


def in_the_browser(node: str, **given: list[str]) -> Any:
    return run(node, "analysis.mjs", {"texts": [], "words": [], **given})


def run(node: str, script: str, given: Any) -> Any:
    done = subprocess.run(
        [node, str(Path(__file__).with_name(script))],
        input=json.dumps(given), capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:20])
def test_words(case: dict[str, Any]) -> None:
    assert words(case["text"]) == case["words"]


def test_words_in_the_browser(node: str) -> None:
    in_browser = in_the_browser(node, texts=[case["text"] for case in CASES])["texts"]
    assert in_browser == [case["words"] for case in CASES]


def test_every_code_point_folds_alike(node: str) -> None:
    """Alone and between letters, whichever version of Unicode Python and the browser have."""
    lines = subprocess.run(
        [node, str(Path(__file__).with_name("code_points.mjs"))],
        capture_output=True, text=True, encoding="utf-8", check=True,
    ).stdout.splitlines()  # fmt: skip
    size = 0x110000 // len(lines)
    wrong = [
        pair
        for first, line in zip(range(0, 0x110000, size), lines, strict=True)
        for pair in differences(range(first, first + size), json.loads(line))
    ]
    assert not wrong, wrong[:10]


def differences(numbers: range, in_browser: list[list[str]]) -> list[tuple[str, str]]:
    text = "\n".join(f"{number} {chr(number)} ab{chr(number)}de" for number in numbers)
    pairs = zip([words(text), index_words(text)], in_browser, strict=True)
    return [
        (one, other)
        for ours, theirs in pairs
        if ours != theirs
        for one, other in itertools.zip_longest(ours, theirs, fillvalue="nothing")
        if one != other
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:20])
def test_folding_twice_changes_nothing(case: dict[str, Any]) -> None:
    assert fold(fold(case["text"])) == fold(case["text"])


def test_questions_are_understood(node: str) -> None:
    """Whatever is typed is a question; what is no sign that we know is text."""
    in_browser = run(node, "asking.mjs", [case["text"] for case in QUESTIONS])
    assert {case["text"]: own for case, own in zip(QUESTIONS, in_browser, strict=True)} == {
        case["text"]: case["words"] for case in QUESTIONS
    }


def word_list() -> list[str]:
    """All words of this project's own texts, and thousands made of the parts that the rules look at."""
    files = [
        path for folder in ("content", "experts", "bench", "docs") for path in (ROOT / folder).rglob("*.*")
    ]
    texts = [path.read_text("utf-8") for path in files if path.suffix in (".md", ".yaml")]
    made = map("".join, itertools.product(*MADE_OF))
    return sorted(
        {word for text in texts for word in words(text)}
        | {*made, *STOP_WORDS, "turkey", "norway", "money", "survey"} - {""}
    )


def test_stems_are_those_of_the_browser(node: str) -> None:
    listed = word_list()
    in_browser = in_the_browser(node, words=listed)["words"]
    wrong = [
        (word, stem(word), other)
        for word, other in zip(listed, in_browser, strict=True)
        if stem(word) != other
    ]
    assert len(listed) > 12_000
    assert not wrong, wrong[:10]


def test_stop_words_are_those_of_the_browser(node: str) -> None:
    in_browser = in_the_browser(node, words=[*word_list(), "__proto__", "constructor"])["stopped"]
    assert set(in_browser) == {word for word in STOP_WORDS if word}


def test_the_two_halves_list_the_same_letters() -> None:
    script = (ROOT / "theme/static/js/search-text.js").read_text("utf-8")
    pairs = re.compile(r'"(.)": "(.{0,2})"')
    assert dict(pairs.findall(script)) == ALIKE
