"""The text of a lesson, taken apart into prose, quizzes and other blocks. Everything stays Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from courses import blocks, quiz
from courses.blocks import Head
from courses.parts import Div, Part, Prose, Quiz
from records import fences
from records.diagnostic import LineDiagnostic, line_error
from records.fences import Fence

_HEADING = re.compile(r" {0,3}#{1,6} ")
_TWO = re.compile(rf" *::(?!:) *(?:{'|'.join(blocks.NAMES)}|\Z)")


@dataclass
class _Open:
    """A block that is not closed yet; the lesson itself is the outermost."""

    head: Head
    lines: list[quiz.Line] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def headings(self, code: set[int]) -> Iterator[LineDiagnostic]:
        """None in a block: a lesson's own headings are outside of blocks."""
        for number, line in self.lines:
            if number not in code and _HEADING.match(line):
                yield line_error(number, f"'{self.head.name}' holds no heading; write the words in **bold**")

    def flush(self) -> None:
        text = "\n".join(line for _, line in self.lines)
        if text.strip():
            self.parts.append(Prose(self.lines[0][0], text))
        self.lines = []


class Scan:
    """`parts` and `diagnostics` are its result; `plain` are the lines, empty for those of code."""

    def __init__(self, lines: Sequence[str], first: int) -> None:
        self.diagnostics: list[LineDiagnostic] = []
        self.plain: list[str] = []
        self._stack = [_Open(Head(first, ""))]
        self._fence: Fence | None = None
        self._coded: set[int] = set()
        for number, line in enumerate(lines, first):
            self._line(number, line)
        self._finish()
        self.parts: tuple[Part, ...] = tuple(self._stack[0].parts)

    def _finish(self) -> None:
        if self._fence:
            self._error(self._fence.line, "a block of code begins here and never ends")
        while len(self._stack) > 1:
            self._unclosed("end it with a line that holds only ':::'")
        self._stack[0].flush()

    def _line(self, number: int, line: str) -> None:
        if code := self._code(number, line):
            self._coded.add(number)
        self.plain.append("" if code else line)
        marker = None if code else blocks.MARKER.match(line)
        if not marker:
            if not code and _TWO.match(line):
                self._error(number, "a block begins and ends with three colons: ':::'")
            self._stack[-1].lines.append((number, line))
            return
        self.plain[-1] = ""
        if marker[1]:
            self._error(number, "':::' stands at the very beginning of its line; delete the spaces")
        if marker[3]:
            self._begin(number, marker[3])
        else:
            self._end(number)

    def _code(self, number: int, line: str) -> bool:
        """Whether the line is code, or begins or ends some."""
        if self._fence and self._fence.holds(line):
            if self._fence.ends(line):
                self._fence = None
            return True
        if self._fence:
            self._error(number, self._fence.left())
        if not fences.MAY_BEGIN.search(line):  # or each line would look at all above it
            self._fence = None
            return False
        self._fence = fences.begun(number, line, [text for _, text in self._stack[-1].lines])
        if self._fence and self._fence.too_deep:
            self._error(number, fences.TOO_DEEP)
            self._fence = None
        return bool(self._fence)

    def _begin(self, number: int, text: str) -> None:
        if self._stack[-1].head.name == "quiz":
            self._unclosed(f"':::' is missing before line {number}, where another begins")
        head, diagnostics = blocks.read(number, text)
        self.diagnostics += diagnostics
        self._leave()
        self._stack.append(_Open(head))

    def _leave(self) -> None:
        """The block that stays open while another begins in it."""
        if len(self._stack) > 1:
            self.diagnostics += self._stack[-1].headings(self._coded)
        self._stack[-1].flush()

    def _end(self, number: int) -> None:
        if len(self._stack) == 1:
            self._error(number, "':::' ends a block, but none is open here")
            return
        done = self._stack.pop()
        self._stack[-1].parts.append(self._quiz(done) if done.head.name == "quiz" else self._div(done))

    def _error(self, line: int, message: str) -> None:
        self.diagnostics.append(line_error(line, message))

    def _unclosed(self, advice: str) -> None:
        head = self._stack[-1].head
        self._error(head.line, f"this {head.name or 'block'} is never closed; {advice}")
        self._end(head.line)

    def _quiz(self, done: _Open) -> Quiz:
        question, options, diagnostics = quiz.read(done.lines, self._coded)
        self.diagnostics += diagnostics
        head = done.head
        return Quiz(head.line, head.id or "", head.attributes.get("objective", ""), question, options)

    def _div(self, done: _Open) -> Div:
        self.diagnostics += done.headings(self._coded)
        done.flush()
        head = done.head
        return Div(head.line, head.name, head.id, head.title, tuple(done.parts))
