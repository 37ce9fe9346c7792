"""What in a page still stands in the place of words that only whoever runs the site can write."""

from __future__ import annotations

import re
from collections.abc import Iterator

from records import phone

_GAP = re.compile(
    r"(?i)\bto be (?:completed|confirmed|added|written|filled in|decided|announced)\b"
    r"|\b(?:todo|tbc|tba|tbd|fixme)\b|lorem ipsum"
    r"|[\w.+-]+@(?:[\w-]+\.)*example(?:\.(?:org|com|net))?\b|\bexample\.(?:org|com|net)\b"
    r"|\[(?:insert|enter|your|our|name|address|number|phone|telephone|e-?mail|date|days?|hours?|organisation"
    r"|organization|company|controller|retention|x+)\b[^\]\n]*\](?![(:\[])|\[(?:…|\.{2,}|_+)\]"
    r"|\{\{[^}\n]*\}\}|<<[^>\n]*>>|_{4,}|\bx{2,} (?:working )?(?:days?|hours?|months?)\b"
)
_NUMBER = re.compile(r"(?<![\w/])\+?\d[\d ()-]{6,}\d\b")
_ABOUT = {
    "who answers for the data": re.compile(r"(?i)\bcontroller\b"),
    "how long data are kept": re.compile(
        r"(?i)\bretention\b|\bhow many (?:days|months)\b|\b(?:kept|deleted|erased)\b"
    ),
    "when an answer comes": re.compile(r"(?i)\b(?:answer|reply|replies|respond)\w*\b"),
    "the number to call": re.compile(r"(?i)\b(?:call|phone|telephone|ring)\b"),
}


def gaps(words: str) -> Iterator[str]:
    """A message for each gap in a line, with what the line is about where that can be told."""
    found = [match[0] for match in _GAP.finditer(words)]
    found += (match[0] for match in _NUMBER.finditer(words) if _is_fiction(match[0]))
    about = [subject for subject, pattern in _ABOUT.items() if pattern.search(words)]
    where = f", about {' and '.join(about)}" if about else ""
    for gap in dict.fromkeys(found):
        yield f"'{gap}' stands for what is still missing{where}"


def _is_fiction(number: str) -> bool:
    digits = re.sub(r"\D", "", number)
    return any(phone.is_fiction(f"+{each}") for each in (digits, f"44{digits[1:]}", f"1{digits}"))
