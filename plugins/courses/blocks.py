"""Blocks between `::: name` and `:::` as an extension of Python-Markdown.

The whole lesson is one document, so that footnotes, abbreviations and the ids of headings reach across
blocks. courses/ has already taken it apart and found every mistake; here the parts are put together again,
with marks in place of the colons that no text of a lesson can hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

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
Address = Callable[[str], Mapping[str, str] | None]


class Blocks(Extension):
    """`quiz` gives the HTML of a quiz, `address` what becomes of a link or a picture: its attributes."""

    def __init__(self, quiz: Callable[[Quiz], str], address: Address) -> None:
        super().__init__()
        self.quiz = quiz
        self.address = address
        self.known: list[Part] = []
        self.objectives: Sequence[Objective] = ()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Python-Markdown names it so)
        md.parser.blockprocessors.register(_Blocks(md.parser, self), "course-blocks", 200)
        md.treeprocessors.register(_Links(md, self), "course-links", 5)

    def source(self, parts: Sequence[Part], objectives: Sequence[Objective] = ()) -> str:
        """One Markdown text with marks, to be converted next."""
        self.known, self.objectives = [], objectives
        return "\n\n".join(self._marked(parts))

    def _marked(self, parts: Sequence[Part]) -> Iterator[str]:
        for part in parts:
            if isinstance(part, Prose):
                yield part.text
                continue
            self.known.append(part)
            place = len(self.known) - 1
            if isinstance(part, Div):
                yield f"{MARK}open {place}"
                yield from self._marked(part.parts)
                yield f"{MARK}close {place}"
            else:
                yield f"{MARK}quiz {place}"


class _Blocks(BlockProcessor):
    def __init__(self, parser: Any, blocks: Blocks) -> None:
        super().__init__(parser)
        self.blocks = blocks

    def test(self, parent: Element, block: str) -> bool:
        return block.lstrip("\n").startswith(MARK)

    def run(self, parent: Element, blocks: list[str]) -> None:
        kind, _, place = blocks.pop(0).strip().removeprefix(MARK).partition(" ")
        part = self.blocks.known[int(place)]
        if isinstance(part, Quiz):
            SubElement(parent, "p").text = self.parser.md.htmlStash.store(self.blocks.quiz(part))
        elif isinstance(part, Div) and kind == "open":
            inner = blocks[: [block.strip() for block in blocks].index(f"{MARK}close {place}")]
            del blocks[: len(inner) + 1]
            self._div(SubElement(parent, "div"), part, inner)

    def _div(self, made: Element, div: Div, inner: list[str]) -> None:
        made.set("class", div.name)
        if div.id:
            made.set("id", div.id)
        if title := div.title or TITLES[div.name]:
            SubElement(made, "p", {"class": "div-title"}).text = AtomicString(title)
        self.parser.parseBlocks(made, inner)
        if div.name == "objectives":
            listed = SubElement(made, "ul")
            for objective in self.blocks.objectives:
                SubElement(listed, "li").text = AtomicString(objective.text)


class _Links(Treeprocessor):
    """Words of the glossary, other lessons, pictures: to where they stand on the page that is made."""

    def __init__(self, md: Markdown, blocks: Blocks) -> None:
        super().__init__(md)
        self.address = blocks.address

    def run(self, root: Element) -> None:
        for element in root.iter():
            if name := {"a": "href", "img": "src"}.get(element.tag):
                for key, value in (self.address(element.get(name, "")) or {}).items():
                    element.set(key, value)
