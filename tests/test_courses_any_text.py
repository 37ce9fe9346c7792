"""Whatever an author types: it is read to its end, each message has a line, no mark is left in the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from courses import Div, Objective, Part, Quiz, quizzes
from courses.blocks import NAMES
from courses.body import Scan
from courses.lesson import examine
from engine.markdown import to_html
from plugins.courses import blocks
from records.markdown_checks import check
from records.references import References
from records.vocabulary_reader import load_vocabularies
from tests.test_courses_bad_lessons import lesson

VOCABULARIES = load_vocabularies()
PIECES = [
    "", "", "text", "  indented", "    > feedback", "> quoted", "- item", "1. one", "- [ ] wrong",
    "- [x] right",
    "- []", "[ ]", ":::", "  :::", "::", "::: quiz {#q1 objective=o1}", "::: quiz", "::: callout A title",
    "::: objectives", "::: keypoints", "::: facilitator", "::: case-study {title=\"x\"}", "::: nonsense",
    "::: discussion {#d", ":::: callout", "```", "~~~", "## Heading", "#", "### Deep", "[a](glossary:nrm)",
    "[a](02-b.md)", "![](x.png)", "[a]: b", "[^1]: note", "a[^1]", "*[NRM]: x", "<b>", "| a | b |",
    "|---|---|",
    "---", "===", "[stat:x]", "`code", "\\", "**", "::: :::", "{#x}", "مرحبا", "- [x] `:::`",
    "    ```", "- ```", "   ~~~", "> ```", "- [x] ```", "- [ ] # x", "    > ```", "    > ~~~", "<div", "<!--",
    "1. ```", "```` x", "- [x] [a]: b",
]  # fmt: skip
# What is wrong with a lesson of which no page can be made; it is refused, and so none is.
UNREADABLE = (
    "there is no block", "name of the block", "code begins here and never ends", "so it begins no code",
    "ends the list item with the code", "is HTML",
)  # fmt: skip
LINES = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=25)


@settings(max_examples=400, deadline=None)
@given(LINES)
def test_every_text_is_read_and_every_message_has_a_line(lines):
    text = "\n".join(lines)
    source = lesson({"body": text + "\n", "whole": True})
    made, diagnostics = examine(
        "courses/example/01-first.md", source.encode("utf-8", "replace"), References(), VOCABULARIES
    )
    last = source.count("\n") + 1
    assert all(1 <= diagnostic.line <= last and diagnostic.message for diagnostic in diagnostics)
    assert (made is None) == any(diagnostic.severity == "error" for diagnostic in diagnostics)


@settings(max_examples=400, deadline=None)
@given(LINES)
def test_no_mark_is_left_in_the_page(lines):
    scan = Scan([line for line in "\n".join(lines).splitlines() if blocks.MARK not in line], 1)
    found = list(check(scan.plain, 1, "courses/example/01-first.md", References(), frozenset()))
    parts = tuple(part for part in scan.parts if not isinstance(part, Div) or part.name in NAMES)
    refused = [said.message for said in [*scan.diagnostics, *found]]
    if any(words in message for message in refused for words in UNREADABLE):
        return
    objectives = [Objective("o1", "Say it")]
    html = blocks.shown(to_html(blocks.source(parts)), parts, objectives, _quiz)
    assert blocks.MARK not in html
    assert re.findall(r"<i>quiz (\d+)</i>", html) == [str(quiz.line) for quiz in quizzes(parts)]
    assert re.findall(rf'<div class="({"|".join(NAMES)})"', html) == list(_names(parts))


def _quiz(quiz: Quiz, pieces: Sequence[str]) -> str:
    assert len(pieces) == 1 + 2 * len(quiz.options)
    return f"<i>quiz {quiz.line}</i>{''.join(pieces)}"


def _names(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Div):
            yield part.name
            yield from _names(part.parts)
