"""Checks of the words of a lesson, line by line: headings, pictures, links, figures, HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from courses.references import FIGURES, References
from records import suggestions, text
from records.diagnostic import LineDiagnostic, line_error, line_warning

STATISTIC = re.compile(r"\[stat:([^\]\s]*)\]")
LESSON = re.compile(r"(?:\.\./([a-z0-9-]+)/)?(\d\d-[^/#\s]*\.md)(?:#(.*))?\Z")
WORD = "glossary:"
FORMATS = (".jpg", ".jpeg", ".png", ".webp")

_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?([^\s)>]*)>?(?:\s+[\"'][^)]*)?\s*\)")
_REFERENCE = re.compile(r"(?m)^ {0,3}\[(?!\^)[^\]]+\]:\s*<?([^\s>]+)")
_APART = re.compile(rf"\]\s+\((?:https?://|{WORD}|\.\./|\d\d-)")
_HEADING = re.compile(r" {0,3}(#{1,6})(?!#)(\s*)(.*?)\s*#*\s*\Z")
_NUMBER = re.compile(r" {0,3}#[^#\s]")  # "#5 was free" is text
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*\Z")
_NO_TEXT = re.compile(r"\s*(?:[|>#]|[-*+] |\d+[.)] )")  # a line below such a line does not make it a heading
_HTML = re.compile(  # a tag may go on in the next line, but not beyond an empty one
    r"(?m)<(/?[A-Za-z][A-Za-z0-9-]*)(?:\s(?:[^<>\n]|\n(?!\s*\n))*)?/?>"
    r"|<!--|<[!?]|^ {0,3}</?[A-Za-z][A-Za-z0-9-]*(?=\s|\Z)"
)
_UNENCRYPTED = re.compile(r"(?<!\]\()(?<![\w/.@\[-])(?:http://|www\.)[^\s<>]*[\w/]")
_OUTSIDE = re.compile(r"https?://|mailto:|tel:|sms:|#|/")
_ENTRY = re.compile(r"/experts/([^/#?\s]+)")
_LAW = re.compile(
    r"\b(?:[A-Z][\w'’-]*\s+)+(?:Act|Order|Rules|Regulations|Directive|Convention)\s+(?:19|20)\d\d\b"
    r"|\b(?:[Ss]ections?|[Aa]rticles?|[Rr]egulations?|[Pp]aragraphs?)\s+\d+\w*(?:\(\w+\))*|\bss?\.\s?\d+"
)


def check(lines: Sequence[str], first: int, course: str, known: References) -> Iterator[LineDiagnostic]:
    """`lines` are those of the body, those of code and of the blocks' own marks left empty."""
    plain = [_CODE.sub(lambda found: " " * len(found[0]), line) for line in lines]
    for number, line in enumerate(plain, first):
        yield from _line(number, line, known)
    yield from _headings(plain, first)
    joined = "\n".join(plain)
    yield from _html(joined, first)
    for found in _LINK.finditer(joined):
        yield from _link(first + joined.count("\n", 0, found.start()), found, course, known)
    for found in _REFERENCE.finditer(joined):
        yield from target(first + joined.count("\n", 0, found.start()), found[1], course, known)


def _line(number: int, line: str, known: References) -> Iterator[LineDiagnostic]:
    if words := text.invisible(line):
        yield line_error(number, words)
    for id_ in STATISTIC.findall(line):
        if id_ not in known.figures:
            near = _did_you_mean(id_, known.figures)
            yield line_error(number, f"there is no figure '{id_}' in {FIGURES}{near}")
    if _APART.search(line):
        yield line_error(number, "a space stands between ']' and '(' of a link; delete it")
    for address in _UNENCRYPTED.findall(line):
        web = address.removeprefix("http://")
        yield line_warning(
            number, f"'{address}' is not encrypted; use https://{web} if the site answers there"
        )


def _html(text: str, first: int) -> Iterator[LineDiagnostic]:
    """The first on each line."""
    seen: set[int] = set()
    for found in _HTML.finditer(text):
        line = first + text.count("\n", 0, found.start())
        if line not in seen:
            tag = found[0].partition("\n")[0].strip()[:30]
            yield line_error(line, f"'{tag}' is HTML, which a lesson does not hold; write Markdown")
        seen.add(line)


