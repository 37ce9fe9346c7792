"""What of content/ nobody has confirmed yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from content import urgent_words
from content.data_files import CLAIMS, HELPLINES, RESOURCES, STATISTICS
from content.gaps import gaps
from content.loader import Content
from content.model import Claim, Helpline, Page, Resource
from records import source_file
from records.dates import in_words
from records.files import list_tree
from records.unconfirmed import Unconfirmed

_YEAR = timedelta(days=366)
_FIRST, _LAST = 0, 2  # ranks before and after the plain one


def unconfirmed(content: Content, today: date | None = None) -> Iterator[Unconfirmed]:
    """Without a day, what does not depend on it."""
    for helpline in content.data.helplines:
        yield from _helpline(helpline, today)
    for path, text in sorted(content.texts.items()):
        if isinstance(text, Page) and text.status != "draft":
            yield from _gaps(path, text)
    yield from _claims(content, today)
    yield from _words(content)
    yield from _figures(content)
    yield from _resources(content, today)


def _helpline(one: Helpline, today: date | None) -> Iterator[Unconfirmed]:
    number = one.confirmed.number
    if number is None:
        message = f"nobody has confirmed the number {one.dial} ({one.name})"
        rank = _FIRST if one.emergency else 1
        yield Unconfirmed("number", HELPLINES, one.line, one.id, message, rank)
    elif today and today - number > _YEAR:
        message = f"the number {one.dial} was confirmed on {in_words(number)}, more than a year ago"
        yield Unconfirmed("helpline", HELPLINES, one.line, one.id, message, _FIRST)
    missing = [name for name in ("hours", "languages") if getattr(one.confirmed, name) is None]
    if missing:
        message = f"nobody has confirmed the {' and '.join(missing)}"
        yield Unconfirmed("helpline", HELPLINES, one.line, one.id, message)


def _gaps(path: str, text: Page) -> Iterator[Unconfirmed]:
    first, lines = text.body
    for line, words in enumerate(lines, first):
        for message in gaps(words):
            yield Unconfirmed("placeholder", path, line, "", message)


def _claims(content: Content, today: date | None) -> Iterator[Unconfirmed]:
    file = source_file.read_yaml(content.site, CLAIMS)
    for id_, claim in content.data.claims.items():
        for rank, field, message in _law(claim, today):
            yield Unconfirmed("law", CLAIMS, file.line((id_, field)), id_, message, rank)


def _law(claim: Claim, today: date | None) -> Iterator[tuple[int, str, str]]:
    if claim.status in ("amended", "replaced"):
        yield _FIRST, "status", f"the rule is {claim.status}; mend what cites it"
    elif claim.status == "unsure":
        yield _FIRST, "status", f"we are unsure: {claim.note}"
    if today and claim.reread_by < today:
        yield _FIRST, "reread_by", f"was to be read again by {in_words(claim.reread_by)}"
    if claim.checked_on is None:
        yield _LAST, "checked_on", "nobody has opened the live page"


def _words(content: Content) -> Iterator[Unconfirmed]:
    for path in list_tree(content.site, urgent_words.FOLDER, (".yaml",)).names:
        file = source_file.read_yaml(content.site, path)
        if file.sound and isinstance(file.data, dict) and file.data.get("reviewed_on") is None:
            language = path.rpartition("/")[2].removesuffix(".yaml")
            message = "nobody who speaks the language has looked through them"
            yield Unconfirmed("words", path, file.line(("reviewed_on",)), language, message)


def _figures(content: Content) -> Iterator[Unconfirmed]:
    file = source_file.read_yaml(content.site, STATISTICS)
    for id_, figure in content.data.statistics.items():
        if figure.confirmed_by:
            message = f"{figure.figure} was read at {figure.confirmed_by}, not in the report itself"
            yield Unconfirmed("figure", STATISTICS, file.line((id_, "confirmed_by")), id_, message)
        elif figure.read_on is None:
            yield Unconfirmed(
                "figure", STATISTICS, file.line((id_,)), id_, f"nobody says when {figure.figure} was read"
            )


def _resources(content: Content, today: date | None) -> Iterator[Unconfirmed]:
    file = source_file.read_yaml(content.site, RESOURCES)
    for place, one in enumerate(content.data.resources):
        for rank, field, message in _resource(one, today):
            yield Unconfirmed("resource", RESOURCES, file.line((place, field)), one.title, message, rank)


def _resource(one: Resource, today: date | None) -> Iterator[tuple[int, str, str]]:
    if today and one.expires and one.expires < today:
        yield _FIRST, "expires", f"was to be read again by {in_words(one.expires)}"
    if one.checked_on is None:
        yield 1, "checked_on", "nobody has opened the live page"
