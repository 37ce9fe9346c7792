"""The address of a page and the file that it is written to."""

from __future__ import annotations


def path_of(url: str) -> str:
    """/experts/x/ is written to experts/x/index.html."""
    path = url.removeprefix("/")
    return f"{path}index.html" if path == "" or path.endswith("/") else path


def url_of(path: str) -> str:
    folder = path.removesuffix("index.html")
    return f"/{folder}" if folder == "" or folder.endswith("/") else f"/{path}"
