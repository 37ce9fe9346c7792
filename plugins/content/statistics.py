"""`[stat:id]` in a text becomes the figure of content/statistics.yaml, with its source below."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup

from content.model import Statistic
from records.markdown_text import STATISTIC

Figures = Mapping[str, Statistic]

_CITED = Markup('{}<sup class="cite"><a href="#source-{}"><span class="vh">source </span>{}</a></sup>')
_SOURCE = Markup('<li id="source-{}">{} ({}): {}. {}, <a href="{}" rel="noopener noreferrer">{}</a>. {}</li>')
_SOURCES = Markup(
    '\n<section class="sources" aria-labelledby="sources"><h2 id="sources">Sources of the figures</h2>\n'
    "<ol>\n{}\n</ol></section>"
)


def cited(text: str) -> list[str]:
    """The ids of the figures in a text, each once, in the order in which they come."""
    return list(dict.fromkeys(STATISTIC.findall(text)))


def with_sources(html: str, figures: Figures) -> str:
    """The text with its figures, each with a link to its source below. All ids must be known."""
    ids = cited(html)
    if not ids:
        return html
    number = {id_: place for place, id_ in enumerate(ids, start=1)}
    text = STATISTIC.sub(
        lambda found: _CITED.format(figures[found[1]].figure, found[1], number[found[1]]), html
    )
    return text + str(_SOURCES.format(Markup("\n").join(_source(id_, figures[id_]) for id_ in ids)))


def in_plain_text(text: str, figures: Figures) -> str:
    def plain(found: re.Match[str]) -> str:
        figure = figures[found[1]]
        return f"{figure.figure} ({figure.publisher}, {figure.as_of})"

    return STATISTIC.sub(plain, text)


def _source(id_: str, one: Statistic) -> Markup:
    return _SOURCE.format(id_, one.figure, one.as_of, one.what, one.publisher, one.url, one.title, one.note)
