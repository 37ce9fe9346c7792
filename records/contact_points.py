"""Ways to reach somebody that a text shows: numbers, addresses, hosts and handles, however they are written.

What counts is what is said, not the field that says it. A way that is found where there is none costs an
editor a look; one that is missed may lead a person in danger to the wrong people. So this errs on the side of
finding.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple
from urllib.parse import unquote

from records import invisible, written_numbers

Kind = Literal["number", "e-mail", "host", "handle", "scheme"]


class ContactPoint(NamedTuple):
    """`key` is equal for two spellings of one way: digits alone, small letters, a host without "www."."""

    kind: Kind
    key: str


# Each pattern begins where it cannot begin again within what it reads: a long text is read once.
_AT = (
    r"\s*(?:@|[\[({<]\s*(?:at|ät|a|@)\s*[\])}>]|[*_|~-]{1,3}\s*at\s*[*_|~-]{1,3}"
    r"|(?<=\s)(?:at|arroba)(?=\s))\s*"
)
_DOT = (
    r"(?:\.|\s+\.\s*(?=\w)|\s*[\[({<]\s*(?:dot|point|punto|\.)\s*[\])}>]\s*"
    r"|\s*[*_|~-]{1,3}\s*dot\s*[*_|~-]{1,3}\s*|\s+(?:dot|punto)\s+)"
)
_LOCAL = r"[\w.!#$%&'*+/=?^`{|}~-]"
_MAIL = re.compile(rf"(?i)(?<!{_LOCAL})({_LOCAL}+){_AT}(\w[\w-]*(?:{_DOT}\w[\w-]*){{1,8}})")
_PATH = r"((?::\d+)?[/?#][^\s\"'<>)(\]]*)?"
_HOST = re.compile(
    rf"(?i)(?<![\w@.-])[.-]*((?:\w[\w-]*{_DOT}){{1,8}}[^\W\d_](?:[\w-]*[^\W_])){_PATH}(?![\w@])"
)
_SLASHES = re.compile(
    r"(?i)(?<![\\/])(?:\b[a-z][a-z0-9+.-]{0,20}:)?[\\/]{2,}+(?:[^\s/\\@]*@)?\[?"
    rf"([^\s/\\?#\]:\"'<>)(]+)\]?{_PATH}"
)
_SCHEMES = (
    "mailto tel sms smsto callto facetime facetime-audio skype whatsapp tg sgnl signal viber xmpp sip sips im"
    " geo ftp file data javascript intent market http"
)
_SCHEME = re.compile(rf"(?i)\b({'|'.join(_SCHEMES.split())})\s*:(?!\s)")
_HANDLE = re.compile(r"(?<![\w@.])@(\w[\w.]{1,38}\w)")
_APPS = (
    "whats\\s?app telegram signal skype wechat weixin viber imo kakao\\w* instagram insta facebook messenger"
    " snapchat tiktok threema discord linkedin twitter mastodon bluesky"
    " gmail hotmail outlook icloud protonmail"
)
_ANY_APP = rf"\b({'|'.join(_APPS.split())})\b"
_FILLERS = r"(?:\s*(?:me|us|is|name|id|user(?:name)?|handle|account|chat|at|on|as)\b)*"
_APP = re.compile(rf"(?i){_ANY_APP}{_FILLERS}\s*(?:[:=-]\s*@?|@)(\w[\w.]{{2,}})")
_NAME = r"(?=[\w.]{0,40}[\d_.])(?=[\w.]{0,40}[^\W\d_])\w[\w.]{2,38}\w"  # as nobody is called but on a service
_NAMES = (
    re.compile(rf"(?i)(?<![\w.@])(?P<name>{_NAME})\s+(?:on|via|in)\s+{_ANY_APP}"),
    re.compile(rf"(?i){_ANY_APP}{_FILLERS}\s+(?P<name>{_NAME})"),
    re.compile(rf"(?i)\b(?:my|our)\s+{_ANY_APP}(?:\s+\w+)?\s+is\s+(?P<name>\w[\w.]{{2,38}})"),
    re.compile(r"(?<!\w)(?P<name>\w{2,32}#\d{4})(?!\w)"),
    re.compile(r"(?<![\w/])u/(?P<name>[\w-]{3,30})"),
)
_SENTENCE = re.compile(r"\A\w+\.[A-Z][a-z]+\Z")
_TAG = re.compile(r"<!--[^<>]*-->|</?[a-zA-Z][^<>:@]*>")
_AROUND = re.compile(
    "(?<=[!-~])[\u0300-\u036f\u20d0-\u20f0\ufe00-\ufe0f]+"
)  # what is drawn on or around a sign
_MIDDLE = re.compile("(?<=[^\\W_])(?!(?<=l)\u00b7l)[\u00b7\u2022\u2219\u22c5](?=[^\\W_])")
_DOTS = re.compile("[\u06d4\uff0e\u2024\u0701\u0702]|[\u3002\uff61](?![\u2e80-\u9fff\uac00-\ud7af])")
_DEGREE = re.compile(r"\b[A-Z]\.(?:Phil|Sc|Ed|Litt|Mus|Eng|Res|Th|Psych)\b")
_DASHES = re.compile("[\u2010-\u2015\u2043\u2212\u30fc\ufe58\ufe63\uff0d]")


def find(text: str) -> Iterator[tuple[ContactPoint, str]]:
    """Each way with the words that show it."""
    plain = normalised(text)
    yield from _addresses(plain)
    for match in _SCHEME.finditer(plain):
        yield ContactPoint("scheme", match[1].lower()), match[0]
    for match in _APP.finditer(plain):
        yield ContactPoint("handle", f"{match[1].lower()} {match[2].casefold()}"), match[0]
    for pattern in _NAMES:
        for match in pattern.finditer(plain):
            yield ContactPoint("handle", match["name"].casefold()), match[0]
    for digits, shown in written_numbers.find(plain):
        yield ContactPoint("number", digits), shown


def _addresses(plain: str) -> Iterator[tuple[ContactPoint, str]]:
    for match in _MAIL.finditer(plain):
        yield ContactPoint("e-mail", f"{match[1].casefold()}@{_host(match[2])}"), match[0].strip()
    rest = _DEGREE.sub(" ", _MAIL.sub(" ", plain))
    for pattern in (_SLASHES, _HOST):
        for match in pattern.finditer(rest):
            yield ContactPoint("host", _host(match[1]) + (match[2] or "").rstrip("/.,;:!")), match[0].strip()
        rest = pattern.sub(" ", rest)
    for match in _HANDLE.finditer(rest):
        yield ContactPoint("handle", match[1].casefold()), match[0]


def _host(written: str) -> str:
    host = re.sub(_DOT, ".", written, flags=re.IGNORECASE).casefold().strip(".")
    return host.removeprefix("www.")


def normalised(text: str) -> str:
    """As it is read: one form of each letter and digit, nothing invisible, no entities, no percent signs."""
    text = html.unescape(html.unescape(_TAG.sub("", text)))
    text = unquote(text) if re.search(r"%[0-9A-Fa-f]{2}", text) else text
    text = unicodedata.normalize("NFKC", _AROUND.sub("", invisible.without(text)))
    text = _AROUND.sub("", written_numbers.as_digits(text))
    return _DASHES.sub("-", _DOTS.sub(".", _MIDDLE.sub(".", text)))


def is_certain(point: ContactPoint, shown: str) -> bool:
    """Whether the words can hardly mean anything else: short numbers count people and cite paragraphs, and a
    missing space makes a host of "M.Phil" or of "end.Then".
    """
    if point.kind == "number":
        return len(point.key) >= written_numbers.FULL
    if point.kind == "e-mail" and "@" not in shown:
        return not _SENTENCE.search(shown.rpartition(" ")[2])
    return point.kind != "host" or not _SENTENCE.search(shown)
