"""What editors write in Markdown, once it is HTML: figures, links to entries, links to other sites."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pelican.contents import Content

from plugins import statistics
from plugins.source import Source
from plugins.text import did_you_mean

if TYPE_CHECKING:
    from plugins.site import Site

_OUTWARD = re.compile(r'<a href="(?=https?:)')
_ENTRY = re.compile(r'<a href="/experts/([^"/]+)/[^"]*"[^>]*>(.*?)</a>', re.DOTALL)


def prepare_text(site: Site, source: Source, content: Content) -> None:
    """The text, and the summary, which is plain: it is also what search engines show."""
    summary = source.text("summary")
    check_figures(site, source, summary)
    content._content = finished(site, source, content._content)
    if not source.problems:
        summary = statistics.in_plain_text(summary, site.figures)
    content.summary_text = content.metadata["summary"] = summary


def finished(site: Site, source: Source, html: str) -> str:
    check_figures(site, source, html)
    for slug, _ in _ENTRY.findall(html):
        if slug not in site.catalogue.known:
            near = did_you_mean(slug, site.catalogue.known)
            source.wrong("", f"there is no entry '{slug}' in the directory{near}", f"/experts/{slug}/")
    if source.problems:
        return html
    html = _ENTRY.sub(lambda found: found[0] if found[1] in site.catalogue.named else found[2], html)
    html = _OUTWARD.sub('<a rel="noopener noreferrer" href="', html)
    return statistics.with_sources(html, site.figures)


def check_figures(site: Site, source: Source, text: str) -> None:
    for id_ in statistics.cited(text):
        if id_ not in site.figures:
            near = did_you_mean(id_, site.figures)
            source.wrong("", f"there is no figure '{id_}' in {statistics.PATH}{near}", f"[stat:{id_}]")
