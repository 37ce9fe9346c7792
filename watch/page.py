"""What a page says, as far as a program that runs no script can tell."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from functools import cached_property
from urllib.parse import urljoin

from watch.network import Answer

_TEXTUAL = ("text/", "application/xhtml", "application/xml")
_ATTRIBUTE = re.compile(
    r"(?i)\s(?:content|alt|title|aria-label|placeholder)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"
)
_STRING = re.compile(r"\"((?:[^\"\\\n]|\\.){3,300})\"")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_META_CHARSET = re.compile(rb"(?i)<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})")
_TITLE = re.compile(r"(?is)<title\b[^>]{0,200}>([^<]{0,1000})")
_REFRESH = re.compile(r"(?is)<meta\b[^<>]{0,300}?http-equiv\s*=\s*[\"']?refresh\b[^<>]{0,2000}>")
_REFRESH_TO = re.compile(
    r"(?is)content\s*=\s*[\"']?\s*(\d{1,3})[\d.]*\s*[;,]\s*(?:url\s*=)?\s*['\"]?([^\"'>\s]+)"
)
_SOON = 15  # seconds after which a page that leads on leaves nobody time to read it
_UNSEEN = re.compile(r"(?i)<(?:!--|(script|style|noscript)\b)")
_ENDS = {name: re.compile(f"(?i)</{name}") for name in ("script", "style", "noscript")}
_TAG = re.compile(r"<[^<>]*>")
_HOST = re.compile(r"(?:https?://|www\.)\S+|(?<![\w-])[\w-]{1,63}(?:\.[\w-]{1,63})+(?:/\S*)?", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_NO_CHARSETS = frozenset(("punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined"))
# Of Python alone. Punycode takes the square of the length of a page, and a page may name what it likes.
_FALLBACK = "cp1252"  # what a browser takes where nothing is said


@dataclass(frozen=True)
class Page:
    """`source` is the page as it was sent, in characters; `whole` says that nothing of it was left out."""

    source: str
    whole: bool = True

    @cached_property
    def title(self) -> str:
        match = _TITLE.search(self.source)
        return " ".join(html.unescape(match[1]).split()) if match else ""

    @cached_property
    def visible(self) -> str:
        """The words that are shown, tags taken for spaces."""
        return _shown(self.source.replace("<", " <"))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """All that may name somebody, without addresses: the one at which a page stands names nobody."""
        attributes = (html.unescape(one or two) for one, two in _ATTRIBUTE.findall(self.source))
        strings = (_ESCAPED.sub(_character, one) for one in _STRING.findall(self.source))
        others = " | ".join(one for one in (*attributes, *strings) if " " in one.strip() and "://" not in one)
        return tuple(_HOST.sub(" ", one) for one in (self.visible, _shown(self.source), self.title, others))

    @property
    def letters(self) -> int:
        return len(_LETTER.findall(self.visible))

    def leads_on(self, address: str) -> str | None:
        """Where a page that is shown for a moment only sends its readers."""
        element = _REFRESH.search(self.source)
        match = _REFRESH_TO.search(element[0]) if element else None
        if match is None or int(match[1]) > _SOON:
            return None
        try:
            return urljoin(address, html.unescape(match[2]))
        except ValueError:
            return None


def is_text(answer: Answer) -> bool:
    """A page without a type counts as one that is read."""
    kind = answer.headers.get("content-type", "text/html").lower()
    return kind.startswith(_TEXTUAL) or not kind.strip()


def pages(answer: Answer) -> list[Page]:
    """The page in the characters that it names, and in those that it may have meant."""
    if _is_utf8(answer.body) and (page := _decoded(answer, "utf-8")) and "\ufffd" not in page.source:
        return [page]
    declared = _declared(answer)
    made = [_decoded(answer, name) for name in dict.fromkeys((declared, "utf-8", _FALLBACK))]
    sound = [one for one in made if one is not None and "\ufffd" not in one.source]
    return sound or [Page(answer.body.decode("utf-8", "replace"), answer.whole)]


def _is_utf8(body: bytes) -> bool:
    """As far as its signs tell: those of other charsets that use bytes of ASCII are not there."""
    return b"\0" not in body and b"\x1b" not in body


def _declared(answer: Answer) -> str:
    header = Message()
    header["content-type"] = answer.headers.get("content-type", "")
    if answer.body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    meta = _META_CHARSET.search(answer.body[:4096])
    return header.get_content_charset() or (meta[1].decode("ascii") if meta else "utf-8")


def _decoded(answer: Answer, charset: str) -> Page | None:
    """None for a charset that nobody knows. A last character that was cut in two is left out."""
    try:
        if codecs.lookup(charset).name.replace("_", "-") in _NO_CHARSETS:
            return None
        text = answer.body.decode(charset, "replace")
    except (LookupError, ValueError):
        return None
    return Page(text if answer.whole else text.rstrip("\ufffd"), answer.whole)


def _shown(source: str) -> str:
    """No parser of HTML: to put a hostile page in order may take one the square of its length."""
    return html.unescape(_TAG.sub("", "".join(_seen(source))))


def _seen(source: str) -> Iterator[str]:
    """Without comments and scripts; what is not closed hides all the rest, as it does in a browser."""
    start = 0
    while match := _UNSEEN.search(source, start):
        yield source[start : match.start()]
        if match[1]:
            end = _ENDS[match[1].lower()].search(source, match.end())
            start = end.start() if end else len(source)
        else:
            closed = source.find("-->", match.end())
            start = closed + 3 if closed >= 0 else len(source)
    yield source[start:]


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)).encode("utf-16", "ignore").decode("utf-16", "ignore")
