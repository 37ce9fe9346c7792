"""How Pelican reads news and pages: as the site has read them, so that a file never means two things."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown import Markdown
from pelican import signals
from pelican.generators import Generator
from pelican.readers import MarkdownReader, Readers

from content.model import NewsItem, Page
from engine.fingerprints import fingerprint

if TYPE_CHECKING:
    from plugins.site import Site


class TextReader(MarkdownReader):  # type: ignore[misc]
    """With one converter for all files, and not again what has not changed."""

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__(settings)
        options = settings["MARKDOWN"]
        plain = [name for name in options["extensions"] if name != "markdown.extensions.meta"]
        self._md = Markdown(**{**options, "extensions": plain})

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        site: Site = self.settings["LOADED"]
        text = text_of(site, source_path)
        body = "\n".join(text.body.lines)
        (html,) = site.converted.of({fingerprint(body): lambda: self._convert(body)})
        return html, {name: self.process_metadata(name, value) for name, value in _metadata(text).items()}

    def _convert(self, body: str) -> str:
        html: str = self._md.reset().convert(body)
        return html


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


def remember(generators: list[Generator]) -> None:
    generators[0].settings["LOADED"].converted.write()


def register() -> None:
    signals.readers_init.connect(use)
    signals.all_generators_finalized.connect(remember)
