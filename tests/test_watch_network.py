"""What one request makes of servers that are slow, endless, hostile or not on the internet."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.watched_web import HTML, Web, page
from watch.network import LARGEST, Answer, NoAnswer, is_public

HOST = "lantern-house.org"


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    made = Web(tmp_path)
    yield made
    made.close()


def ask(web: Web, url: str = f"http://{HOST}/", limit: float = 20.0) -> Answer | NoAnswer:
    return web.network(limit).ask(url, {})


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("93.184.215.14", True),
        ("2606:4700::6810:84e5", True),
        ("127.0.0.1", False),
        ("127.8.8.8", False),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("224.0.0.251", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00:ec2::254", False),
        ("ff02::1", False),
        ("::ffff:169.254.169.254", False),
        ("::ffff:93.184.215.14", True),
        ("64:ff9b::a9fe:a9fe", False),
        ("2002:a9fe:a9fe::1", False),
        ("192.0.0.192", False),
        ("64:ff9b:1::a9fe:a9fe", False),
        ("::10.1.2.3", False),
        ("fec0::1", False),
    ],
)
def test_which_addresses_are_public(ip: str, public: bool) -> None:
    assert is_public(ip) is public


@pytest.mark.parametrize(
    "ips", [["169.254.169.254"], ["10.0.0.1"], ["93.184.215.14", "127.0.0.2"], ["::1"], []]
)
def test_a_private_address_is_never_connected_to(web: Web, ips: list[str]) -> None:
    """Not even where a public one stands beside it, which a second look-up could leave away."""
    web.addresses[HOST] = ips
    answer = ask(web)
    assert isinstance(answer, NoAnswer)
    assert (answer.verdict, answer.detail[:15]) == ("blocked", "private address")
    assert web.seen == []


@pytest.mark.parametrize(
    ("url", "verdict"),
    [
        ("ftp://lantern-house.org/", "blocked"),
        ("file:///etc/passwd", "unsure"),
        ("gopher://lantern-house.org/", "blocked"),
        ("http://lantern-house.org:22/", "blocked"),
        ("https://lantern-house.org:80/", "blocked"),
        ("http://[::1/", "unsure"),
        ("http:///x", "unsure"),
        ("http://lantern-house.org:99999/", "unsure"),
        (f"http://{'a' * 70}.org/", "unsure"),
    ],
)
def test_what_is_no_public_web_page_is_not_asked_for(web: Web, url: str, verdict: str) -> None:
    web.pages[f"{HOST}/"] = page("x")
    answer = ask(web, url)
    assert isinstance(answer, NoAnswer)
    assert answer.verdict == verdict
    assert web.seen == []


def test_the_name_is_looked_up_once_and_the_address_that_was_checked_is_used(web: Web) -> None:
    """DNS that says something public first, and something private to whoever asks again."""
    asked: list[str] = []
    network = web.network()
    web.pages[f"{HOST}/"] = page("x")

    def lookup(host: str, port: int) -> object:
        asked.append(host)
        return web.lookup(host, port) if len(asked) == 1 else [("10.0.0.1", port)]

    network.lookup = lookup  # type: ignore[assignment]
    assert isinstance(network.ask(f"http://{HOST}/", {}), Answer)
    assert asked == [HOST]


def refused() -> int:
    """A port on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_a_host_that_is_not_there(web: Web) -> None:
    absent = ask(web)
    assert absent == NoAnswer("gone", "there is no such host", network=True)
    web.faults[HOST] = socket.gaierror(socket.EAI_AGAIN, "Temporary failure")
    later = ask(web)
    assert isinstance(later, NoAnswer)
    assert later.verdict == "unsure"
    network = web.network()
    network.lookup = lambda host, port: [("127.0.0.1", refused())]
    assert network.ask(f"http://{HOST}/", {}) == NoAnswer(
        "gone", "the server does not take connections", network=True
    )


