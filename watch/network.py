"""One question to one server: to a public address only, with limits of time and size, following nothing."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from content.link_state import Verdict

LARGEST = 1024 * 1024  # bytes that are read of a page, packed and unpacked
WAIT = 10.0  # seconds for a connection, and for each part of an answer
LIMIT = 30.0  # seconds for the whole of it
_PIECE = 64 * 1024
_PORTS = {"http": 80, "https": 443}
_KEPT_SIGNS = "/?#[]@!$&'()*+,;=:%~"
_TLS = {
    "certificate has expired": "its certificate has expired",
    "self-signed certificate": "its certificate is signed by itself",
    "self signed certificate": "its certificate is signed by itself",
    "Hostname mismatch": "its certificate is for another name",
    "doesn't match": "its certificate is for another name",
    "unable to get local issuer": "nobody whom browsers trust signed its certificate",
}
_OURS = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "64:ff9b:1::/48", "::/96", "fec0::/10")))
"""Of one network alone, though Python's table calls some of them global: a cloud answers at 192.0.0.192, and
the others hold an address of IPv4, or of a site, in one of IPv6."""
Place = tuple[str, int]
"""An IP address and a port."""
Lookup = Callable[[str, int], Iterable[Place]]
"""Raises socket.gaierror."""


class Answer(NamedTuple):
    """`headers` have names in small letters; `whole` says that nothing of the body was left out."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    whole: bool = True


class NoAnswer(NamedTuple):
    """`network`: it may be our own way to the internet that is broken."""

    verdict: Verdict
    detail: str
    network: bool = False


Reply = Answer | NoAnswer


def look_up(host: str, port: int) -> list[Place]:
    listed = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(str(address[0]), port) for *_, address in listed]


def is_public(ip: str) -> bool:
    """Not of this machine, its network or the cloud in which it runs, however it is written."""
    address = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is None and address in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    if any(address in network for network in _OURS if network.version == address.version):
        return False
    return address.is_global and not address.is_multicast


class Network:
    """`lookup`, `permitted` and `authorities` (a file of certificates) are for tests."""

    def __init__(
        self,
        agent: str,
        lookup: Lookup = look_up,
        permitted: Callable[[str], bool] = is_public,
        authorities: str | None = None,
        limit: float = LIMIT,
    ) -> None:
        self.agent, self.lookup, self.permitted = agent, lookup, permitted
        self.authorities, self.limit = authorities, limit

    def ask(self, url: str, headers: Mapping[str, str]) -> Reply:
        """Whatever is there, and whatever it does: an answer, or why there is none."""
        try:
            scheme, host, port, path = _parts(url)
        except ValueError:
            return NoAnswer("unsure", "leads to an address that cannot be read")
        if scheme not in _PORTS or port != _PORTS[scheme]:
            return NoAnswer("blocked", "leads to something other than a public web page")
        place = self._place(host, port)
        if isinstance(place, NoAnswer):
            return place
        try:
            opened = socket.create_connection(place, WAIT)
        except ConnectionRefusedError:
            return NoAnswer("gone", "the server does not take connections", network=True)
        except OSError as why:
            return NoAnswer("unsure", f"the server cannot be reached ({why})", network=True)
        return self._talk(opened, scheme, host, path, headers)

    def _place(self, host: str, port: int) -> Place | NoAnswer:
        """What is checked here is what is connected to: a second look-up could say something else."""
        try:
            places = list(self.lookup(host, port))
            private = [ip for ip, _ in places if not self.permitted(ip)]
        except socket.gaierror as why:
            if why.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", None)):
                return NoAnswer("gone", "there is no such host", network=True)
            return NoAnswer("unsure", "the name of the host could not be looked up", network=True)
        except (OSError, ValueError):
            return NoAnswer("unsure", "the name of the host cannot be looked up")
        if private or not places:
            return NoAnswer("blocked", "private address: the host is not on the public internet")
        return places[0]

    def _talk(
        self, opened: socket.socket, scheme: str, host: str, path: str, headers: Mapping[str, str]
    ) -> Reply:
        kept, late = opened.dup(), threading.Event()  # TLS takes the first one for itself

        def cut() -> None:
            late.set()
            with suppress(OSError):
                kept.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(self.limit, cut)
        timer.daemon = True
        timer.start()
        connection = self._connection(opened, scheme, host)
        try:
            connection.request("GET", path, headers=self._headers(host, headers), preload_content=False)
            return _read(connection.getresponse(), late)
        except (OSError, HTTPError, http.client.HTTPException, ValueError) as why:
            return _no_answer(why, late)
        finally:
            timer.cancel()
            connection.close()
            opened.close()
            kept.close()

    def _connection(self, opened: socket.socket, scheme: str, host: str) -> HTTPConnection:
        if scheme == "http":
            return _Plain(opened, host)
        return _Encrypted(
            opened, host, server_hostname=host, cert_reqs="CERT_REQUIRED", ca_certs=self.authorities
        )

    def _headers(self, host: str, more: Mapping[str, str]) -> dict[str, str]:
        return {
            "Host": host,
            "User-Agent": self.agent,
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.5",
            "Accept-Encoding": "gzip",
            "Connection": "close",
            **more,
        }


