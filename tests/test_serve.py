"""The local server: what it answers, and how the whole of it starts, rebuilds and ends."""

import http.client
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import serve
from tests.server import serve as serving
from tests.site_builder import PATIENCE

HEADERS = """\
# a remark
/*
  X-Everywhere: yes
  Content-Security-Policy: default-src 'self'

/help/*
  ! X-Everywhere
  X-Robots-Tag: noindex
  Cache-Control: no-store
/theme/*
  Cache-Control: public, max-age=31536000, immutable
/news/:year/
  X-Year: any
  X-Everywhere: also
"""
REDIRECTS = """\
# a remark
/gone/ 410
/old/page /news/2025/ 301
/nowhere/ /news/2025/ 301
"""
FILES = {
    "_headers": HEADERS,
    "_redirects": REDIRECTS,
    "gone/index.html": "<h1>Gone</h1>",
    "old/page": "<h1>Moved</h1>",
    "index.html": "<h1>Home</h1>",
    "404.html": "<h1>Nothing here</h1>",
    "help/index.html": "<h1>Hëlp</h1>",
    "news/2025/index.html": "<h1>2025</h1>",
    "with space/index.html": "<h1>Space</h1>",
    "theme/main.css": "a{}",
    "theme/main.mjs": "1",
    "atom.xml": "<feed/>",
    "sitemap.xml": "<urlset/>",
    "search.json": "{}",
    "robots.txt": "User-agent: *",
    "photo.webp": "x",
    "unknown.zzz": "x",
    "empty/file.txt": "x",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    write(folder, {"secret.txt": "secret"})
    site = write(folder / "site", FILES)
    (site / "leak").symlink_to(folder)
    with serving(site) as url:
        yield url


def ask(address: str, path: str, method: str = "GET") -> tuple[http.client.HTTPResponse, str]:
    """The answer to the very path given: http.client does not tidy it as other clients do."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=PATIENCE)
    try:
        connection.request(method, path)
        response = connection.getresponse()
        return response, response.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("path", "content_type", "text"),
    [
        ("/", "text/html; charset=utf-8", "<h1>Home</h1>"),
        ("/index.html", "text/html; charset=utf-8", "<h1>Home</h1>"),
        ("/?q=x", "text/html; charset=utf-8", "<h1>Home</h1>"),
        ("/help/", "text/html; charset=utf-8", "<h1>Hëlp</h1>"),
        ("/with%20space/", "text/html; charset=utf-8", "<h1>Space</h1>"),
        ("/theme/main.css", "text/css; charset=utf-8", "a{}"),
        ("/theme/main.mjs", "text/javascript; charset=utf-8", "1"),
        ("/atom.xml", "application/atom+xml; charset=utf-8", "<feed/>"),
        ("/search.json", "application/json; charset=utf-8", "{}"),
        ("/robots.txt", "text/plain; charset=utf-8", "User-agent: *"),
        ("/photo.webp", "image/webp", "x"),
        ("/unknown.zzz", "application/octet-stream", "x"),
    ],
)
def test_a_file_comes_with_its_type(address: str, path: str, content_type: str, text: str) -> None:
    response, body = ask(address, path)
    assert (response.status, response.headers["Content-Type"], body) == (200, content_type, text)


@pytest.mark.parametrize(
    ("path", "status", "location", "text"),
    [
        ("/gone/", 410, None, "<h1>Gone</h1>"),
        ("/gone/index.html", 410, None, "<h1>Gone</h1>"),
        ("/gone", 308, "/gone/", None),
        ("/old/page", 301, "/news/2025/", "<h1>Moved</h1>"),
        ("/nowhere/", 404, None, "<h1>Nothing here</h1>"),
    ],
)
def test_a_page_that_is_gone_or_moved(
    address: str, path: str, status: int, location: str | None, text: str | None
) -> None:
    """As in production it is a page that is there, with another status."""
    response, body = ask(address, path)
    assert (response.status, response.headers["Location"]) == (status, location)
    assert text in (None, body)
    assert response.headers["Cache-Control"] == "no-cache", "a browser must not keep it beyond the next build"


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/help/nothing/",
        "/index.html/",
        "/empty/",  # a folder without an index is not listed
        "/_headers",
        "/_redirects",
        # Out of the folder
        "/../secret.txt",
        "/help/../../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/..%5csecret.txt",
        "//secret.txt",
        "/leak/secret.txt",
        "/etc/passwd",
        "//etc/passwd",
        "/help/%00",
    ],
)
def test_what_is_not_there_is_the_site_s_own_404(address: str, path: str) -> None:
    response, body = ask(address, path)
    assert (response.status, body) == (404, "<h1>Nothing here</h1>")
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("path", "location"),
    [("/help", "/help/"), ("/with%20space", "/with%20space/"), ("//news//2025", "/news/2025/")],
)
def test_a_folder_is_sent_to_its_closing_slash(address: str, path: str, location: str) -> None:
    response, _ = ask(address, path)
    assert (response.status, response.headers["Location"]) == (308, location)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", {"X-Everywhere": "yes", "X-Robots-Tag": None, "X-Year": None}),
        ("/help/", {"X-Everywhere": None, "X-Robots-Tag": "noindex"}),
        ("/help/nothing", {"X-Everywhere": None, "X-Robots-Tag": "noindex"}),
        ("/news/2025/", {"X-Everywhere": "yes, also", "X-Year": "any"}),
        ("/nothing", {"X-Everywhere": "yes"}),
    ],
)
def test_headers_are_those_of_production(address: str, path: str, expected: dict[str, str | None]) -> None:
    response, _ = ask(address, path)
    assert {name: response.headers[name] for name in expected} == expected
    assert response.headers["Content-Security-Policy"] == "default-src 'self'"


@pytest.mark.parametrize(
    ("path", "caching"), [("/", "no-cache"), ("/theme/main.css", "no-cache"), ("/help/", "no-store")]
)
def test_nothing_old_is_shown_after_a_build(address: str, path: str, caching: str) -> None:
    """A page with no-store is never restored by the browser's back button, so it is not for all."""
    assert ask(address, path)[0].headers["Cache-Control"] == caching


def test_head_has_the_headers_and_no_body(address: str) -> None:
    response, body = ask(address, "/", "HEAD")
    assert (response.status, response.headers["Content-Length"], body) == (200, "13", "")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "BREW"])
