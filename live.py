"""A page that stands open in a browser is loaded again when a build has changed it; on this machine only."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from werkzeug.wrappers import Request, Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SCRIPT_URL, EVENTS_URL = "/live.js", "/live"
TAG = f'<script type="module" src="{SCRIPT_URL}"></script></head>'.encode()
SCRIPT = f"""
const events = new EventSource("{EVENTS_URL}?page=" + encodeURIComponent(location.pathname));
events.onmessage = () => location.reload();
addEventListener("pagehide", () => events.close());
"""
PATIENCE = 10
"""Seconds after which a line is sent anyway, to learn whether anybody still listens."""


class Live:
    def __init__(self, app: WSGIApplication, folder: Path) -> None:
        self.app = app
        self.folder = folder.resolve()
        self._builds = 0
        self._built = threading.Condition()

    def built(self) -> None:
        with self._built:
            self._builds += 1
            self._built.notify_all()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        if request.path == SCRIPT_URL:
            response = Response(SCRIPT, content_type="text/javascript; charset=utf-8")
        elif request.path == EVENTS_URL:
            events = self.events(request.args.get("page", ""))
            response = Response(
                events, content_type="text/event-stream", headers={"Cache-Control": "no-store"}
            )
        else:
            response = Response.from_app(self.app, environ)
            if response.mimetype == "text/html":
                response.data = response.data.replace(b"</head>", TAG, 1)
        return response(environ, start_response)

    def events(self, page: str) -> Iterator[str]:
        before, seen = self._stamp(page), self._builds
        yield ": listening\n\n"
        while True:
            with self._built:
                self._built.wait_for(lambda: self._builds != seen, PATIENCE)  # noqa: B023  (it is read at once)
                seen = self._builds
            after = self._stamp(page)
            yield ": still here\n\n" if after == before else "data: changed\n\n"
            before = after

    def _stamp(self, page: str) -> int:
        """When the page was written last; 0 where there is none, or where it lies outside of the site."""
        file = self.folder / page.lstrip("/") / "index.html"
        try:
            return file.stat().st_mtime_ns if file.resolve().is_relative_to(self.folder) else 0
        except (OSError, ValueError):
            return 0
