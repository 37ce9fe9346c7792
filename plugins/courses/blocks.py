"""Blocks between `::: name` and `:::`, put around the HTML of a lesson.

The whole lesson is one document, so that notes, addresses that are named once, and the ids of headings reach
across blocks and into questions, as they do in GitHub's preview. courses/ has already taken it apart and found
every mistake; here the parts are put together again, with marks in place of the colons that no text of a lesson
can hold, and the HTML is cut at these marks.
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
_ADDRESS = re.compile(r"""(?m)^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S+(?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'))?[ \t]*$""")
_NOTE = re.compile(r"(?m)^ {0,3}\[\^[^\]\s]+\]:.*(?:(?:\n[ \t]*)*\n {4}.*)*")

ShowQuiz = Callable[[Quiz, Sequence[str]], str]


def source(parts: Sequence[Part]) -> str:
    """One Markdown text, with a mark where a block or a piece of a question begins or ends."""
    return "\n\n".join(_marked(parts))


def definitions(parts: Sequence[Part]) -> str:
    """What texts refer to: notes and addresses. Where nothing refers to them, they show nothing."""
    return "\n\n".join(found[0] for text in _texts(parts) for found in _defined(text))


def shown(made: str, parts: Sequence[Part], objectives: Sequence[Objective], quiz: ShowQuiz) -> str:
    """The HTML of `source` with its blocks; `quiz` gives that of a quiz whose pieces are HTML already."""
    return _Blocks(_MARKED.split(made), objectives, quiz).show(parts).strip()


def pieces(quiz: Quiz) -> list[str]:
    """The question, then for each option its text and its feedback, which may be empty."""
    options = [(option.text, option.feedback or "") for option in quiz.options]
    return [quiz.question, *(piece for option in options for piece in option)]


def _marked(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Prose):
            yield part.text
        elif isinstance(part, Div):
            yield MARK
            yield from _marked(part.parts)
            yield MARK
        else:
            for piece in pieces(part):
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
            yield from pieces(part)


def _defined(text: str) -> Iterator[re.Match[str]]:
    yield from _ADDRESS.finditer(text)
    yield from _NOTE.finditer(text)


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
        return f"{self._quiz(quiz, [next(self._cut).strip() for _ in pieces(quiz)])}\n"

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
