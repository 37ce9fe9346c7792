"""One address on the loopback for all of CloudFront: what a browser asks there goes to the distribution.

It stands where TLS and DNS would be: the site's own name becomes the distribution's, both ways. It adds what
CloudFront would tell of the viewer and ministack does not. Whole answers are passed on, as ministack gives
them; bodies of any size and every method go through.
"""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from hosting.rehearsal.emulator import Emulator
from hosting.rehearsal.errors import RehearsalError

# Between two hops only (RFC 9110, 7.6.1), or set again by each hop.
HOP = {"connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
       "host", "content-length"}  # fmt: skip
OURS = {"cloudfront-viewer-address", "x-forwarded-proto", "origin", "referer"}
WITHIN = 60  # seconds
CHUNK = 65536


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


class Front:
    """`origin` is what the stack takes for its address; `url` is where a browser finds it here.

    The address is taken at once; until it leads somewhere, it says that it does not yet.
    """

    def __init__(self, port: int = 0) -> None:
        self.gateway, self.domain, self.origin = "", "", ""
        try:
            self.server = Server(("127.0.0.1", port), handler(self))
        except OSError as error:
            raise RehearsalError(
                f"127.0.0.1:{port} is taken ({error.strerror}). Another rehearsal or `make serve` may run "
                "there: end it, or name another port, such as PORT=8123."
            ) from None
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.1,), daemon=True).start()

    def lead_to(self, aws: Emulator, domain: str) -> None:
        self.gateway, self.origin = urlsplit(aws.url).netloc, f"https://{domain}"
        self.domain = domain

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def inwards(self, given: Iterable[tuple[str, str]], viewer: tuple[str, int]) -> list[tuple[str, str]]:
        kept = [(name, value) for name, value in given if name.lower() not in HOP | OURS]
        translated = [
            (name, value.replace(self.url, self.origin))
            for name, value in given
            if name.lower() in ("origin", "referer")
        ]
        added = [
            ("Host", self.domain),
            ("X-Forwarded-Proto", "https"),
            ("CloudFront-Viewer-Address", f"{viewer[0]}:{viewer[1]}"),
        ]
        return [*kept, *translated, *added]

    def outwards(self, given: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Redirects stay here. Browsers take no order to use TLS from an address that has none."""
        return [
            (name, value.replace(self.origin, self.url) if name.lower() == "location" else value)
            for name, value in given
            if name.lower() not in HOP
        ]


def handler(front: Front) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            with suppress(ConnectionError):
                pass_on(front, self)

        do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def pass_on(front: Front, request: BaseHTTPRequestHandler) -> None:
    if not front.domain:
        return request.send_error(503, "The rehearsal is being prepared", "Load this page again in a minute.")
    size = int(request.headers.get("content-length") or 0)
    body = request.rfile.read(size) if size else None
    upstream = http.client.HTTPConnection(front.gateway, timeout=WITHIN)
    try:
        upstream.putrequest(request.command, request.path, skip_host=True, skip_accept_encoding=True)
        for name, value in front.inwards(request.headers.items(), request.client_address):
            upstream.putheader(name, value)
        if body is not None:
            upstream.putheader("Content-Length", str(size))
        upstream.endheaders(body)
        answer_with(front, request, upstream.getresponse())
    except (OSError, http.client.HTTPException):
        request.close_connection = True
        with suppress(OSError):
            request.send_error(502, "The rehearsal's CloudFront does not answer")
    finally:
        upstream.close()


def answer_with(front: Front, request: BaseHTTPRequestHandler, answer: http.client.HTTPResponse) -> None:
    """Piece by piece. A length that is known is told; else the connection ends with the body."""
    request.send_response_only(answer.status, answer.reason)
    for name, value in front.outwards(answer.getheaders()):
        request.send_header(name, value)
    if (length := answer.getheader("content-length")) is not None:
        request.send_header("Content-Length", length)
    else:
        request.send_header("Connection", "close")
        request.close_connection = True
    request.end_headers()
    while piece := answer.read(CHUNK):
        request.wfile.write(piece)
