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

from records import invisible

Kind = Literal["number", "e-mail", "host", "handle", "scheme"]


class ContactPoint(NamedTuple):
    """`key` is equal for two spellings of one way: digits alone, small letters, a host without "www."."""

    kind: Kind
    key: str


_WORDS = "zero one two three four five six seven eight nine".split()
# Each pattern begins where it cannot begin again within what it reads: a long text is read once.
_DIGITS = {word: str(value) for value, word in enumerate(_WORDS)} | {"oh": "0", "nought": "0", "o": "0"}
_SPOKEN = "|".join(_DIGITS)
_GAP = r"[\s,;.()/_–-]+"
_DICTATED = re.compile(rf"(?i)\b(?:(?:double|triple|{_SPOKEN}|\d+){_GAP}){{3,}}(?:{_SPOKEN}|\d+)\b")
_REPEATED = {"double": 2, "triple": 3}
_LOOK_ALIKE = re.compile(r"(?<![^\W_|])(?<!\|)(?=[OoIl|]{0,40}\d)[\dOoIl|]++(?![^\W\d_])")
_AS_DIGITS = str.maketrans("OoIl|", "00111")

_DAY = re.compile(r"\b(?:19|20)\d\d-[01]\d-[0-3]\d\b")
_HOURS = re.compile(r"\b[0-2]?\d:[0-5]\d\b")
_NUMBER = re.compile(r"\+?\d(?:[^\S\n]?[-+./()~*·•]*[^\S\n]?\d)*")
_YEARS = re.compile(r"(?:(?:19|20)\d\d){1,2}")
_FEWEST_DIGITS = 3  # 999, 112, 101
_FULL = 7  # digits that are no short code, year or amount

_AT = r"\s*(?:@|[\[({<]\s*(?:at|@)\s*[\])}>]|(?<=\s)at(?=\s))\s*"
_DOT = r"(?:\.|\s+\.\s+|\s*[\[({<]\s*(?:dot|\.)\s*[\])}>]\s*|\s+dot\s+)"
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
)
_APP = re.compile(
    rf"(?i)\b({'|'.join(_APPS.split())})\b"
    r"(?:\s*(?:me|us|is|name|id|user(?:name)?|handle|account|chat|at|on|as)\b)*\s*(?:[:=-]\s*@?|@)(\w[\w.]{2,})"
)
_SENTENCE = re.compile(r"\A\w+\.[A-Z][a-z]+\Z")
_DOTS = re.compile("[\u3002\uff0e\uff61\u2024\u0701\u0702]")
_DASHES = re.compile("[\u2010-\u2015\u2043\u2212\u30fc\ufe58\ufe63\uff0d]")


def find(text: str) -> Iterator[tuple[ContactPoint, str]]:
    """Each way with the words that show it."""
    plain = normalised(text)
    yield from _addresses(plain)
    for match in _SCHEME.finditer(plain):
        yield ContactPoint("scheme", match[1].lower()), match[0]
    for match in _APP.finditer(plain):
        yield ContactPoint("handle", f"{match[1].lower()} {match[2].casefold()}"), match[0]
    yield from numbers(plain)


def _addresses(plain: str) -> Iterator[tuple[ContactPoint, str]]:
    for match in _MAIL.finditer(plain):
        yield ContactPoint("e-mail", f"{match[1].casefold()}@{_host(match[2])}"), match[0].strip()
    rest = _MAIL.sub(" ", plain)
    for pattern in (_SLASHES, _HOST):
        for match in pattern.finditer(rest):
            yield ContactPoint("host", _host(match[1]) + (match[2] or "").rstrip("/.,;:!")), match[0].strip()
        rest = pattern.sub(" ", rest)
    for match in _HANDLE.finditer(rest):
        yield ContactPoint("handle", match[1].casefold()), match[0]


def _host(written: str) -> str:
    host = re.sub(_DOT, ".", written, flags=re.IGNORECASE).casefold().strip(".")
    return host.removeprefix("www.")


def numbers(plain: str) -> Iterator[tuple[ContactPoint, str]]:
    rest = _HOURS.sub(" ; ", _DAY.sub(" ; ", plain))
    rest = _LOOK_ALIKE.sub(lambda match: match[0].translate(_AS_DIGITS), _DICTATED.sub(_dictated, rest))
    spaced = bool(re.search(r"\s", plain.strip()))
    for match in _NUMBER.finditer(rest):
        digits = re.sub(r"\D", "", match[0])
        if len(digits) < _FEWEST_DIGITS or _YEARS.fullmatch(digits):
            continue
        whole = match[0].strip() == plain.strip()
        if len(digits) >= _FULL or spaced or whole:
            yield ContactPoint("number", digits), match[0].strip()


def _dictated(match: re.Match[str]) -> str:
    """zero two zero, double nine: as digits."""
    written, repeat = "", 1
    for word in re.findall(rf"(?i)double|triple|{_SPOKEN}|\d+", match[0]):
        if word.lower() in _REPEATED:
            repeat = _REPEATED[word.lower()]
            continue
        written += _DIGITS.get(word.lower(), word) * repeat
        repeat = 1
    return f" {written} "


def normalised(text: str) -> str:
    """As it is read: one form of each letter and digit, nothing invisible, no entities, no percent signs."""
    text = html.unescape(text)
    text = unquote(text) if re.search(r"%[0-9A-Fa-f]{2}", text) else text
    text = unicodedata.normalize("NFKC", invisible.without(text))
    text = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
    return _DASHES.sub("-", _DOTS.sub(".", text))


def is_certain(point: ContactPoint, shown: str) -> bool:
    """Whether the words can hardly mean anything else: short numbers count people and cite paragraphs, and a
    missing space makes a host of "M.Phil" or of "end.Then".
    """
    if point.kind == "number":
        return len(point.key) >= _FULL
    return point.kind != "host" or not _SENTENCE.search(shown)
