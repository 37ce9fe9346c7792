"""The one place where a page is rendered and written.

A page is a function of its template and plain data, so `Page` holds nothing else that could
change what a visitor reads.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from jinja2 import Environment, Template, TemplateError, TemplateSyntaxError

from plugins.folder import Folder

Meta = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    url: str
    template: str
    data: Mapping[str, Any]
    modified: date | None = None
    indexed: bool = True
    private: bool = False  # nothing between the site and the visitor may keep a copy


def page(template: str, meta: Meta, **data: Any) -> Page:
    """A page that describes itself in `meta`, as all but sitemaps and the like do."""
    return Page(
        meta["url"],
        template,
        {"meta": meta, **data},
        meta["modified"],
        indexed=not (meta["noindex"] or meta["sensitive"]),
        private=meta["sensitive"],
    )


class Written(NamedTuple):
    """What is remembered of a page: its data would fill the memory."""

    url: str
    modified: date | None
    indexed: bool
    private: bool


class Output:
    """Renders pages into a folder, and remembers them for the sitemap and the headers."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.pages: dict[str, Written] = {}
        self.env: Environment | None = None  # the first of Pelican's generators brings it
        self._templates: dict[str, Template] = {}

    def write(self, page: Page) -> None:
        self.pages[page.url] = Written(page.url, page.modified, page.indexed, page.private)
        self.folder.write(path_of(page.url), self.render(page.template, page.data, page.url).encode())

    def render(self, template: str, data: Mapping[str, Any], url: str) -> str:
        try:
            return self._template(template).render(data)
        except TemplateError as error:
            raise SystemExit(f"{_place(error, template)}: for {url}: {error}") from error
        except Exception as error:
            error.add_note(f"{_place(error, template)}: for {url}")
            raise

    def _template(self, name: str) -> Template:
        if name not in self._templates:
            assert self.env is not None, "pages are written after the generators were made"
            self._templates[name] = self.env.get_template(name)
        return self._templates[name]


def path_of(url: str) -> str:
    """/experts/x/ is written to experts/x/index.html."""
    path = url.removeprefix("/")
    return f"{path}index.html" if path == "" or path.endswith("/") else path


def url_of(path: str) -> str:
    return "/" + path.removesuffix("index.html")


def _place(error: Exception, template: str) -> str:
    """Where in the templates it went wrong: Jinja puts its own lines into the traceback."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or template}:{error.lineno}"
    frames = [f for f in traceback.extract_tb(error.__traceback__) if not f.filename.endswith(".py")]
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else template
