"""Diagnostics as GitHub shows them beside the lines of a proposal: its workflow commands."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from records.diagnostic import Diagnostic

MOST = 10
"""Errors, and as many warnings, that GitHub shows of a step."""
_LONGEST = 1000  # characters of a message


def chosen(diagnostics: Iterable[Diagnostic]) -> frozenset[Diagnostic]:
    """The first that GitHub shows of each kind; the others are for the log."""
    listed = list(diagnostics)
    kinds = ([one for one in listed if one.severity == kind] for kind in ("error", "warning"))
    return frozenset(one for kind in kinds for one in islice(kind, MOST))


def command(diagnostic: Diagnostic, folder: str = "") -> str:
    """One line, whatever the path or the message holds: `::error file=a,line=1,title=b::a:1: b: message`.

    The log shows only what follows `::`, so that the place stands there once more. `folder` is where the site
    lies in its repository, with a slash at its end.
    """
    title = diagnostic.field or diagnostic.severity
    line = max(diagnostic.line, 1)
    location = f"file={_property(folder + diagnostic.path)},line={line},title={_property(title)}"
    return f"::{diagnostic.severity} {location}::{_data(folder + str(diagnostic)[:_LONGEST])}"


def _data(text: str) -> str:
    """As GitHub's own toolkit escapes it. Other characters that may end a line are taken out as well."""
    plain = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in plain)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
