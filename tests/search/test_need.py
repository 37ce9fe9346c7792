"""Who types a cry for help is shown the helplines, and who asks for an expert on suicide is not."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

import content
from content import phrases
from content.model import Data
from plugins.search.need_phrases import need
from records.vocabulary_reader import load_vocabularies
from tests.search.test_text import run
from tests.site_builder import ROOT

TABLE = yaml.safe_load((ROOT / "tests/search/need.yaml").read_text("utf-8"))
HELP_PAGE = (ROOT / "content/pages/get-help.md").read_text("utf-8")


@pytest.fixture(scope="module")
def data() -> Data:
    return content.load(ROOT, load_vocabularies()).data


@pytest.fixture(scope="module")
def said(node: str, data: Data) -> dict[str, bool]:
    """Every text of the table, and whether it shows the helplines."""
    texts = [*TABLE["harmless"], *(text for texts in TABLE["urgent"].values() for text in texts)]
    return dict(zip(texts, ask(node, data, texts), strict=True))


def ask(node: str, data: Data, texts: list[str]) -> Any:
    given = {"need": need(data.urgent_words, data.helplines), "texts": texts}
    return run(node, "need.mjs", given)


def test_the_table_is_large_enough() -> None:
    urgent = [text for texts in TABLE["urgent"].values() for text in texts]
    assert len(set(urgent)) >= 200
    assert len(set(TABLE["harmless"])) >= 60


@pytest.mark.parametrize("kind", TABLE["urgent"])
def test_pleas_show_the_helplines(said: dict[str, bool], kind: str) -> None:
    assert [text for text in TABLE["urgent"][kind] if not said[text]] == []


def test_questions_of_professionals_do_not(said: dict[str, bool]) -> None:
    assert [text for text in TABLE["harmless"] if said[text]] == []


def test_what_the_help_page_says_one_can_say(node: str, data: Data) -> None:
    sentences = re.findall(r'^- "(.+)"$', HELP_PAGE, re.MULTILINE)
    assert len(sentences) == 5
    assert ask(node, data, sentences) == [True] * 5


def test_our_own_numbers_in_any_spacing(node: str, data: Data) -> None:
    dialled = [number for line in data.helplines for number in (line.dial, line.text) if number]
    bare = [re.sub(r"\D", "", number) for number in dialled]
    texts = [*dialled, *bare, *(" ".join(number) for number in bare), "+44 8000 121 700", "(0800) 0121700"]
    assert [text for text, known in zip(texts, ask(node, data, texts), strict=True) if not known] == []


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Ndihmë*", "ndihme*"),
        ("ajută-mă", "ajuta ma"),
        ("~Hélp don't/DON’T", "~help dont/dont"),
        ("took ... papers*  now", "took ... papers* now"),
        ("*ساعدونى", "*ساعدوني"),
        ("救 ... 我/我們", "救 ... 我/我們"),
    ],
)
def test_phrases_are_folded_as_questions_are(written: str, folded: str) -> None:
    assert phrases.fault(written) is None
    assert phrases.folded(written) == folded


def test_an_editors_files_are_those_of_languages_that_can_be_chosen(data: Data) -> None:
    languages = [one.language for one in data.urgent_words]
    assert languages == sorted(set(languages))
    assert len(languages) >= 50