def _headings(lines: Sequence[str], first: int) -> Iterator[LineDiagnostic]:
    level = 1
    for number, (before, line) in enumerate(pairwise(["", *lines]), first):
        if before.strip() and _UNDERLINE.match(line) and not _NO_TEXT.match(before):
            message = "a line of dashes below a text makes it a heading; write '## ' before it"
            yield line_error(number, f"{message}, or leave the line above empty")
        found = _HEADING.match(line)
        if not found or _NUMBER.match(line):
            continue
        depth = len(found[1])
        if not found[3]:
            yield line_error(number, "this heading has no words")
        elif not found[2]:
            yield line_error(number, f"a space is missing after '{found[1]}'")
        if depth == 1:
            yield line_error(number, "'# ' is the title, which stands above; begin headings with '## '")
        elif depth > level + 1:
            yield line_error(number, _too_deep(found[1], level))
        level = max(depth, 2) if depth <= level + 1 else level + 1


def _too_deep(signs: str, level: int) -> str:
    if level == 1:
        return f"the first heading begins with '##', not with '{signs}'"
    return f"'{signs}' follows '{'#' * level}'; write '{'#' * (level + 1)}'"


def _link(line: int, found: re.Match[str], course: str, known: References) -> Iterator[LineDiagnostic]:
    picture, words, address = found.groups()
    if picture:
        yield from _picture(line, words, address, course, known)
        return
    if not words.strip():
        yield line_error(line, f"the link to '{address}' has no words")
    yield from target(line, address, course, known)


def _picture(line: int, words: str, address: str, course: str, known: References) -> Iterator[LineDiagnostic]:
    if not words.strip():
        yield line_error(
            line,
            f"the picture '{address}' has no words for those who do not see it: ![what it shows]({address})",
        )
    names = known.pictures.get(course, frozenset())
    if re.match(r"(?:https?:)?//", address):
        yield line_error(
            line, f"the picture '{address}' would be fetched from another site; put it into pictures/"
        )
    elif not address.lower().endswith(FORMATS):
        yield line_error(line, f"the picture '{address}' must end in {', '.join(FORMATS)}")
    elif address.removeprefix("pictures/") not in names or not address.startswith("pictures/"):
        near = _did_you_mean(address, [f"pictures/{name}" for name in names])
        yield line_error(line, f"there is no picture '{address}' in courses/{course}{near}")


def target(line: int, address: str, course: str, known: References) -> Iterator[LineDiagnostic]:
    """Where a link leads, if that can be known from the files."""
    if not address:
        yield line_error(line, "this link has no address")
    elif address.startswith(WORD):
        word = address.removeprefix(WORD)
        if word not in known.words:
            yield line_error(
                line, f"there is no word '{word}' in courses/glossary.yaml{_did_you_mean(word, known.words)}"
            )
    elif entry := _ENTRY.match(address):
        if entry[1] not in known.entries:
            near = _did_you_mean(entry[1], known.entries)
            yield line_error(line, f"there is no entry '{entry[1]}' in the directory{near}")
    elif not _OUTSIDE.match(address):
        yield from _lesson(line, address, course, known)
    elif address.startswith("http://"):
        yield line_warning(line, f"'{address}' is not encrypted; use https:// if the site answers there")


def _lesson(line: int, address: str, course: str, known: References) -> Iterator[LineDiagnostic]:
    found = LESSON.match(address)
    home = (found[1] or course) if found else course
    files = known.files.get(home, frozenset())
    if found and found[2] in files:
        return
    names = [
        *files,
        *(f"../{other}/{name}" for other in known.files if other != course for name in known.files[other]),
    ]
    near = _did_you_mean(address.partition("#")[0], names)
    if found:
        yield line_error(line, f"there is no lesson '{address}'{near}")
    else:
        meant = near or "; a link begins with https:// or /, or names a lesson such as 02-first-contact.md"
        yield line_error(line, f"'{address}' leads nowhere{meant}")


def law(lines: Sequence[str], first: int) -> tuple[int, str] | None:
    """The first place where the text seems to state law."""
    for number, line in enumerate(lines, first):
        if found := _LAW.search(line):
            return number, found[0]
    return None


def _did_you_mean(wrong: str, right: Iterable[str]) -> str:
    known = sorted(right)
    near = suggestions.nearest(wrong.lower(), known) or next(
        (word for word in known if sorted(word) == sorted(wrong.lower())), None
    )
    return f"; did you mean '{near}'?" if near else ""