def test_any_other_method_is_refused(address: str, method: str) -> None:
    response, _ = ask(address, "/", method)
    assert (response.status, response.headers["Allow"]) == (405, "GET, HEAD")


def test_a_site_that_is_not_built_yet_says_so(tmp_path: Path) -> None:
    with serving(tmp_path) as url:
        response, body = ask(url, "/")
    assert (response.status, body) == (503, serve.NOT_BUILT)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("a.yaml:3: name: is missing\n", "a.yaml:3: name: is missing"),
        (
            "a.yaml:3: x\nRuntimeError: Warning or error encountered\nTraceback\n  File\nRuntimeError",
            "a.yaml:3: x",
        ),
        ("KeyError: 'x'\nTraceback\n  File", "KeyError: 'x'\nTraceback\n  File"),
        ("RuntimeError: Warning or error encountered", "RuntimeError: Warning or error encountered"),
    ],
)
def test_a_failed_build_shows_its_errors_without_pelican_s_trace(said: str, shown: str) -> None:
    assert serve.without_trace(said) == shown


def test_a_failed_build_is_told_from_a_good_one(capfd: pytest.CaptureFixture[str]) -> None:
    assert serve.Builder([sys.executable, "-c", "print('fine')"]).build()
    assert "Built in" in capfd.readouterr().out
    bad = serve.Builder([sys.executable, "-c", "import sys; sys.exit('a.yaml:3: name: is missing')"])
    assert not bad.build()
    assert "a.yaml:3: name: is missing\n\nThe build failed." in capfd.readouterr().out


class Running:
    """`python serve.py` with its words as they come."""

    def __init__(self, site: Path, output: Path) -> None:
        options = ["--site", str(site), "--output", str(output), "--port", "0"]
        self.process = subprocess.Popen(
            [sys.executable, "serve.py", *options],
            cwd=serve.ROOT,
            env=os.environ | {"CACHE": f"{output}.cache"},
            stdout=subprocess.PIPE,
            text=True,
        )
        self.lines: queue.Queue[str] = queue.Queue()
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.reader.join()
        assert self.process.stdout
        self.process.stdout.close()

    def wait_for(self, pattern: str, seconds: float = PATIENCE) -> re.Match[str]:
        end, heard = time.monotonic() + seconds, ""
        while time.monotonic() < end:
            try:
                line = self.lines.get(timeout=0.1)
            except queue.Empty:
                continue
            heard += line
            if match := re.search(pattern, line):
                return match
        raise AssertionError(f"{pattern!r} was not said within {seconds} s, but:\n{heard}")

    def children(self) -> list[str]:
        command = ["ps", "-o", "pid=", "--ppid", str(self.process.pid)]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Running]:
    """A server over the pages of last time, whose site has an error in it now."""
    files = {"experts/profiles/bad.yaml": "name: [\n", "content/pages/x.md": "Title: X\n"}
    site = write(tmp_path / "site", files)
    output = write(tmp_path / "output", FILES)
    running = Running(site, output)
    yield running
    running.end()


def test_it_is_up_at_once_survives_a_failing_build_and_builds_again(started: Running, tmp_path: Path) -> None:
    first = started.lines.get(timeout=PATIENCE)
    assert first.startswith("The directory is at http://localhost:"), "it waits for the build"
    address = "127.0.0.1:" + first.split(":")[2].partition("/")[0]
    assert ask(address, "/")[1] == "<h1>Home</h1>"
    started.wait_for("The build failed")
    assert ask(address, "/")[1] == "<h1>Home</h1>"
    write(tmp_path / "site", {"content/pages/x.md": "Title: Y\n"})
    started.wait_for("Building")


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_in_the_middle_of_a_build_and_leaves_no_child(started: Running, sign: signal.Signals) -> None:
    started.wait_for("Building")
    end = time.monotonic() + PATIENCE
    while len(children := started.children()) != 1 and time.monotonic() < end:
        time.sleep(0.02)  # beside the build there may be a moment's question to git
    assert len(children) == 1
    started.process.send_signal(sign)
    assert started.process.wait(timeout=PATIENCE) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(int(children[0]), 0)


def test_a_taken_port_is_named_with_the_way_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "serve.py", "--output", str(tmp_path), "--port", str(port)]
        done = subprocess.run(
            command, cwd=serve.ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    assert done.returncode == 1
    expected = f"Port {port} is taken. Choose another one, for instance: make serve PORT={port + 1}\n"
    assert done.stderr == expected
