"""The line that opens a block: `::: quiz {#q1 objective=o2}` or `::: callout {#danger} In danger now?`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from records import suggestions
from records.diagnostic import LineDiagnostic, line_error

NAMES = ("objectives", "quiz", "keypoints", "discussion", "facilitator", "callout", "case-study")
TITLED = ("callout", "case-study", "discussion", "facilitator")
MARKER = re.compile(r"( *)(:{3,}) *(.*?) *(?:(?<= ):{3,} *)?\Z")

_HEAD = re.compile(r"([^\s{]*) *(\{[^}]*\}?)? *(.*)")
_ATTRIBUTE = re.compile(r"""([\w-]+)=("[^"]*"|'[^']*'|[^\s"']+)|(\S+)""")
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")


@dataclass
class Head:
    line: int
    name: str
    id: str | None = None
    title: str | None = None
    attributes: dict[str, str] = field(default_factory=dict)


def read(line: int, text: str) -> tuple[Head, list[LineDiagnostic]]:
    """`text` is what follows the colons."""
    match = _HEAD.match(text)
    assert match, "it matches anything"
    name, braces, title = match.groups()
    head = Head(line, name, title=title or None)
    diagnostics = list(_name(head))
    if braces and not braces.endswith("}"):
        diagnostics.append(line_error(line, f"the brace of '{braces}' is never closed; end it with '}}'"))
    diagnostics += _attributes(head, (braces or "").strip("{}"))
    diagnostics += _use(head)
    return head, diagnostics


def _name(head: Head) -> Iterator[LineDiagnostic]:
    if not head.name:
        yield line_error(head.line, f"after ':::' the name of the block is missing: {', '.join(NAMES)}")
    elif head.name not in NAMES:
        suggestion = suggestions.nearest(head.name.lower(), NAMES)
        advice = f"did you mean '{suggestion}'?" if suggestion else f"there are {', '.join(NAMES)}"
        yield line_error(head.line, f"there is no block '{head.name}'; {advice}")
        head.name = suggestion or head.name


def _attributes(head: Head, text: str) -> Iterator[LineDiagnostic]:
    for key, value, token in _ATTRIBUTE.findall(text):
        if key:
            head.attributes[key] = value.strip("\"'")
        elif token.startswith("#") and _ID.match(token[1:]):
            head.id = token[1:]
        elif token.startswith("#"):
            yield line_error(
                head.line, f"'{token}' is not a name: small letters, digits and hyphens, as in '#q1'"
            )
        else:
            advice = f"'#{token}'" if _ID.match(token) else "'#q1' or 'objective=o1'"
            yield line_error(head.line, f"'{token}' cannot stand in the braces; did you mean {advice}?")


def _use(head: Head) -> Iterator[LineDiagnostic]:
    """What the attributes are for: an objective for a quiz, a title for what can have one."""
    allowed = ("objective",) if head.name == "quiz" else ("title",) if head.name in TITLED else ()
    for key in head.attributes:
        if key not in allowed and head.name in NAMES:
            suggestion = suggestions.nearest(key, allowed)
            choices = f"allowed: {', '.join(('#name', *allowed))}"
            advice = f"did you mean '{suggestion}'?" if suggestion else choices
            yield line_error(head.line, f"'{head.name}' has no '{key}'; {advice}")
    if head.title and head.name in NAMES and head.name not in TITLED:
        yield line_error(head.line, f"'{head.name}' has no title; put '{head.title}' on the next line")
        head.title = None
    head.title = head.title or head.attributes.get("title")
    if head.name == "quiz":
        yield from _of_quiz(head)


def _of_quiz(head: Head) -> Iterator[LineDiagnostic]:
    if not head.id:
        yield line_error(head.line, "the quiz has no name; write '::: quiz {#q1 objective=o1}'")
    if not head.attributes.get("objective"):
        yield line_error(
            head.line, "the quiz does not say which objective it tests; write 'objective=o1' in its braces"
        )
