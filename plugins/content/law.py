"""`[law:id]` in a text becomes a link to the rule of content/claims.yaml, which stands below with its source.

A rule that has changed, is not in force yet, is unsure or was to be read again says so wherever it is cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from content.model import Claim, SourcePage
from engine.output import View
from plugins.directory.display_names import DisplayNames
from plugins.text import replaced
from records import markdown_text
from records.markdown_text import LAW

if TYPE_CHECKING:
    from plugins.site import Site

URL = "/law/"
_WITH_SPACE = re.compile(f" ?{LAW.pattern}")
_SIGNS = re.compile(r"([\\`*_\[\]<>#!|~&])")  # of Markdown


class Law:
    """The rules as they stand on a day; `page` is the address of the page that lists all of them."""

    def __init__(
        self, claims: Mapping[str, Claim], names: DisplayNames, as_of: date, page: str = URL
    ) -> None:
        self.claims = claims
        self.names = names
        self.as_of = as_of
        self.page = page

    def view(self, id_: str) -> View:
        claim = self.claims[id_]
        return {
            "id": id_,
            "url": self.url(id_),
            "statement": claim.statement,
            "instrument": claim.instrument,
            "where": _all_of([self.names.of("areas", area) for area in claim.jurisdictions]),
            "version": {"name": claim.version.name, "date": claim.version.date},
            "in_force": claim.in_force,
            "source": _page(claim.source),
            "also_read": [_page(page) for page in claim.also_read],
            "reread_by": claim.reread_by,
            "checked_on": claim.checked_on,
            "note": claim.note if claim.status != "unsure" else None,
            "changes": [{"on": change.on, "what": change.what} for change in claim.changes],
            "warnings": self.warnings(id_),
        }

    def warnings(self, id_: str) -> list[View]:
        """What a reader must know before they rely on it, the most serious first."""
        claim, day = self.claims[id_], self.names.date
        texts: dict[str, str] = {}
        if claim.status in ("amended", "replaced"):
            done = "changed" if claim.status == "amended" else "was replaced"
            newest = claim.changes[0]
            texts[claim.status] = f"This rule {done} on {day(newest.on)}: {newest.what}"
        if claim.in_force and claim.in_force > self.as_of:
            texts["future"] = f"This rule is not in force yet. It begins on {day(claim.in_force)}."
        if claim.status == "unsure":
            texts["unsure"] = f"We are not sure of this: {claim.note}"
        if claim.reread_by < self.as_of:
            read = f"Nobody has read this again since {day(claim.source.read_on or claim.reread_by)}."
            texts["overdue"] = f"{read} Look at the source before you rely on it."
        now = claim.replaced_by
        return [
            {"text": text, "now": self.url(now) if now and state == "replaced" else None}
            for state, text in texts.items()
        ]

    def url(self, id_: str) -> str:
        return f"{self.page}#{place_of(id_)}"

    def warned(self, id_: str) -> str:
        """The warnings as plain text."""
        return " ".join(warning["text"] for warning in self.warnings(id_))

    def in_plain_text(self, text: str) -> str:
        """Markdown in which a rule is named in brackets, with its warnings, and not linked."""

        def plain(citation: re.Match[str]) -> str:
            if citation[1] not in self.claims:
                return citation[0]
            words = filter(None, [self.claims[citation[1]].instrument, self.warned(citation[1])])
            return _SIGNS.sub(r"\\\1", f" ({'. '.join(words)})")

        return markdown_text.replaced(_WITH_SPACE, plain, text)

    def changes(self, ids: Iterable[str]) -> list[View]:
        """What changed in some rules, newest first. What changed several of them in the same words is one."""
        claims: dict[tuple[date, str], list[View]] = {}
        for view in map(self.view, ids):
            for change in view["changes"]:
                claims.setdefault((change["on"], change["what"]), []).append(view)
        changes = [{"on": on, "what": what, "claims": views} for (on, what), views in claims.items()]
        return sorted(changes, key=lambda change: change["on"], reverse=True)


def with_law(site: Site, html: str, lang: str, questions: Iterable[str] | None = None) -> str:
    """The text with its citations, and below it the rules that it cites.

    A lesson has `questions`, the rules that its quizzes name.
    """
    views: dict[str, View] = {}
    shown: dict[str, Any] = {"foreign": lang != site.lang, "lesson": questions is not None}

    def number(id_: str) -> int:
        views.setdefault(id_, site.law.view(id_))
        return list(views).index(id_) + 1

    def cite(citation: re.Match[str]) -> str:
        if citation[1] not in site.law.claims:
            return citation[0]
        mark = {**shown, "number": number(citation[1]), "claim": views[citation[1]]}
        return site.output.templates.render("law-mark.html", mark, URL).strip()

    text = replaced(LAW, cite, html)
    for id_ in questions or ():
        number(id_)
    if not views:
        return html
    listed = site.output.templates.render("law-cited.html", {**shown, "claims": list(views.values())}, URL)
    return f"{text}\n{listed}"


def place_of(id_: str) -> str:
    """Where a rule stands on a page."""
    return f"law-{id_}"


def _all_of(names: list[str]) -> str:
    """England, Scotland and Wales"""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _page(page: SourcePage) -> View:
    return {"title": page.title, "url": page.url, "read_on": page.read_on}
