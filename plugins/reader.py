"""How Pelican reads the Markdown of news and pages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.readers import BaseReader, Readers

from content import text_file
from engine import markdown
from plugins.text import RESERVED

_RELATIVE = r"(?![a-z][a-z0-9+.-]*:|[/#{])"
_PELICAN = re.compile(r'(<(?:a href|img src)=")%7B(filename|static|attach)%7D')  # its braces were encoded
_PAGE = re.compile(rf'(<a href="){_RELATIVE}(?=[^"?#]+\.md["#])')
_PICTURE = re.compile(rf'(<img src="){_RELATIVE}(?=[^"])')


class TextReader(BaseReader):  # type: ignore[misc]
    file_extensions = ("md", "markdown", "mkd", "mdown")

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        file = text_file.parse(source_path, Path(source_path).read_text("utf-8-sig"))
        fields = {name: self.process_metadata(name, value) for name, value in file.fields.items()}
        return to_html(file.body), fields


def to_html(body: str) -> str:
    """A link to the file of a page or a picture, which GitHub's preview follows, is left for Pelican.

    It knows their addresses, and takes them for what stands behind its own marks.
    """
    html = markdown.with_heading_ids(markdown.to_html(body), RESERVED)
    html = _PELICAN.sub(r"\1{\2}", html)
    return _PICTURE.sub(r"\1{static}", _PAGE.sub(r"\1{filename}", html))


def use(readers: Readers) -> None:
    readers.reader_classes |= dict.fromkeys(TextReader.file_extensions, TextReader)


def register() -> None:
    signals.readers_init.connect(use)
