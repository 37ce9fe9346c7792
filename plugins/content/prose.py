"""What editors write in Markdown, once it is HTML: figures, law, links to entries, links to other sites."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import escape
from pelican.contents import Content

from plugins.content import statistics
from plugins.content.law import with_law
from plugins.text import hide_addresses

if TYPE_CHECKING:
    from plugins.site import Site

_OUTWARD = re.compile(r'<a href="(?=https?:)')
_LINK = re.compile(r'(<a [^>]*?href=")([^"]*)("[^>]*>)(.*?)</a>', re.DOTALL)
_MAIL = re.compile(r'<a (href="mailto:([^"]*)")>(?=\2</a>)')
_PICTURE = re.compile(r'(<img [^>]*?src=")([^"]*)')
_ENTRY = re.compile(r'<a href="/experts/([^"/]+)/[^"]*"[^>]*>(.*?)</a>', re.DOTALL)


def prepare_text(site: Site, content: Content) -> None:
    """The text, and the summary, which is plain: it is also what search engines show."""
    path = Path(content.source_path).relative_to(site.root).as_posix()
    html = finished(site, linked(site, path, content._content))
    content._content = with_law(site, html, content.lang)
    content.summary_text = statistics.in_plain_text(content.metadata["summary"], site.data.statistics)
    content.metadata["summary"] = content.summary_text


def linked(site: Site, path: str, html: str) -> str:
    """With the addresses of pages and pictures, where the text in the file `path` names their files."""
    html = _LINK.sub(lambda link: _link(site, path, link), html)
    return _PICTURE.sub(lambda picture: picture[1] + _picture(site, path, picture[2]), html)


def _link(site: Site, path: str, link: re.Match[str]) -> str:
    """A link to what is not published, or not yet, becomes plain text."""
    before, address, after, words = link.groups()
    url = site.references.url(path, unescape(address))
    if url is None or url.partition("#")[0] in site.unpublished:
        return words
    return f"{before}{address if url == unescape(address) else escape(url)}{after}{words}</a>"


def _picture(site: Site, path: str, address: str) -> str:
    file = site.references.picture(path, unescape(address))
    return str(escape(site.references.pictures.get(file) or unescape(address)))


def finished(site: Site, html: str) -> str:
    """A link to an entry that is left out of this build becomes plain text, and so does one that is hidden.

    Addresses of mail are hidden from harvesters, and no translation may change them.
    """
    html = _ENTRY.sub(lambda match: match[0] if match[1] in site.catalogue.named else match[2], html)
    if site.gone:
        html = _LINK.sub(lambda link: link[4] if unescape(link[2]) in site.gone else link[0], html)
    html = _OUTWARD.sub('<a rel="noopener noreferrer" href="', html)
    html = hide_addresses(_MAIL.sub(r'<a \1 translate="no">', html))
    return statistics.with_sources(html, site.data.statistics)