def test_who_asks_is_told(web: Web) -> None:
    web.pages[f"{HOST}/%E8%81%94%E7%B3%BB?a=%C3%A9"] = page("x")
    assert isinstance(ask(web, f"http://{HOST}/联系?a=é"), Answer)
    headers = web.seen[0].headers
    assert headers["user-agent"] == "DirectoryLinkWatch/1 (+https://directory.example.org/)"
    assert (headers["host"], headers["accept-encoding"]) == (HOST, "gzip")


def drip(request: BaseHTTPRequestHandler, web: Web, start: bytes, piece: bytes) -> None:
    request.wfile.write(start)
    while not web.ended.wait(0.02):
        request.wfile.write(piece)
        request.wfile.flush()


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\n", b"X"),  # a header that never ends
        (b"HTTP/1.1 200 OK\r\n\r\n<p>", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"", b""),
    ],
)
def test_an_answer_that_drips_for_ever_is_cut(web: Web, start: bytes, piece: bytes) -> None:
    web.pages[f"{HOST}/"] = lambda request: drip(request, web, start, piece)
    answer = ask(web, limit=0.5)
    if isinstance(answer, Answer):
        assert not answer.whole
    else:
        assert answer == NoAnswer("unsure", "there was no whole answer in time")


def test_an_endless_page_is_read_to_a_limit(web: Web) -> None:
    web.pages[f"{HOST}/"] = lambda request: drip(request, web, b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 300_000)
    answer = ask(web)
    assert isinstance(answer, Answer)
    assert (len(answer.body), answer.whole) == (LARGEST, False)


def test_a_bomb_of_zeros_is_unpacked_to_a_limit(web: Web) -> None:
    packed = gzip.compress(gzip.compress(b"\0" * 300_000_000, 9), 9)
    bomb = gzip.compress(b"\0" * 300_000_000, 9)
    assert len(packed) < len(bomb) < LARGEST
    web.pages[f"{HOST}/"] = 200, {**HTML, "Content-Encoding": "gzip"}, bomb
    answer = ask(web)
    assert isinstance(answer, Answer)
    assert (len(answer.body), answer.whole) == (LARGEST, False)


@pytest.mark.parametrize(
    ("encoding", "body", "said"),
    [
        ("gzip", b"no gzip", "cannot be unpacked"),
        ("br", b"\x0b\x02", "nobody asked for (br)"),
        ("gzip, gzip", b"x", "nobody asked for"),
    ],
)
def test_what_is_packed_otherwise_is_not_guessed_at(web: Web, encoding: str, body: bytes, said: str) -> None:
    web.pages[f"{HOST}/"] = 200, {**HTML, "Content-Encoding": encoding}, body
    answer = ask(web)
    assert isinstance(answer, NoAnswer)
    assert answer.verdict == "unsure"
    assert said in answer.detail


@pytest.mark.parametrize("raw", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 banana\r\n\r\n", b"\x00" * 70_000])
def test_what_is_no_http_is_unsure(web: Web, raw: bytes) -> None:
    web.pages[f"{HOST}/"] = lambda request: request.wfile.write(raw) and None
    answer = ask(web)
    assert isinstance(answer, NoAnswer)
    assert answer.verdict == "unsure"


def test_a_safe_connection_is_safe_or_none(web: Web) -> None:
    web.pages[f"{HOST}/"] = page("x")
    web.pages["other.org/"] = page("x")
    url = f"https://{HOST}/"
    assert isinstance(ask(web, url), Answer)
    own = web.network(trusted=False).ask(url, {})
    assert own == NoAnswer("unsure", "no safe connection: its certificate is signed by itself")
    assert ask(web, "https://other.org/") == NoAnswer(
        "unsure", "no safe connection: its certificate is for another name"
    )
    network = web.network()
    network.lookup = lambda host, port: web.lookup(HOST, 80)
    assert network.ask(url, {}) == NoAnswer(
        "unsure", "no safe connection: the server speaks no TLS that we know"
    )
