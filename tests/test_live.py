"""What `make serve` adds to a page: it is loaded again when a build has changed it."""

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from live import SCRIPT_URL, Live
from serve import QuietHandler, StaticSite
from tests.site_builder import PATIENCE


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "about").mkdir()
    for name in ("index.html", "about/index.html"):
        (tmp_path / name).write_text("<head></head><h1>Old</h1>")
    (tmp_path / "feed.xml").write_text("<head></head>")
    return tmp_path


@pytest.fixture
def live(site: Path) -> Live:
    return Live(StaticSite(site), site)


@pytest.fixture
def port(live: Live) -> Iterator[int]:
    server = make_server("127.0.0.1", 0, live, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def ask(port: int, path: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path)
    return connection.getresponse()


def test_only_pages_get_the_script_and_it_is_there(port: int) -> None:
    assert SCRIPT_URL in ask(port, "/about/").read().decode()
    assert ask(port, "/feed.xml").read() == b"<head></head>"
    script = ask(port, SCRIPT_URL)
    assert script.status == 200
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert b"EventSource" in script.read()


@pytest.mark.parametrize(
    ("shown", "changed", "told"),
    [
        ("/about/", "about/index.html", b"data: changed\n"),
        ("/about/", "index.html", b": still here\n"),
        ("/", "index.html", b"data: changed\n"),
        ("/new/", "new/index.html", b"data: changed\n"),
        ("/../../../../etc/", "index.html", b": still here\n"),
        ("/%00/", "index.html", b": still here\n"),
    ],
)
def test_a_page_hears_of_its_own_changes_only(
    site: Path, live: Live, port: int, shown: str, changed: str, told: bytes
) -> None:
    events = ask(port, f"/live?page={shown}")
    assert events.readline() == b": listening\n"
    (site / changed).parent.mkdir(exist_ok=True)
    (site / changed).write_text("<h1>New</h1>")
    live.built()
    assert events.readline() == b"\n"
    assert events.readline() == told
    events.close()
