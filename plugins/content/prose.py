"""What editors write in Markdown, once it is HTML: figures, links to entries, links to other sites."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pelican.contents import Content

from plugins.content import statistics
from plugins.text import hide_addresses

if TYPE_CHECKING:
    from plugins.site import Site

_OUTWARD = re.compile(r'<a href="(?=https?:)')
_MAIL = re.compile(r'<a (href="mailto:([^"]*)")>(?=\2</a>)')
_ENTRY = re.compile(r'<a href="/experts/([^"/]+)/[^"]*"[^>]*>(.*?)</a>', re.DOTALL)


def prepare_text(site: Site, content: Content) -> None:
    """The text, and the summary, which is plain: it is also what search engines show."""
    content._content = finished(site, content._content)
    content.summary_text = statistics.in_plain_text(content.metadata["summary"], site.figures)
    content.metadata["summary"] = content.summary_text


def finished(site: Site, html: str) -> str:
    """A link to an entry that is left out of this build becomes plain text.

    Addresses of mail are hidden from harvesters, and no translation may change them.
    """
    html = _ENTRY.sub(lambda match: match[0] if match[1] in site.catalogue.named else match[2], html)
    html = _OUTWARD.sub('<a rel="noopener noreferrer" href="', html)
    html = hide_addresses(_MAIL.sub(r'<a \1 translate="no">', html))
    return statistics.with_sources(html, site.figures)
