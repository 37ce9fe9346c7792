"""How Pelican reads Markdown: with one converter for all files, and not again what has not changed."""

from __future__ import annotations

from typing import Any

from markdown import Markdown
from pelican import signals
from pelican.generators import Generator
from pelican.readers import MarkdownReader, Readers

from engine.fingerprints import fingerprint

Read = tuple[str, dict[str, list[str]]]
"""The HTML, and the fields above the text."""


class TextReader(MarkdownReader):  # type: ignore[misc]
    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__(settings)
        self._md = Markdown(**settings["MARKDOWN"])
        self._head = self._md.preprocessors["meta"]

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        self._source_path = source_path
        with open(source_path, encoding="utf-8-sig") as file:
            text = file.read()
        memory = self.settings["LOADED"].texts
        (html, fields), *_ = memory.of({fingerprint(text): lambda: self._convert(text)})
        metadata = self._parse_metadata(fields)
        self._md.preprocessors.register(self._head, "meta", 27)  # which the line above takes out
        return html, metadata

    def _convert(self, text: str) -> Read:
        html = self._md.reset().convert(text)
        return html, dict(getattr(self._md, "Meta", {}))


def use(readers: Readers) -> None:
    readers.reader_classes["md"] = TextReader


def remember(generators: list[Generator]) -> None:
    generators[0].settings["LOADED"].texts.write()


def register() -> None:
    signals.readers_init.connect(use)
    signals.all_generators_finalized.connect(remember)
