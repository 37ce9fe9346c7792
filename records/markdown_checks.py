"""Checks of a Markdown text line by line: headings, pictures, links, figures, law, HTML. One set for all."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from urllib.parse import unquote

from records import text, web
from records.diagnostic import LineDiagnostic, line_error, line_warning
from records.markdown_text import (
    CITATION,
    HEADING,
    LAW,
    LINK,
    MEANT_AS_CITATION,
    REFERENCE,
    STATISTIC,
    Link,
    links,
    without_code_spans,
)
from records.references import (
    CLAIMS,
    FIGURES,
    TEMPLATE_IDS,
    WORD,
    WORDS,
    References,
    did_you_mean,
    entry_of,
    is_lesson,
    no_entry,
    relative,
    resolve,
)

FORMATS = (".jpg", ".jpeg", ".png", ".webp")

_APART = re.compile(rf"\]\s+\((?:https?://|{WORD}|\.\./|\d\d-)")
_NUMBER = re.compile(r" {0,3}#[^#\s]")  # "#5 was free" is text
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*\Z")
_NO_TEXT = re.compile(r"\s*(?:[|>#]|[-*+] |\d+[.)] )")  # a line below such a line does not make it a heading
_UNENCRYPTED = re.compile(r"(?<!\]\()(?<![\w/.@\[-])(?:http://|www\.)[^\s<>]*[\w/]")
_HTML = re.compile(  # a tag may go on in the next line, but not beyond an empty one
    r"(?m)<(/?[A-Za-z][A-Za-z0-9-]*)(?:[\s/](?:[^<>\n]|\n(?!\s*\n))*)?/?>"
    r"|<!--|<[!?]|^ {0,3}</?[A-Za-z][A-Za-z0-9-]*(?=\s|\Z)|<[A-Za-z][A-Za-z0-9-]*[\s/]+[A-Za-z-]+="
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES = frozenset(("https", "http", "mailto", "tel", "sms"))
_NAMES_HOST = re.compile(r"(?i)(?:https?://)?((?:[\w-]+\.)+[a-z]{2,})(?:[/?#]\S*)?\Z")


def check(
    lines: Sequence[str], first: int, path: str, known: References, anchors: Collection[str]
) -> Iterator[LineDiagnostic]:
    """`lines` are those of the text of the file `path`, without blocks of code; `anchors` its own places."""
    plain = without_code_spans(lines)
    for number, line in enumerate(plain, first):
        yield from _line(number, line, known)
    yield from _html("\n".join(plain), first)
    yield from _headings(plain, first)
    yield from _broken("\n".join(plain), first)
    yield from _citations("\n".join(plain), first)
    for link in links(plain, first):
        yield from _picture(link, path, known) if link.picture else _link(link, path, known, anchors)


def _line(number: int, line: str, known: References) -> Iterator[LineDiagnostic]:
    if message := text.invisible(line):
        yield line_error(number, message)
    for id_ in STATISTIC.findall(line):
        if id_ not in known.figures:
            yield line_error(number, no_figure(id_, known))
    for id_ in LAW.findall(line):
        if id_ not in known.claims:
            yield line_error(number, no_claim(id_, known))
    if _APART.search(line):
        yield line_error(number, "a space stands between ']' and '(' of a link; delete it")
    for address in _UNENCRYPTED.findall(line):
        web = address.removeprefix("http://")
        yield line_warning(
            number, f"'{address}' is not encrypted; use https://{web} if the site answers there"
        )


def no_figure(id_: str, known: References) -> str:
    return f"there is no figure '{id_}' in {FIGURES}{did_you_mean(id_, known.figures)}"


def no_claim(id_: str, known: References) -> str:
    return f"there is no rule of law '{id_}' in {CLAIMS}{did_you_mean(id_, known.claims)}"


def _citations(text: str, first: int) -> Iterator[LineDiagnostic]:
    """A citation becomes a link, which cannot stand in another one, nor in the words of a picture."""
    for link in (*LINK.finditer(text), *REFERENCE.finditer(text)):
        if cited := CITATION.search(link[0]):
            message = f"'{cited[0]}' cannot stand in a link or a picture; write it behind it"
            yield line_error(first + text.count("\n", 0, link.start()), message)
    for meant in MEANT_AS_CITATION.finditer(text):
        if not CITATION.fullmatch(meant[0]):
            shown = " ".join(meant[0].split())[:60]
            message = f"'{shown}' cites nothing; write it as in '[law:msa-2015-s45]'"
            yield line_error(first + text.count("\n", 0, meant.start()), message)


def _html(text: str, first: int) -> Iterator[LineDiagnostic]:
    """One a line: a tag is seldom alone."""
    told: set[int] = set()
    for tag in _HTML.finditer(text):
        line = first + text.count("\n", 0, tag.start())
        if line not in told:
            told.add(line)
            shown = tag[0].partition("\n")[0].strip()[:30]
            yield line_error(line, f"'{shown}' is HTML, which a text does not hold; write Markdown")


def _broken(text: str, first: int) -> Iterator[LineDiagnostic]:
    """What begins as a link and is none, so that a reader sees its brackets."""
    rest = LINK.sub(lambda link: " " * len(link[0].rpartition("\n")[2]) + "\n" * link[0].count("\n"), text)
    for row, line in enumerate(rest.split("\n"), first):
        if re.search(r"\w\]\((?=\S)", line):
            yield line_error(
                row, "this link cannot be read; write [words](address), the address without spaces"
            )


def _headings(lines: Sequence[str], first: int) -> Iterator[LineDiagnostic]:
    level = 1
    for number, (before, line) in enumerate(pairwise(["", *lines]), first):
        if before.strip() and _UNDERLINE.match(line) and not _NO_TEXT.match(before):
            message = "a line of dashes below a text makes it a heading; write '## ' before it"
            yield line_error(number, f"{message}, or leave the line above empty")
        heading = HEADING.match(line)
        if not heading or _NUMBER.match(line):
            continue
        depth = len(heading[1])
        if not heading[3]:
            yield line_error(number, "this heading has no words")
        elif cited := LAW.search(heading[3]):
            yield line_error(number, f"a heading cites no law; write '{cited[0]}' in the text below it")
        elif not heading[2]:
            yield line_error(number, f"a space is missing after '{heading[1]}'")
        if depth == 1:
            yield line_error(number, "'# ' is the title, which stands above; begin headings with '## '")
        elif depth > level + 1:
            yield line_error(number, _too_deep(heading[1], level))
        level = max(depth, 2) if depth <= level + 1 else level + 1


def _too_deep(signs: str, level: int) -> str:
    if level == 1:
        return f"the first heading begins with '##', not with '{signs}'"
    return f"'{signs}' follows '{'#' * level}'; write '{'#' * (level + 1)}'"


def _link(link: Link, path: str, known: References, anchors: Collection[str]) -> Iterator[LineDiagnostic]:
    if not link.words.strip():
        yield line_error(link.line, f"the link to '{link.address}' has no words")
    elif message := _other_site(link):
        yield line_warning(link.line, message)
    yield from target(link.line, link.address, path, known, anchors)


def _other_site(link: Link) -> str | None:
    """What is wrong where the words of a link are the address of another site."""
    named, host = _NAMES_HOST.match(link.words.strip()), web.host_of(link.address)
    if not named or not host or _same_site(named[1].lower(), host):
        return None
    return f"the words of this link name {named[1]}, but it leads to {host}; write where it leads"


def _same_site(one: str, other: str) -> bool:
    """Whether the one host is the other or a part of it."""
    one, other = one.removeprefix("www."), other.removeprefix("www.")
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _picture(link: Link, path: str, known: References) -> Iterator[LineDiagnostic]:
    line, address = link.line, link.address
    if not link.words.strip():
        alone = f"the picture '{address}' has no words for those who do not see it"
        yield line_error(line, f"{alone}: ![what it shows]({address})")
    folder = "pictures" if path.startswith("courses/") else "content/images"
    if re.match(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//)", address):
        yield line_error(
            line, f"the picture '{address}' would be fetched from another site; put it into {folder}/"
        )
    elif not address.lower().endswith(FORMATS):
        yield line_error(line, f"the picture '{address}' must end in {', '.join(FORMATS)}")
    elif known.picture(path, address) not in known.pictures:
        near = did_you_mean(address, (_named(path, file) for file in known.pictures))
        yield line_error(line, f"there is no picture '{address}'{near}")


def _named(path: str, picture: str) -> str:
    """How a text names a picture: those of the site by their address, those of a course by their file."""
    images = picture.removeprefix("content")
    return images if images != picture and not path.startswith("courses/") else relative(path, picture)


def target(
    line: int, address: str, path: str, known: References, anchors: Collection[str]
) -> Iterator[LineDiagnostic]:
    """Where a link leads, if that can be known from the files."""
    scheme = _SCHEME.match(address)
    if not address:
        yield line_error(line, "this link has no address")
    elif address.startswith(WORD):
        word = address.removeprefix(WORD)
        if word not in known.words:
            yield line_error(line, f"there is no word '{word}' in {WORDS}{did_you_mean(word, known.words)}")
    elif address.startswith("#"):
        yield from _place(line, address[1:], anchors, path)
    elif slug := entry_of(address):
        if slug not in known.entries:
            yield line_error(line, no_entry(slug, known.entries))
    elif address.startswith("//"):
        yield line_error(line, f"'{address}' has no 'https:' at its beginning; write 'https:{address}'")
    elif address.startswith("/"):
        yield from _address(line, address, known)
    elif not scheme:
        yield from _file(line, address, path, known)
    elif scheme[1].lower() not in _SCHEMES:
        yield line_error(line, f"'{scheme[0]}' is not the beginning of a web address; begin with https://")
    elif scheme[1].lower() in ("http", "https") and (fault := known.fault(address)):
        yield LineDiagnostic(line, *fault)


def _address(line: int, address: str, known: References) -> Iterator[LineDiagnostic]:
    if known.absent(address):
        pages = {*filter(None, known.pages.values()), *(known.addresses or ())}
        near = did_you_mean(address.partition("#")[0], pages)
        yield line_error(line, f"there is no page '{address}'{near}")
    elif (file := known.file_of(address)) and (anchor := address.partition("#")[2]):
        yield from _place(line, anchor, known.anchors(file), file)


def _file(line: int, address: str, path: str, known: References) -> Iterator[LineDiagnostic]:
    found = resolve(path, address)
    if found and found.file in known.pages:
        if not known.pages[found.file]:
            yield line_error(line, f"'{address}' is not published, so nobody can follow this link")
        elif found.anchor:
            yield from _place(line, found.anchor, known.anchors(found.file), found.file)
        return
    near = did_you_mean(address.partition("#")[0], (relative(path, file) for file in known.pages))
    if found and found.file.endswith(".md"):
        kind = "lesson" if is_lesson(address) else "page"
        yield line_error(line, f"there is no {kind} '{address}'{near}")
    else:
        meant = near or "; a link begins with https:// or /, or names a file such as 02-first-contact.md"
        yield line_error(line, f"'{address}' leads nowhere{meant}")


def _place(line: int, anchor: str, anchors: Collection[str] | None, path: str) -> Iterator[LineDiagnostic]:
    anchor = unquote(anchor)
    if anchors is not None and anchor not in anchors and anchor not in TEMPLATE_IDS:
        near = did_you_mean(f"#{anchor}", (f"#{name}" for name in anchors if not name.endswith("-section")))
        yield line_error(line, f"there is no heading '#{anchor}' in {path}{near}")
