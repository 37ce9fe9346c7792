"""What a summary may hold: a little Markdown, two links, and nothing that goes stale."""

from __future__ import annotations

import re
from collections.abc import Iterator

from records.diagnostic import Severity

MAX_LINKS = 2

_LINK = re.compile(r"https?://|(?<![\w/.-])www\.(?=\w)")
_CODE = re.compile(r"(?s)(`+)(?!`).*?(?<!`)\1(?!`)")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>|<!--")
_HEADING = re.compile(r"(?m)^ {0,3}##?(?!#)[ \t]*(\S.*)$|^(?=\S)(.*)\n {0,3}(?:=+|-+) *$")
_TARGET = re.compile(r"(!?)\[[^\]]*\]\(\s*<?((?:[^\s()>]|\([^\s()]*\))+)")
_TIME = r"[:.]\d\d(?!\d|\.\d)|\s*(?:[ap]\.?m\b|h\b|hrs?\b|o['’]clock)"  # behind 1: not a day
_DAY = (
    rf"(?:\d{{1,2}}(?!\d|{_TIME})|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|spring|summer|autumn|winter"
    r"|christmas|easter|ramadan|further notice|next)"
)
# Looked for first, because it is ten times faster.
_STALE_HINTS = (
    "til",
    "currently",
    "temporarily",
    "at present",
    "at the moment",
    "for now",
    "leave",
    "closed",
    "unavail",
)
_STALE = re.compile(
    r"(?i)\b(?:until|till)\s+(?:the\s+)?(?:end\s+of\s+|mid[ -]|early\s+|late\s+)?"
    rf"{_DAY}\w*"
    r"|\b(?:currently|temporarily|at present|at the moment|for now)\s+"
    r"(?:closed|full|unavailable|unable|suspended|not|on\s+\w*\s*leave|away|no longer)\b"
    r"|\bon\s+(?:maternity|paternity|parental|sick|annual|study)\s+leave\b"
    r"|\b(?:closed|unavailable)\s+(?:until|for the (?:time being|summer|holidays?)|over|this)\b"
)


def stale(text: str) -> str | None:
    """The words of a notice that will be untrue one day."""
    lower = text.lower()
    match = _STALE.search(text) if any(hint in lower for hint in _STALE_HINTS) else None
    return match[0] if match else None


def diagnostics(markdown: str) -> Iterator[tuple[str, Severity]]:
    plain = _CODE.sub("", markdown) if "`" in markdown else markdown
    if (links := len(_LINK.findall(plain))) > MAX_LINKS:
        yield f"holds {links} links; at most {MAX_LINKS} are allowed, and others go under 'links'", "error"
    if "<" in plain and (tag := _TAG.search(plain)):
        yield f"holds HTML ('{tag[0]}'); write plain text or Markdown", "error"
    if match := _HEADING.search(plain):
        yield f"the heading '{match[1] or match[2]}' is too big; begin it with ###", "error"
    for picture, target in _TARGET.findall(plain) if "](" in plain else ():
        if picture:
            yield "a picture in the summary is not shown; use 'photo'", "warning"
        elif not target.startswith(("https://", "http://")):
            yield f"the link to '{target}' is left out; a link begins with https://", "warning"
