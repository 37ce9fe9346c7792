"""Checks that look at the calendar: for a person's `check`, never for a build."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from content import claims, future_days, link_decisions
from content.data_files import CLAIMS
from content.loader import Content
from content.model import Text
from records import source_file
from records.dates import in_words
from records.diagnostic import Diagnostic


def check(content: Content, today: date) -> Iterator[Diagnostic]:
    for text in content.later(today).values():
        if text.status != "draft":
            advice = "write 'Status: draft' until that day, or mend the date"
            yield _diagnostic(content, text, "date", f"{in_words(text.date)} is in the future; {advice}")
    for other in content.texts.values():
        if other.updated and other.updated > today:
            yield _diagnostic(content, other, "updated", f"{in_words(other.updated)} is in the future")
    yield from future_days.check(content.site, today)
    if content.data.claims:
        file = source_file.read_yaml(content.site, CLAIMS)
        yield from (file.diagnostic(*one) for one in claims.calendar(content.data.claims, today))
    if content.data.link_decisions:
        file = source_file.read_yaml(content.site, link_decisions.FILE)
        for one in link_decisions.calendar(content.data.link_decisions, today):
            yield file.diagnostic(*one)


def _diagnostic(content: Content, text: Text, field: str, message: str) -> Diagnostic:
    one = next(one for one in content.files if one.file.path == text.path)
    return one.file.diagnostic((field,), message)
