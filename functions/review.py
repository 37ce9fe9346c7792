"""The text of a pull request, made so that an editor can judge it and a stranger cannot use it.

What a stranger wrote is only inside fences that it cannot close, or quoted so that it is text and nothing
else.
"""

from __future__ import annotations

import difflib
import re
import textwrap
from collections.abc import Iterable, Sequence

from experts.contact_changes import ContactChanges, alike, marked
from forms import Form
from forms.check_page import Line, Part, changes, parts
from forms.fields import Answers, shown
from forms.form import Question
from functions.checks import Check
from functions.matching import Match
from functions.quotation import harmless, inline, quoted
from functions.submission import PRIVATE
from functions.tokens import spaced

WIDTH = 88  # characters of a line: GitHub does not wrap what stands in a fence
LONGEST = 60_000  # characters of a page; GitHub takes 65,536


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


def answered(asked: Iterable[Question]) -> str:
    """Few and short answers, such as ids of our own lists; without those that are empty."""
    given = ((field, shown(field, answer)) for field, answer in asked)
    return table((field.label, answer) for field, answer in given if answer)


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


def entry(form: Form, given: Answers) -> str:
    """All of an entry as it would look, in the order of the form's steps."""
    return "\n".join(step(part.title, map(filled, part.lines)) for part in public(parts(form, given)))


def folded(title: str, text: str) -> str:
    return f"<details><summary>{title}</summary>\n\n{text}\n</details>\n"


def changed(form: Form, given: Answers, before: Answers, ids: list[str]) -> str:
    """What differs from the entry as it is: what goes, and what comes."""
    made = public(changes(form, given, before, ids))
    return "\n".join(step(part.title, map(compared, part.lines)) for part in made)


def public(made: Iterable[Part]) -> list[Part]:
    """Without what is not for the entry, and without what was not answered."""
    kept = [Part(part.step, part.title, [line for line in part.lines if is_public(line)]) for part in made]
    return [part for part in kept if part.lines]


def is_public(line: Line) -> bool:
    return line.id not in (*PRIVATE, "agree", "profile") and bool(line.values or line.before)


def step(title: str, lines: Iterable[str]) -> str:
    return f"#### {title}\n\n" + "\n".join(lines)


def filled(line: Line) -> str:
    typed = [f"({inline(f'written as “{line.typed}”')})"] if line.typed else []
    return f"**{line.label}**\n" + quoted([*paragraphs(line.values), *typed])


def compared(line: Line) -> str:
    """The one letter or digit that differs has a sign below it, where two lines are much alike."""
    before, after = line.before or [], line.values
    if len(before) == len(after) == 1 and alike(before[0], after[0]):
        return f"**{line.label}**\n\n{fence(marked(before[0], after[0]))}"
    rows = (("is now", before), ("would be", after))
    return f"**{line.label}**\n" + "".join(
        f"\n{title}:\n{quoted(paragraphs(values) or ['(nothing)'])}" for title, values in rows
    )


def paragraphs(values: Iterable[str]) -> list[str]:
    return [inline(text) for value in values for text in value.splitlines()]


def contact_lines(moved: ContactChanges) -> str:
    """Every way to reach them that goes or comes: a wrong number is the worst that can come in here."""
    blocks = []
    for old, new in moved.pairs():
        heading = "Would change" if old and new else "Would go" if old else "Would come"
        blocks.append(f"**{heading}:**\n\n{fence(marked(old, new) if old and new else old or new)}")
    return "\n".join(blocks)


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


def page(identity: str, received: str, *chapters: tuple[str, str]) -> str:
    head = f"Reference **{spaced(identity)}**, received on {received}.\n"
    return head + "".join(f"\n## {title}\n\n{text}" for title, text in fitting(chapters) if text)


def fitting(chapters: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The longest are cut until GitHub takes the whole. All of it is in the files."""
    texts = [text for _, text in chapters]
    room = LONGEST - sum(len(title) + 10 for title, _ in chapters)
    while sum(map(len, texts)) > room:
        longest = max(range(len(texts)), key=lambda place: len(texts[place]))
        texts[longest] = cut(texts[longest], len(texts[longest]) // 2)
    return [(title, text) for (title, _), text in zip(chapters, texts, strict=True)]


def cut(text: str, most: int) -> str:
    """Whole lines, with what is open there closed."""
    kept, bar, unfolded = [], "", False
    for line in text[:most].split("\n")[:-1]:
        kept.append(line)
        unfolded = unfolded if bar else line.startswith("<details>") or (unfolded and line != "</details>")
        opening = re.match(r"`{3,}", line)
        bar = "" if bar and line == bar else opening[0] if opening and not bar else bar
    ends = [*([bar] if bar else []), *(["", "</details>"] if unfolded else [])]
    return "\n".join([*kept, *ends, "", "*Cut here. All of it is under “Files changed”.*", ""])


def message(title: str, identity: str) -> str:
    """For the commit: our own words and nothing else."""
    return f"{title}\n\nReference {spaced(identity)}\n"
