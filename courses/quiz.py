"""A quiz as it is written: a question, options with a box, feedback after `>` below each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from courses.parts import Option
from records.diagnostic import LineDiagnostic, line_error, line_warning

Line = tuple[int, str]
Read = tuple[str, tuple[Option, ...], list[LineDiagnostic]]

BOXES = "write '- [ ] ' before a wrong option and '- [x] ' before a right one"
_OPTION = re.compile(r"- \[([ xX])\] +(\S.*)")
_NEARLY = re.compile(r"( *)([-*+]?)( *)\[( *)([^\]\s]?)( *)\](?![(\[:])( *)(.*)")
_BULLET = re.compile(r"- +(?!\[)\S")
_HEADING = re.compile(r" *#{1,6} ")
_INSIDE = 2  # spaces: where the text of an option begins, behind the dash
_DEEPEST = 5  # spaces; with more, Markdown takes feedback for a part of the option, and its text for code


class Draft:
    """An option while it is read."""

    def __init__(self, line: int, right: bool, text: str) -> None:
        self.line, self.right = line, right
        self.text = [text]
        self.feedback: list[str] = []

    def option(self) -> Option:
        feedback = "\n".join(self.feedback).strip()
        return Option(self.line, self.right, self._whole_text().strip(), feedback or None)

    def _whole_text(self) -> str:
        """Without the spaces before its lines, but for those that Markdown sees inside the option."""
        first, *more = self.text
        depths = [len(line) - len(line.lstrip(" ")) for line in more if line]
        cut = min(depths, default=0) if max(depths, default=0) <= _DEEPEST else _INSIDE
        return "\n".join([first, *(line[cut:] for line in more)])


def read(lines: Sequence[Line], code: Collection[int] = ()) -> Read:
    """The question, its options, and their diagnostics. Lines in `code` are always text."""
    question: list[str] = []
    drafts: list[Draft] = []
    diagnostics: list[LineDiagnostic] = []
    for number, text in lines:
        if number in code and not (drafts and drafts[-1].feedback):
            (drafts[-1].text if drafts else question).append(text)
        elif _HEADING.match(text):
            diagnostics.append(line_error(number, "a quiz holds no heading; write the words in **bold**"))
        elif option := _option(number, text, diagnostics):
            drafts.append(option)
        elif drafts:
            diagnostics += _below(drafts[-1], number, text)
        else:
            diagnostics += _in_question(number, text)
            question.append(text)
    return "\n".join(question).strip(), tuple(draft.option() for draft in drafts), diagnostics


def _option(number: int, text: str, diagnostics: list[LineDiagnostic]) -> Draft | None:
    if match := _OPTION.match(text):
        return Draft(number, match[1] != " ", match[2])
    if not (match := _NEARLY.match(text)):
        return None
    diagnostics.append(line_error(number, _misspelt(match)))
    return Draft(number, match[5] in ("x", "X"), match[8])


def _misspelt(match: re.Match[str]) -> str:
    before, dash, gap, left, sign, right, after, option_text = match.groups()
    if not option_text:
        return "this option has no text"
    box_is_right = f"{left}{sign}{right}" in (" ", "x", "X")
    if dash == "-" and gap == " " and box_is_right and before:
        return "an option stands at the very beginning of its line; delete the spaces before the dash"
    if dash == "-" and gap == " " and box_is_right and not after:
        return f"a space is missing after '[{left}{sign}{right}]'"
    if dash == "-" and not left + sign + right:
        return f"a space is missing in '[]'; {BOXES}"
    return f"'{match[0].strip()[:12].strip()}' is no option; {BOXES}"


def _in_question(number: int, text: str) -> Iterator[LineDiagnostic]:
    if text.lstrip().startswith(">"):
        yield line_error(number, "feedback stands below an option, and here is none yet")
    elif _BULLET.match(text):
        yield line_error(number, f"an option needs a box: {BOXES} (a list in a question begins with '*')")


def _below(draft: Draft, number: int, text: str) -> Iterator[LineDiagnostic]:
    """A line that belongs to an option: more of its text, or feedback."""
    inner = text.lstrip(" ")
    depth = len(text) - len(inner)
    if not inner:
        (draft.feedback if draft.feedback else draft.text).append("")
        return
    if _BULLET.match(text):
        yield line_error(number, f"an option needs a box: {BOXES}")
        return
    if depth < 2:
        subject = "feedback" if inner.startswith(">") else "this line"
        yield line_error(number, f"{subject} must stand below its option: begin the line with four spaces")
    if inner.startswith(">"):
        draft.feedback.append(inner[2:] if inner.startswith("> ") else inner[1:])
        if depth > _DEEPEST:
            yield line_warning(
                number, "begin feedback with four spaces: with more, GitHub's preview runs it into the option"
            )
    elif draft.feedback:
        yield line_error(
            number, "this stands after the feedback; begin the line with '>', or move it up to the option"
        )
    else:
        draft.text.append(text)
