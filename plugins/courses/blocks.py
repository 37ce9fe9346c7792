"""Blocks between `::: name` and `:::`, put around the HTML of a lesson.

The whole lesson is one document, so that footnotes, addresses that are named once, and the ids of headings
reach across blocks and into questions, as they do in GitHub's preview. courses/ has already taken it apart
and found every mistake; here the parts are put together again, with a mark in place of the colons, which no
text of a lesson can hold, and the HTML is cut at these marks.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence

from courses import Div, Objective, Part, Prose, Quiz

MARK = "\ue000"  # of the private use area, which courses/ refuses in a text
TITLES = {
    "objectives": "After this lesson you can",
    "keypoints": "Key points",
    "callout": "",
    "case-study": "Case study",
    "discussion": "To discuss",
    "facilitator": "For the facilitator",
}
_MARKED = re.compile(rf"<p>{MARK}</p>\n?")
_ADDRESS = r""" {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S+(?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'))?[ \t]*(?:\n|\Z)"""
_ADDRESSES = re.compile(rf"(?m)(?:\A|^[ \t]*\n)((?:{_ADDRESS})+)")  # in a paragraph they would be words of it
_NOTES = re.compile(r"(?m)^( {0,3}\[\^[^\]\s]+\]:.*(?:(?:\n[ \t]*)*\n {4}.*)*)")

ShowQuiz = Callable[[Quiz, Sequence[str]], str]


def source(parts: Sequence[Part]) -> str:
    """One Markdown text, with a mark where a block or a piece of a question begins or ends."""
    return "\n\n".join(_marked(parts))


def definitions(parts: Sequence[Part]) -> str:
    """What texts refer to: footnotes and addresses. Where nothing refers to them, they show nothing."""
    return "\n\n".join(found for text in _texts(parts) for found in _defined(text))


def shown(made: str, parts: Sequence[Part], objectives: Sequence[Objective], quiz: ShowQuiz) -> str:
    """The HTML of `source` with its blocks.

    `quiz` gives that of a quiz from the HTML of its pieces: the question, then for each option its text and
    its feedback, which may be empty. Raises ValueError where something above a mark, such as code that never
    ends, has taken it for a part of itself.
    """
    cut = _MARKED.split(made)
    if len(cut) != 1 + sum(one == MARK for one in _marked(parts)):
        raise ValueError("a block of code or a tag of HTML never ends")
    return _Blocks(cut, objectives, quiz).show(parts).strip()


def _pieces(quiz: Quiz) -> list[str]:
    """The question, then for each option its text and its feedback, which may be empty.

    As GitHub reads them: behind a box only words can stand, no heading and no list, so a mark is put before
    them; feedback stays a quotation, in which code that never ends comes to its end.
    """
    options = [(_worded(option.text), _quoted(option.feedback or "")) for option in quiz.options]
    return [quiz.question, *(piece for option in options for piece in option)]


def _worded(text: str) -> str:
    return f"{MARK} {text}" if text else ""


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n")) if text else ""


def _marked(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Prose):
            yield part.text
        elif isinstance(part, Div):
            yield MARK
            yield from _marked(part.parts)
            yield MARK
        else:
            for piece in _pieces(part):
                yield MARK
                yield piece
            yield MARK


def _texts(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Prose):
            yield part.text
        elif isinstance(part, Div):
            yield from _texts(part.parts)
        else:
            yield from _pieces(part)


def _defined(text: str) -> list[str]:
    return [*_ADDRESSES.findall(text), *_NOTES.findall(text)]


class _Blocks:
    """Takes the cut HTML from its beginning, in the order in which the parts stand."""

    def __init__(self, cut: list[str], objectives: Sequence[Objective], quiz: ShowQuiz) -> None:
        self._cut = iter(cut)
        self._objectives = objectives
        self._quiz = quiz

    def show(self, parts: Sequence[Part]) -> str:
        made = [next(self._cut)]
        for part in parts:
            if not isinstance(part, Prose):
                made += [self._div(part) if isinstance(part, Div) else self._question(part), next(self._cut)]
        return "".join(made)

    def _question(self, quiz: Quiz) -> str:
        return f"{self._quiz(quiz, [self._piece() for _ in _pieces(quiz)])}\n"

    def _piece(self) -> str:
        made = next(self._cut).replace(f"{MARK} ", "").strip()
        return made.removeprefix("<blockquote>").removesuffix("</blockquote>").strip()

    def _div(self, div: Div) -> str:
        name = f' id="{div.id}"' if div.id else ""
        title = div.title or TITLES[div.name]
        heading = f'<p class="div-title">{_escaped(title)}</p>\n' if title else ""
        listed = self._list() if div.name == "objectives" else ""
        return f'<div class="{div.name}"{name}>\n{heading}{self.show(div.parts)}{listed}</div>\n'

    def _list(self) -> str:
        items = "".join(f"<li>{_escaped(one.text)}</li>\n" for one in self._objectives)
        return f"<ul>\n{items}</ul>\n"


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
