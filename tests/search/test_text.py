"""The two halves of the search, at build time and in the browser, take a text apart in the same way."""

import itertools
import json
import re
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import brotli
import pytest
from lunr.stop_word_filter import WORDS as STOP_WORDS

from plugins.search import unicode_table
from plugins.search.analysis import Analyser, Field
from plugins.search.stemmer import stem
from records.contact_terms import mail_term, number_terms
from records.letters import ALIKE
from records.search_terms import index_words, question_words
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


EMPTY = 0x40000  # code points of this one and beyond make no words


def in_the_browser(node: str, **given: list[str]) -> Any:
    return run(node, "analysis.mjs", {"texts": [], "words": [], **given})


def run(node: str, script: str, given: Any) -> Any:
    done = subprocess.run(
        [node, str(Path(__file__).with_name(script))],
        input=json.dumps(given), capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def is_plain(case: dict[str, Any]) -> bool:
    """A question without signs of its own, and without numbers."""
    signs = {"without", "must", "near", "field", "number"}
    return not re.search(r"[*~:]", case["text"]) and not any(signs & set(word) for word in case["words"])


PLAIN_QUESTIONS = [case for case in QUESTIONS if is_plain(case)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:20])
def test_words(case: dict[str, Any]) -> None:
    assert words(case["text"]) == case["words"]
    assert index_words(case["text"]) == case.get("terms", case["words"])


def test_words_in_the_browser(node: str) -> None:
    in_browser = in_the_browser(node, texts=[case["text"] for case in CASES])
    assert in_browser["texts"] == [case["words"] for case in CASES]
    assert in_browser["terms"] == [case.get("terms", case["words"]) for case in CASES]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:20])
def test_a_text_is_found_by_itself(case: dict[str, Any]) -> None:
    """Whatever a question asks for is in the index of a text with the same words."""
    terms = index_words(case["text"])
    assert set(question_words(case["text"])) <= {*terms, *(term.removesuffix("s") for term in terms)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:20])
def test_a_text_is_the_sum_of_what_stands_between_spaces(case: dict[str, Any]) -> None:
    chunks = [term for chunk in case["text"].split() for term in index_words(chunk)]
    assert chunks == index_words(case["text"])


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
    pairs = zip([words(text), index_words(text) if numbers[0] < EMPTY else []], in_browser, strict=True)
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


def test_what_is_typed_is_given(node: str) -> None:
    """A result says which word it lacks as it was typed."""
    typed = {
        "(Légal, self-harm!": ["Légal", "self-harm", "self-harm"],
        "+Asha's 李示例*": ["Asha's", "李示例", "李示例"],
        "A. Example": ["A.", "Example"],
        "Tel: (020) 7946 0123?": ["(020) 7946 0123"],
        "name:Asha": ["Asha"],
    }
    assert run(node, "asking.mjs", {"typed": list(typed)}) == list(typed.values())


@pytest.mark.parametrize("case", PLAIN_QUESTIONS, ids=lambda case: case["text"])
def test_names_and_questions_are_cut_alike(case: dict[str, Any]) -> None:
    """The build cuts the names that a question may hold as the browser cuts the question."""
    assert question_words(case["text"]) == [word["word"] for word in case["words"]]


@pytest.mark.parametrize(
    ("dial", "based", "terms"),
    [
        ("+44 20 7946 0123", None, ["2079460123", "442079460123"]),
        ("020 7946 0123", "GB", ["2079460123", "442079460123"]),
        ("116 123", "GB", ["116123"]),
        ("+44 8000 121 700", None, ["448000121700", "8000121700"]),
        ("+39 06 6988 3462", None, ["390669883462", "669883462"]),
        ("+36 1 441 4000", None, ["14414000", "3614414000", "614414000"]),
        ("+999 123456", None, ["999123456"]),
    ],
)
def test_terms_of_numbers(dial: str, based: str | None, terms: list[str]) -> None:
    """With the code of the country and without, and with the digits that its people dial before it."""
    assert number_terms(dial, based) == terms


def test_terms_of_mail_addresses() -> None:
    assert mail_term("mailto:Legal@Example.org") == "legal@example.org"
    assert mail_term("no address") == ""


def test_abbreviations_are_no_stop_words() -> None:
    text = "It is us in the US, with IT. I am at U.S. sites"
    assert Analyser().terms(Field("title", 1, 20), text) == ["us", "it", "u", "s", "us", "site"]


def test_addresses_keep_their_endings() -> None:
    text = "charities legal@charities.org"
    assert Analyser().terms(Field("facts", 1, 20), text) == ["chariti", "legal@charities.org"]


def test_the_table_of_letters_is_fresh() -> None:
    """After a change: make bless, with Python 3.11. Newer ones know of more letters, and change none."""
    committed = unicode_table.committed()
    assert unicode_table.SCRIPT.read_text("utf-8") == unicode_table.script(committed)
    if unicodedata.unidata_version == unicode_table.VERSION:
        assert unicode_table.current() == committed
    assert len(brotli.compress(unicode_table.SCRIPT.read_bytes())) < 4096


def word_list() -> list[str]:
    """All words of this project's own texts, and thousands made of the parts that the rules look at."""
    files = [
        path for folder in ("content", "experts", "bench", "docs") for path in (ROOT / folder).rglob("*.*")
    ]
    texts = [path.read_text("utf-8") for path in files if path.suffix in (".md", ".yaml")]
    made = map("".join, itertools.product(*MADE_OF))
    return sorted(
        {word for text in texts for word in index_words(text) if "@" not in word}
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
