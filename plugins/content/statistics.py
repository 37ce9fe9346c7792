"""`[stat:id]` in a text becomes the figure of content/statistics.yaml, with its source below."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup

from content.model import Statistic
from plugins.text import replaced
from records.markdown_text import STATISTIC

Figures = Mapping[str, Statistic]

_CITED = Markup('{}<sup class="cite"><a href="#source-{}"><span class="vh">source </span>{}</a></sup>')
_SOURCE = Markup('<li id="source-{}">{} ({}): {}. {}, {}. {}</li>')
_LINK = Markup('<a href="{}" rel="noopener noreferrer">{}</a>')
_SOURCES = Markup(
    '\n<section class="sources" aria-labelledby="sources"><h2 id="sources">Sources of the figures</h2>\n'
    "<ol>\n{}\n</ol></section>"
)


def with_sources(html: str, figures: Figures) -> str:
    """The text with its figures, each with a link to its source below. All ids outside code must be known."""
    numbers: dict[str, int] = {}

    def cite(found: re.Match[str]) -> str:
        number = numbers.setdefault(found[1], len(numbers) + 1)
        return _CITED.format(figures[found[1]].figure, found[1], number)

    text = replaced(STATISTIC, cite, html)
    if not numbers:
        return html
    return text + str(_SOURCES.format(Markup("\n").join(_source(id_, figures[id_]) for id_ in numbers)))


def in_plain_text(text: str, figures: Figures) -> str:
    def plain(found: re.Match[str]) -> str:
        figure = figures[found[1]]
        return f"{figure.figure} ({figure.publisher}, {figure.as_of})"

    return STATISTIC.sub(plain, text)


def _source(id_: str, one: Statistic) -> Markup:
    title = _LINK.format(one.url, one.title) if one.url else one.title
    return _SOURCE.format(id_, one.figure, one.as_of, one.what, one.publisher, title, one.note)
