"""The one place where pages are written.

A page is a function of its template and plain data, so `Page` holds nothing else that could
change what a visitor reads. A page with the template and data of the last build is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from engine.addresses import path_of
from engine.build_manifest import BuildManifest
from engine.fingerprints import Lazy, fingerprint
from engine.host_headers import OK, Answer
from engine.output_folder import OutputFolder, Stamp
from engine.parallel import ForkedTask, parallel_map
from engine.progress import with_bar
from engine.templates import Templates
from engine.timing import Stages

Meta = Mapping[str, Any]
View = dict[str, Any]
"""Plain data that a template shows."""
MANY = 20_000
"""At most so many pages wait to be rendered: their data fills the memory."""


@dataclass(frozen=True, slots=True)
class Page:
    """The values of `data` may be `Lazy`."""

    url: str
    template: str
    data: Mapping[str, Any]
    modified: date | None = None
    indexed: bool = True
    private: bool = False  # nothing between the site and the visitor may keep a copy
    answer: Answer = OK


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
    """What is remembered of a page."""

    url: str
    modified: date | None
    indexed: bool
    private: bool
    answer: Answer = OK


Files = Mapping[str, bytes]


class Output:
    """Renders pages into a folder, and remembers them for the sitemap and the headers."""

    def __init__(self, folder: OutputFolder, manifest: BuildManifest, stages: Stages | None = None) -> None:
        self.stages = stages or Stages()
        self.folder = folder
        self.manifest = manifest
        self.pages: dict[str, Written] = {}
        self.rendered = 0
        self._templates: Templates | None = None
        self._waiting: list[tuple[bytes, Page]] = []
        self._background: list[tuple[str, bytes, ForkedTask[dict[str, Stamp]]]] = []

    @property
    def templates(self) -> Templates:
        """Set by the first of Pelican's generators, which has the Jinja environment."""
        assert self._templates, "pages are written after the generators were made"
        return self._templates

    @templates.setter
    def templates(self, templates: Templates) -> None:
        self._templates = templates

    def write(self, page: Page) -> None:
        self.pages[page.url] = Written(page.url, page.modified, page.indexed, page.private, page.answer)
        path = path_of(page.url)
        self.folder.reserve(path)
        key = fingerprint(self.templates.fingerprint(page.template), page.data)
        if not self.manifest.holds(path, key):
            self._waiting.append((key, page))
            if len(self._waiting) >= MANY:
                self.flush()

    def write_file(self, path: str, content: bytes) -> None:
        """For what is no page: pictures, scripts, settings of the host."""
        self.folder.reserve(path)
        key = fingerprint(content)
        if not self.manifest.holds(path, key):
            self.manifest.remember(path, key, self.folder.write(path, content))

    def write_in_background(self, name: str, key: bytes, build: Callable[[], Files]) -> None:
        """Files that another process builds and writes meanwhile, if their fingerprint has changed."""
        files = self.manifest.group(name, key)
        if files is None:
            self._background.append((name, key, ForkedTask(lambda: self._written(build()))))
        else:
            for path in files:
                self.folder.reserve(path)

    def flush(self) -> None:
        """All that waits is rendered, by all processors."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        self.rendered += len(waiting)
        with self.stages("render the pages"):
            self.templates.compile({page.template for _, page in waiting})
            for path, key, stamp in parallel_map(waiting, self._render_all):
                self.manifest.remember(path, key, stamp)

    def finish(self) -> None:
        self.flush()
        with self.stages("wait for the search"):
            for name, key, task in self._background:
                stamps = task.result
                for path in stamps:
                    self.folder.reserve(path)
                self.manifest.remember_group(name, key, stamps)
        with self.stages("clear up"):
            self.folder.remove_others(self.manifest.on_disk)
            self.manifest.write()
            if self._templates:
                self._templates.cache.write()

    def _written(self, files: Files) -> dict[str, Stamp]:
        return {path: self.folder.write(path, content) for path, content in files.items()}

    def _render_all(self, work: Sequence[tuple[bytes, Page]]) -> list[tuple[str, bytes, Stamp]]:
        return [(path_of(page.url), key, self._render(page)) for key, page in with_bar(work)]

    def _render(self, page: Page) -> Stamp:
        data = {name: own.value if isinstance(own, Lazy) else own for name, own in page.data.items()}
        html = self.templates.render(page.template, data, page.url)
        return self.folder.write(path_of(page.url), html.encode())
