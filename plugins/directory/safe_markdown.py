"""Markdown that strangers wrote, made into HTML that cannot harm."""

from __future__ import annotations

import re

import nh3
from markupsafe import Markup

from engine import markdown
from plugins.text import hide_addresses

_TEXT = "p br hr ul ol li strong em del code pre blockquote a sup section".split()
_TABLE = "table thead tbody tr th td".split()
_ALIGNED = {"align-left", "align-center", "align-right"}
_CLEANER = nh3.Cleaner(
    tags={*_TEXT, *_TABLE, "input", "h3", "h4", "h5", "h6"},
    attributes={
        "a": {"href", "id", "aria-label"},
        "li": {"id"},
        "ol": {"start"},
        "input": {"type", "checked", "disabled", "aria-label"},
    },
    # Only what `markdown.to_html` makes: the author of a text has no say in a class or an id.
    allowed_classes={
        "th": _ALIGNED,
        "td": _ALIGNED,
        "sup": {"footnote-ref"},
        "section": {"footnotes"},
        "a": {"footnote-backref"},
    },
    generic_attribute_prefixes=set(),
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="nofollow noopener noreferrer",
)
ABOVE = 2  # the level of the heading above the text
_HEADING = re.compile(r"<(/?)h([1-6])>")
# A link without a full address leads nowhere, or to a page of ours that may not be there; `#fn` is a note.
_DEAD_LINK = re.compile(r'<a href="(?!https?:|mailto:|tel:|#fn)[^"]*"[^>]*>(.*?)</a>', re.DOTALL)


def to_html(text: str) -> Markup:
    """Headings start at h3, below those of the page. HTML in the text is dropped, and so are pictures."""
    html = _DEAD_LINK.sub(r"\1", _with_headings_in_order(markdown.to_html(text)))
    return Markup(hide_addresses(_CLEANER.clean(html)).strip())  # noqa: S704  (cleaned in this line)


def _with_headings_in_order(html: str) -> str:
    """Whatever levels the writer chose: the highest becomes h3, and none is skipped on the way down."""
    levels = sorted({match[2] for match in _HEADING.finditer(html)})
    before = ABOVE

    def renamed(match: re.Match[str]) -> str:
        nonlocal before
        if not match[1]:
            before = min(before + 1, ABOVE + 1 + levels.index(match[2]), 6)
        return f"<{match[1]}h{before}>"

    return _HEADING.sub(renamed, html)
