"""The text of a pull request, made so that an editor can judge it and a stranger cannot use it.

What a stranger wrote is only inside fences that it cannot close, with its signs for mentions broken.
"""

from __future__ import annotations

import difflib
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from experts.contact_changes import ContactChanges, marked
from forms import answers, forms
from forms.fields import shown
from forms.form import Question
from functions.checks import Check
from functions.matching import Match
from functions.tokens import spaced

# A sign that takes no room: the text reads the same, and GitHub finds no name, number or command in it.
BREAK = "\u2060"
WIDTH = 88  # characters of a line: GitHub does not wrap what stands in a fence
LONGEST = 60_000  # characters of a page; GitHub takes 65,536
COMMANDS = re.compile(
    r"(?i)(?<!\w)@(?=\w)|#(?=\d)|\bGH-(?=\d)|\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\b(?=\W)"
    r"|\[(?=(?:skip|no)[ -]|ci[ -]skip)|\b(?:co-authored|signed-off)(?=-by:)"
)


def harmless(text: str) -> str:
    return COMMANDS.sub(lambda match: match[0] + BREAK if match[0] else BREAK, text)


def fence(text: str, language: str = "text") -> str:
    """Longer than any run of its own sign in the text."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    bar = "`" * max(3, longest + 1)
    return f"{bar}{language}\n{harmless(text.rstrip())}\n{bar}\n"


def table(rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Label and value side by side; further lines of a value are set in."""
    all_rows = list(rows)
    width = max((len(label) for label, _ in all_rows), default=0)
    lines = []
    for label, values in all_rows:
        texts = [line for text in "\n".join(values).split("\n") for line in wrapped(text, WIDTH - width)]
        for place, text in enumerate(texts):
            lines.append(f"{'' if place else label:<{width}}  {text}".rstrip())
    return fence("\n".join(lines))


def wrapped(text: str, width: int) -> list[str]:
    """At least one line. A long word, such as an address, is kept whole so that it can be copied."""
    if len(text) <= width:
        return [text]
    return textwrap.wrap(text, max(width, 30), break_long_words=False, break_on_hyphens=False) or [""]


def answered(asked: Iterable[Question], empty: str = "") -> str:
    """`empty` is shown for no answer; without it such questions are left out."""
    given = ((field, shown(field, answer) or [empty] * bool(empty)) for field, answer in asked)
    return table((f"{field.label} {field.row}" if field.row > 1 else field.label, answer)
                 for field, answer in given if answer)  # fmt: skip


def clashed(paths: Iterable[str]) -> str:
    """Our own names for the parts of an entry."""
    message = "was different when they wrote: check that the difference below is what they want"
    return "".join(f"- ⚠ `{path}` {message}\n" for path in paths)


def difference(old: str, new: str) -> str:
    lines = list(
        difflib.unified_diff(old.splitlines(), new.splitlines(), "as it is", "as proposed", lineterm="", n=2)
    )
    return fence(
        "\n".join(wrapped_line for line in lines for wrapped_line in _wrapped_difference(line)), "diff"
    )


def _wrapped_difference(line: str) -> list[str]:
    """Each piece of a long line has the sign of the whole."""
    if len(line) <= WIDTH:
        return [line]
    indent = line[1:][: len(line[1:]) - len(line[1:].lstrip())]
    return [f"{line[0]}{indent}{piece}" for piece in wrapped(line[1:].strip(), WIDTH)]


def entry(data: Mapping[str, Any]) -> str:
    """The whole entry, in the words of the form that changes it; folded, as most of it is known."""
    form = forms()["change"]
    shown_answers = answers.read(form, data)
    asked = [(field, given) for field, given in form.questions(shown_answers) if field.kind != "hidden"]
    return f"<details><summary>Show all of it</summary>\n\n{answered(asked)}\n</details>\n"


def contact_lines(changes: ContactChanges) -> str:
    """Every way to reach them that goes or comes: a wrong number is the worst that can come in here."""
    parts = []
    for old, new in changes.pairs():
        heading = "Would change" if old and new else "Would go" if old else "Would come"
        parts.append(f"**{heading}:**\n\n{fence(marked(old, new) if old and new else old or new)}")
    return "\n".join(parts)


SIGNS = {"proven": "✓ **proven**", "contradicts": "✗ **contradicts**", "not known": "? **not known**"}


def checked(results: Iterable[Check]) -> str:
    """What contradicts comes first."""
    ordered = sorted(results, key=lambda result: result.mark != "contradicts")
    return "".join(f"- {SIGNS[result.mark]}: {result.message}\n" for result in ordered)


def checklist(*steps: str) -> str:
    return "".join(f"- [ ] {step}\n" for step in steps)


def matched(matches: Iterable[Match]) -> str:
    """Names of standing entries come from the directory, and are treated like any text all the same."""
    rows = [(match.slug, [match.name, *match.reasons]) for match in matches]
    return table(rows) if rows else "No entry in the directory fits what the sender agreed to show.\n"


def page(identity: str, received: str, *parts: tuple[str, str]) -> str:
    head = f"Reference **{spaced(identity)}**, received on {received}.\n"
    return head + "".join(f"\n## {title}\n\n{text}" for title, text in fitting(parts) if text)


def fitting(parts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The longest parts are cut until GitHub takes the whole. All of it is in the files."""
    texts = [text for _, text in parts]
    room = LONGEST - sum(len(title) + 10 for title, _ in parts)
    while sum(map(len, texts)) > room:
        longest = max(range(len(texts)), key=lambda place: len(texts[place]))
        texts[longest] = cut(texts[longest], len(texts[longest]) // 2)
    return [(title, text) for (title, _), text in zip(parts, texts, strict=True)]


def cut(text: str, most: int) -> str:
    """Whole lines, with the fence closed that is open there."""
    kept, bar = [], ""
    for line in text[:most].split("\n")[:-1]:
        kept.append(line)
        opening = re.match(r"`{3,}", line)
        bar = "" if bar and line == bar else opening[0] if opening and not bar else bar
    ends = [bar] if bar else []
    return "\n".join([*kept, *ends, "", "*Cut here. All of it is under “Files changed”.*", ""])


def message(title: str, identity: str) -> str:
    """For the commit: our own words and nothing else."""
    return f"{title}\n\nReference {spaced(identity)}\n"
