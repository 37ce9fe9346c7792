"""How Pelican reads news and pages: as the site has read them, so that a file never means two things."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican import signals
from pelican.readers import BaseReader, MarkdownReader, Readers

from content.model import NewsItem, Page
from engine import markdown
from plugins.content.law import place_of
from plugins.text import RESERVED
from records.markdown_text import LAW

if TYPE_CHECKING:
    from plugins.site import Site


class TextReader(BaseReader):  # type: ignore[misc]
    file_extensions = ("md",)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        text = text_of(self.settings["LOADED"], source_path)
        fields = {name: self.process_metadata(name, value) for name, value in _metadata(text).items()}
        return to_html("\n".join(text.body.lines)), fields


def to_html(body: str) -> str:
    taken = map(place_of, LAW.findall(body))
    return markdown.with_heading_ids(markdown.to_html(body), RESERVED, taken)


def text_of(site: Site, source_path: str) -> NewsItem | Page:
    """The news item or the page of one of Pelican's files."""
    return site.texts[Path(source_path).relative_to(site.root).as_posix()]


def _metadata(text: NewsItem | Page) -> dict[str, str]:
    """The fields that Pelican knows; the others are taken from the text itself."""
    lang = {"lang": text.lang} if text.lang else {}
    own = {"date": text.date.isoformat()} if isinstance(text, NewsItem) else {}
    template = {"template": text.template} if isinstance(text, Page) and text.template else {}
    shared = {"title": text.title, "summary": text.summary, "slug": text.slug, "status": text.status}
    return {**shared, **lang, **own, **template}


def use(readers: Readers) -> None:
    readers.reader_classes["md"] = TextReader


def register() -> None:
    # Pelican's own reader needs a library that we do without; it would warn of each file that it cannot read.
    MarkdownReader.file_extensions = []
    signals.readers_init.connect(use)
