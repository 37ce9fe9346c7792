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

# A link as GitHub's preview follows it, or with Pelican's own mark before it; its braces are encoded by now.
_FILE = re.compile(r'(<a href=")(?:%7Bfilename%7D)?(?![a-z][a-z0-9+.-]*:|/|#)([^"?#]+\.md["#])')


class TextReader(BaseReader):  # type: ignore[misc]
    file_extensions = ("md", "markdown", "mkd", "mdown")

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        file = text_file.parse(source_path, Path(source_path).read_text("utf-8-sig"))
        fields = {name: self.process_metadata(name, value) for name, value in file.fields.items()}
        return to_html(file.body), fields


def to_html(body: str) -> str:
    """A link to the file of another page is left for Pelican, which knows its address."""
    html = markdown.with_heading_ids(markdown.to_html(body), RESERVED)
    return _FILE.sub(r"\1{filename}\2", html)


def use(readers: Readers) -> None:
    readers.reader_classes |= dict.fromkeys(TextReader.file_extensions, TextReader)


def register() -> None:
    signals.readers_init.connect(use)
