"""What a host sends with a file: its type, the headers of `_headers`, and the status of `_redirects`."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import NamedTuple
from urllib.parse import quote

Rule = tuple[re.Pattern[str], list[tuple[str, str]]]

HEADERS, REDIRECTS = "_headers", "_redirects"
# These two tell the production host what to do; it does not hand them out.
HOST_FILES = {HEADERS, REDIRECTS}


class Answer(NamedTuple):
    """With which status a page is sent, and where a visitor goes instead: none of them for a plain 200."""

    status: str = ""
    location: str = ""


OK = Answer()
GONE = Answer("410")


def moved(location: str) -> Answer:
    return Answer("301", quote(location, safe="/#?&=%~"))


# The system's own table differs from machine to machine, so only Python's and these count.
TYPES = mimetypes.MimeTypes()
TYPES.add_type("text/javascript", ".mjs")
TYPES.add_type("application/manifest+json", ".webmanifest")
TYPES.add_type("image/avif", ".avif")
TYPES.add_type("image/webp", ".webp")
TYPES.add_type("font/woff2", ".woff2")
TYPES.add_type("text/plain", ".yaml")


def content_type(path: PurePath) -> str:
    if path.name == "atom.xml":
        return "application/atom+xml; charset=utf-8"
    kind = TYPES.guess_type(path.name)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind.endswith(("json", "xml"))
    return f"{kind}; charset=utf-8" if is_text else kind


def header_rules(text: str) -> list[Rule]:
    """Read a `_headers` file: a line with a path pattern, then its headers, indented."""
    rules: list[Rule] = []
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            rules.append((path_pattern(line.strip()), []))
        elif rules:
            name, _, value = line.strip().partition(":")
            rules[-1][1].append((name.strip(), value.strip()))
    return rules


def path_pattern(pattern: str) -> re.Pattern[str]:
    escaped = re.escape(pattern).replace(r"\*", ".*")
    return re.compile(re.sub(r"/:\w+", "/[^/]+", escaped))


def headers_for(path: str, rules: Iterable[Rule]) -> dict[str, str]:
    """All rules that match count; a name given twice is joined, and `! Name` takes it away again."""
    headers: dict[str, str] = {}
    for pattern, pairs in rules:
        for name, value in pairs if pattern.fullmatch(path) else []:
            if name.startswith("!"):
                headers.pop(name[1:].strip(), None)
            else:
                headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def answers(text: str) -> dict[str, Answer]:
    """Read a `_redirects` file: a line with an address, where it leads if anywhere, and a status."""
    lines = (line.split() for line in text.splitlines() if not line.lstrip().startswith("#"))
    return {line[0]: Answer(line[-1], "".join(line[1:-1])) for line in lines if len(line) in (2, 3)}


def answer_line(url: str, answer: Answer) -> str:
    return " ".join(filter(None, (url, answer.location, answer.status)))
