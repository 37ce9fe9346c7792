"""The text of a pull request, made so that an editor can judge it and a stranger cannot use it.

What a stranger wrote is only inside fences that it cannot close, with its signs for mentions broken.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

from experts.contact_changes import ContactChanges, marked
from forms.fields import shown
from forms.form import Question
from functions.checks import Check
from functions.matching import Match
from functions.tokens import spaced

# A sign that takes no room: the text reads the same, and GitHub finds no name, number or command in it.
BREAK = "\u2060"
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
        for place, text in enumerate("\n".join(values).split("\n")):
            lines.append(f"{'' if place else label:<{width}}  {text}".rstrip())
    return fence("\n".join(lines))


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
    return fence("\n".join(lines), "diff")


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
    return head + "".join(f"\n## {title}\n\n{text}" for title, text in parts if text)


def message(title: str, identity: str) -> str:
    """For the commit: our own words and nothing else."""
    return f"{title}\n\nReference {spaced(identity)}\n"
