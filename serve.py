"""The directory on this machine: build it, show it as production would, and build again at every change."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from watchfiles import watch
from werkzeug.security import safe_join
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from engine.addresses import url_of
from engine.host_headers import (
    HEADERS,
    HOST_FILES,
    OK,
    REDIRECTS,
    answers,
    content_type,
    header_rules,
    headers_for,
)
from live import Live

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ROOT = Path(__file__).resolve().parent
REPOSITORY_PARTS = ("records", "experts", "courses", "content", "engine", "theme", "plugins", "forms")
SITE_PARTS = ("content", "experts", "courses")
SETTINGS = {"pelicanconf.py", "publishconf.py"}
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
FAILED = "The build failed. What was built last stays up; it is built again at the next change."
NOT_BUILT = "The directory is not built yet. The terminal says why; this page works once it is.\n"


class StaticSite:
    """A WSGI application that shows a built folder the way the production host does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        response = self.respond(request)
        response.headers.update(headers_for(request.path, header_rules(self.host_file(HEADERS))))
        response.headers["Cache-Control"] = self.caching(response.headers.get("Cache-Control", ""))
        return response(environ, start_response)

    def caching(self, production: str) -> str:
        """Nothing old after a build; but no-store only where production has it, as it bars going back too."""
        return "no-store" if "no-store" in production else "no-cache"

    def respond(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return Response("Only GET and HEAD work here.\n", 405, {"Allow": "GET, HEAD"})
        target = self.find(request.path)
        if target is None:
            return self.missing()
        if target.is_dir():
            # The address is made of what was found, never of what was asked: no way to another host.
            return redirect(f"/{target.relative_to(self.folder).as_posix()}/", 308)
        address = url_of(target.relative_to(self.folder).as_posix())
        answer = answers(self.host_file(REDIRECTS)).get(address, OK)
        headers = {"Location": answer.location} if answer.location else {}
        status = int(answer.status or 200)
        return Response(target.read_bytes(), status, headers, content_type=content_type(target))

    def host_file(self, name: str) -> str:
        file = self.folder / name
        return file.read_text("utf-8") if file.is_file() else ""

    def find(self, path: str) -> Path | None:
        """The file that answers; or, where only the closing slash is wanting, its folder."""
        joined = safe_join(str(self.folder), path.lstrip("/")) if "\0" not in path else None
        target = Path(joined).resolve() if joined else self.folder
        if joined is None or not target.is_relative_to(self.folder) or target.name in HOST_FILES:
            return None
        if (target / "index.html").is_file():
            return target / "index.html" if path.endswith("/") else target
        return target if target.is_file() and not path.endswith("/") else None

    def missing(self) -> Response:
        page = self.folder / "404.html"
        if page.is_file():
            return Response(page.read_bytes(), 404, content_type=content_type(page))
        return Response(NOT_BUILT, 503) if not self.is_built() else Response("Not found.\n", 404)

    def is_built(self) -> bool:
        return (self.folder / "index.html").is_file()


class QuietHandler(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing of each request: the terminal is for what the build has to say."""


def build_command(site: Path, output: Path) -> list[str]:
    settings = ["-s", str(ROOT / "pelicanconf.py"), "--fatal", "warnings", "--log-handler", "plain"]
    return [sys.executable, "-m", "plugins.standby", str(site / "content"), *settings, "-o", str(output)]


def start_build(command: list[str], env: dict[str, str] | None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,  # so that a build with workers can be ended as a whole
    )


def without_trace(output: str) -> str:
    """What a build said, without the trace of Pelican's own error that any warning leads to."""
    return output.partition("RuntimeError: Warning or error encountered")[0].strip() or output.strip()


class Builder:
    """Each build is a process of its own, so that it sees the code as it is now; the next one waits."""

    def __init__(self, command: list[str], env: dict[str, str] | None = None) -> None:
        self.command = command
        self.env = env
        self.child: subprocess.Popen[str] | None = None

    def prepare(self) -> None:
        if self.child and self.child.poll() is not None:  # it met with bad code, which may be good now
            self.end()
        with held_back(*ENDING):
            self.child = self.child or start_build(self.command, self.env)

    def end(self) -> None:
        if self.child:
            with suppress(ProcessLookupError):
                os.killpg(self.child.pid, signal.SIGKILL)
            self.child.communicate()
            self.child = None

    def build(self) -> bool:
        print("Building ...", flush=True)
        start = time.monotonic()
        self.prepare()
        assert self.child
        output, _ = self.child.communicate("now\n")
        code, self.child = self.child.returncode, None
        if code:
            print(without_trace(output), end="\n\n")
            print(FAILED, flush=True)
            return False
        print(f"Built in {time.monotonic() - start:.1f} s.", flush=True)
        return True


def watched(site: Path) -> list[Path]:
    folders = {ROOT / part for part in REPOSITORY_PARTS} | {site / part for part in SITE_PARTS}
    return sorted(folder for folder in folders if folder.is_dir())


def watch_for_changes(site: Path, stop: threading.Event) -> threading.Event:
    """An event that is set after each burst of changes, also one that comes while a build runs."""
    changed = threading.Event()

    def folders() -> None:
        for _ in watch(*watched(site), stop_event=stop, debounce=400):
            changed.set()

    # Through their folder: a file that is watched itself is lost when an editor puts a new one in its place.
    def settings() -> None:
        for batch in watch(ROOT, recursive=False, stop_event=stop, debounce=400):
            if any(Path(path).name in SETTINGS for _, path in batch):
                changed.set()

    for each in (folders, settings):
        threading.Thread(target=each, daemon=True).start()
    return changed


def listen(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen()
    except OSError:
        sys.exit(f"Port {port} is taken. Choose another one, for instance: make serve PORT={port + 1}")
    return listener


def with_forms(pages: StaticSite, site: Path, port: int) -> WSGIApplication:
    """The pages, and under /send/ the function that takes the forms, as in production."""
    from functions.local_server import STATE, mount

    return mount(site, pages.folder, site / STATE, f"http://localhost:{port}", pages)


def start_server(app: WSGIApplication, listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    server = make_server(
        "127.0.0.1", port, app, threaded=True, request_handler=QuietHandler, fd=listener.fileno()
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"The directory is at http://localhost:{port}/ (Ctrl-C ends it)", flush=True)


def interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


@contextmanager
def held_back(*signals: signal.Signals) -> Iterator[None]:
    """What would end us waits: a child that was started but is not yet known could not be ended with us."""
    came: list[int] = []
    before = {each: signal.signal(each, lambda number, _: came.append(number)) for each in signals}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    if came:
        interrupt()


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=os.environ.get("SITE") or ".")
    parser.add_argument("--output", type=Path, default=os.environ.get("OUTPUT") or "output")
    parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000)
    return parser.parse_args()


def run(site: Path, output: Path, port: int, stop: threading.Event) -> None:
    env = os.environ | {"SITE": str(site), "OUTPUT": str(output)}
    builder, listener, app = Builder(build_command(site, output), env), listen(port), StaticSite(output)
    changed = watch_for_changes(site, stop)
    try:
        # The pages of last time are up at once, and are made afresh behind them.
        if app.is_built():
            changed.set()
        else:
            builder.build()
        live = Live(with_forms(app, site, port), output)
        start_server(live, listener)
        while changed.wait():
            changed.clear()
            builder.build()
            live.built()
            builder.prepare()
    finally:
        builder.end()


def main() -> None:
    chosen, stop = options(), threading.Event()
    for each in ENDING:
        signal.signal(each, interrupt)
    try:
        run(chosen.site.resolve(), chosen.output.resolve(), chosen.port, stop)
    except KeyboardInterrupt:
        stop.set()
        print()


if __name__ == "__main__":
    main()
