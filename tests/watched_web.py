"""An internet on the loopback: hosts with names of their own, on one server, which do what a test says."""

from __future__ import annotations

import datetime
import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from watch.network import Network, is_public

HTML = {"Content-Type": "text/html; charset=utf-8"}
Reply = tuple[int, dict[str, str], str | bytes]
Act = Callable[[BaseHTTPRequestHandler], None]


class Seen(NamedTuple):
    host: str
    path: str
    headers: dict[str, str]


def page(body: str, title: str = "", **headers: str) -> Reply:
    return 200, {**HTML, **headers}, f"<html><head><title>{title}</title></head><body>{body}</body></html>"


def moved(to: str, status: int = 301) -> Reply:
    return status, {"Location": to}, ""


class Web:
    """`pages` by address without its scheme, as in `lantern-house.org/`; `addresses` of hosts elsewhere."""

    def __init__(self, folder: Path) -> None:
        self.pages: dict[str, Reply | Act] = {}
        self.addresses: dict[str, list[str]] = {}
        self.faults: dict[str, OSError] = {}
        self.seen: list[Seen] = []
        self.ended = threading.Event()
        self.plain = self._server()
        self.encrypted = self._server()
        self.authority = folder / "certificate.pem"
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate(folder, ["lantern-house.org"]))
        self.encrypted.socket = context.wrap_socket(
            self.encrypted.socket, server_side=True, do_handshake_on_connect=False
        )

    def _server(self) -> ThreadingHTTPServer:
        server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return server

    def close(self) -> None:
        self.ended.set()
        for server in (self.plain, self.encrypted):
            server.shutdown()
            server.server_close()

    def lookup(self, host: str, port: int) -> Iterable[tuple[str, int]]:
        if host in self.faults:
            raise self.faults[host]
        if host in self.addresses:
            return [(ip, port) for ip in self.addresses[host]]
        if not any(address.partition("/")[0] == host for address in self.pages):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [("127.0.0.1", (self.encrypted if port == 443 else self.plain).server_address[1])]

    def network(self, limit: float = 20.0, trusted: bool = True) -> Network:
        return Network(
            "DirectoryLinkWatch/1 (+https://directory.example.org/)",
            self.lookup,
            lambda ip: ip == "127.0.0.1" or is_public(ip),
            str(self.authority) if trusted else None,
            limit,
        )

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                with suppress(OSError):
                    web.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        host = request.headers["Host"]
        self.seen.append(Seen(host, request.path, {k.lower(): v for k, v in request.headers.items()}))
        planned = self.pages.get(f"{host}{request.path}", (404, HTML, "Not here"))
        if callable(planned):
            request.close_connection = True
            planned(request)
        else:
            send(request, planned)

    def asked(self, host: str = "") -> list[str]:
        """The addresses that were asked for, without those of robots.txt."""
        return [
            one.host + one.path
            for one in self.seen
            if one.path != "/robots.txt" and (not host or one.host == host)
        ]


def send(request: BaseHTTPRequestHandler, reply: Reply) -> None:
    status, headers, body = reply
    content = body if isinstance(body, bytes) else body.encode()
    request.send_response(status)
    for name, value in {"Content-Length": str(len(content)), **headers}.items():
        request.send_header(name, value)
    request.end_headers()
    request.wfile.write(content)


def certificate(folder: Path, names: list[str]) -> tuple[Path, Path]:
    """Signed by itself; a day far from now on both sides, so that no clock matters."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    start = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    end = datetime.datetime(2060, 1, 1, tzinfo=datetime.UTC)
    built: Any = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(one) for one in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(built.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return files
