"""Text of strangers in the Markdown of a pull request: it reads as it was written, and can do nothing.

Addresses stand in code of their own, so that what is copied is what was sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# A sign that takes no room: the text reads the same, and GitHub finds no name, number or command in it.
BREAK = "\u2060"
_COMMANDS = re.compile(
    r"(?i)(?<!\w)@(?=\w)|#(?=\d)|\bGH-(?=\d)|\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\b(?=\W)"
    r"|\[(?=(?:skip|no)[ -]|ci[ -]skip)|\b(?:co-authored|signed-off)(?=-by:)"
)
_ADDRESS = re.compile(
    r"(?i)(?<!\S)(?:https?://[\w-]+(?:\.[\w-]+)+(?:[/?#:]\S*)?|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)(?!\S)"
)
_SIGNS = re.compile(r"[\\`*_\[\]<>&#|~!$]")
_OPENING = re.compile(r"\A(?:\d{1,9}(?=[.)])|(?=[-+=:]))")
_LINK = re.compile(r"(?i)://|www\.|\w@\w|(?:mailto|xmpp):")


def harmless(text: str) -> str:
    """Without commands, but for whole addresses, in which GitHub looks for none."""
    parts, end = [], 0
    for match in _ADDRESS.finditer(text):
        parts += [_broken(text[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*parts, _broken(text[end:])])


def _broken(text: str) -> str:
    return _COMMANDS.sub(lambda match: match[0] + BREAK if match[0] else BREAK, text)


def code(text: str) -> str:
    """One line, inside a longer run of backticks than any of its own."""
    bar = "`" * (1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{bar}{room}{text}{room}{bar}"


def inline(text: str) -> str:
    """One line as Markdown that shows it as it is."""
    words = re.split(r"(\s+)", harmless(" ".join(text.split())))
    line = "".join(code(word) if _LINK.search(word) else _SIGNS.sub(r"\\\g<0>", word) for word in words)
    return _OPENING.sub(r"\g<0>\\", line)


def quoted(lines: Iterable[str]) -> str:
    """A block quotation of Markdown lines."""
    return "".join(f"> {line}".rstrip() + "\n" for line in lines)