class _Opened:
    """A connection on a socket that is open already, to the address that was checked."""

    def __init__(self, opened: socket.socket, host: str, **more: object) -> None:
        self.opened = opened
        super().__init__(host, timeout=WAIT, **more)  # type: ignore[call-arg]

    def _new_conn(self) -> socket.socket:
        return self.opened


class _Plain(_Opened, HTTPConnection):
    pass


class _Encrypted(_Opened, HTTPSConnection):
    pass


def _parts(url: str) -> tuple[str, str, int, str]:
    """Scheme, host as it is asked for, port and path. Raises ValueError."""
    split = urlsplit(url)
    host = (split.hostname or "").encode("idna").decode().rstrip(".")
    if not host:
        raise ValueError("there is no host")
    path = quote(split.path or "/", safe=_KEPT_SIGNS)
    query = f"?{quote(split.query, safe=_KEPT_SIGNS)}" if split.query else ""
    return split.scheme, host, split.port or _PORTS.get(split.scheme, 0), path + query


def _read(response: BaseHTTPResponse, late: threading.Event) -> Reply:
    headers = {name.lower(): value for name, value in response.headers.items()}
    packed, whole = b"", True
    try:
        while len(packed) <= LARGEST and (piece := response.read1(_PIECE, decode_content=False)):
            packed += piece
    except (OSError, HTTPError, http.client.HTTPException):
        whole = False
    whole = whole and len(packed) <= LARGEST and not late.is_set()
    match headers.get("content-encoding", "identity").strip().lower():
        case "gzip" | "x-gzip" | "deflate":
            return _unpacked(response.status, headers, packed, whole)
        case "identity" | "":
            return Answer(response.status, headers, packed[:LARGEST], whole)
        case other:
            return NoAnswer("unsure", f"it is packed in a way that nobody asked for ({other[:20]})")


def _unpacked(status: int, headers: Mapping[str, str], packed: bytes, whole: bool) -> Reply:
    """Never more than `LARGEST`, however much there is in it."""
    unpacker = zlib.decompressobj(wbits=47)
    try:
        body = unpacker.decompress(packed, LARGEST)
    except zlib.error:
        return NoAnswer("unsure", "it is packed, and cannot be unpacked")
    return Answer(status, headers, body, whole and not unpacker.unconsumed_tail)


def _no_answer(why: Exception, late: threading.Event) -> NoAnswer:
    if late.is_set() or isinstance(why, TimeoutError):
        return NoAnswer("unsure", "there was no whole answer in time")
    if isinstance(why, ssl.SSLError) or "doesn't match" in str(why):
        known = (plain for sign, plain in _TLS.items() if sign in str(why))
        return NoAnswer(
            "unsure", f"no safe connection: {next(known, 'the server speaks no TLS that we know')}"
        )
    return NoAnswer("unsure", f"the server broke off, or spoke no HTTP ({type(why).__name__})")
