"""Reads what a form sent. Whatever is not exactly a form of ours is refused here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from email.message import Message
from urllib.parse import unquote_to_bytes

from forms.fields import Answers
from records import invisible

MOST_FIELDS, MOST_VALUES = 60, 500
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
BROKEN_PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")


class BadRequestError(Exception):
    """No form of ours sends this; the status says in what way."""

    def __init__(self, status: int, outcome: str) -> None:
        super().__init__(outcome)
        self.status, self.outcome = status, outcome


def parse(content_type: str, body: bytes, limit: int, several: Iterable[str]) -> Answers:
    """The answers by the field's name. Only fields in `several` may come more than once."""
    if len(body) > limit:
        raise BadRequestError(413, "too-large")
    header: Message = Message()
    header["Content-Type"] = content_type.translate({10: " ", 13: " "})
    kinds = {"application/x-www-form-urlencoded": urlencoded, "multipart/form-data": multipart}
    read = kinds.get(header.get_content_type())
    if read is None:
        raise BadRequestError(415, "content-type")
    answers: dict[str, tuple[str, ...]] = {}
    for number, (raw_name, raw_value) in enumerate(read(body, header)):
        name, value = text(raw_name), text(raw_value)
        if not NAME.match(name) or (name in answers and name not in several):
            raise BadRequestError(400, "field-name")
        answers[name] = (*answers.get(name, ()), value)
        if len(answers) > MOST_FIELDS or number >= MOST_VALUES:
            raise BadRequestError(413, "too-many-fields")
    return answers


def urlencoded(body: bytes, _header: Message) -> Iterator[tuple[bytes, bytes]]:
    if BROKEN_PERCENT.search(body):
        raise BadRequestError(400, "percent")
    for pair in filter(None, body.split(b"&", MOST_VALUES + 1)):
        name, _, value = pair.replace(b"+", b" ").partition(b"=")
        yield unquote_to_bytes(name), unquote_to_bytes(value)


def multipart(body: bytes, header: Message) -> Iterator[tuple[bytes, bytes]]:
    boundary = header.get_boundary("").encode()
    if not 0 < len(boundary) <= 70:
        raise BadRequestError(400, "boundary")
    first, *parts = (b"\r\n" + body).split(b"\r\n--" + boundary)
    if first or not parts or not parts[-1].startswith(b"--"):
        raise BadRequestError(400, "multipart-end")
    for part in parts[:-1]:
        head, blank_line, value = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        name = re.fullmatch(rb'(?i)content-disposition: *form-data; *name="([^"\r\n]*)"', head)
        if not blank_line or not name:
            raise BadRequestError(400, "multipart-part")
        yield name[1], value


def text(raw: bytes) -> str:
    """One spelling for each text: composed letters, plain line breaks, nothing around it."""
    try:
        decoded = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequestError(400, "not-utf-8") from None
    plain = decoded.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", plain).strip()


def hidden(answers: Answers) -> set[str]:
    """The fields with characters that nobody sees."""
    return {name for name, values in answers.items() if any(map(invisible.first, values))}


def without_hidden(answers: Answers) -> Answers:
    return {name: tuple(map(invisible.without, values)) for name, values in answers.items()}
