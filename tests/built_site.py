"""A finished output folder: its files by the path a visitor asks for, and its pages."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from tests.html_page import Page

TEXT = {".html", ".xml", ".txt", ".css", ".js", ".json", ".svg", ".webmanifest", ""}


class Built:
    def __init__(self, name: str, root: Path) -> None:
        self.name, self.root = name, root

    def __repr__(self) -> str:
        return self.name

    @cached_property
    def files(self) -> dict[str, Path]:
        """ "/experts/x/" and "/atom.xml" to their files."""
        paths = sorted(p for p in self.root.rglob("*") if p.is_file() and not p.name.startswith("."))
        return {url_of(self.root, path): path for path in paths}

    @cached_property
    def everything(self) -> dict[str, Page]:
        return {
            url: Page(url, path.read_text("utf-8"))
            for url, path in self.files.items()
            if path.suffix == ".html"
        }

    @cached_property
    def pages(self) -> list[Page]:
        return [page for page in self.everything.values() if not page.is_redirect]

    @cached_property
    def redirects(self) -> list[Page]:
        return [page for page in self.everything.values() if page.is_redirect]

    @cached_property
    def indexable(self) -> list[Page]:
        return [page for page in self.pages if not page.noindex]

    def page(self, url: str) -> Page:
        return self.everything[url]

    def under(self, prefix: str) -> list[Page]:
        return [page for page in self.pages if page.url.startswith(prefix)]

    def read(self, url: str) -> str:
        return self.files[url].read_text("utf-8")

    @cached_property
    def texts(self) -> dict[str, str]:
        """Every text file, also those that are not pages."""
        return {url: path.read_text("utf-8") for url, path in self.files.items() if path.suffix in TEXT}

    @cached_property
    def theme(self) -> str:
        """The fingerprinted folder of the stylesheet and scripts, "/theme-<hash>"."""
        (folder,) = self.root.glob("theme-*")
        return f"/{folder.name}"

    @cached_property
    def stylesheets(self) -> dict[str, str]:
        return {url: text for url, text in self.texts.items() if url.endswith(".css")}

    @cached_property
    def origin(self) -> str:
        return self.page("/").canonical.rstrip("/")

    def snapshot(self) -> dict[str, bytes]:
        return {url: path.read_bytes() for url, path in self.files.items()}


def url_of(root: Path, path: Path) -> str:
    return "/" + path.relative_to(root).as_posix().removesuffix("index.html")
