"""npm where the home cannot be written, the registry is not there, or the network inspects TLS."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.site_builder import ROOT

TARBALL = b"what is packed"
CLOSED = "http://127.0.0.1:9"  # the port to which everything may be thrown away; nobody listens
STEERING = ("npm_config_", "NODE_", "SSL_CERT_", "HTTP_PROXY", "HTTPS_PROXY")


def npm(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """npm as the set-up calls it, on a machine with a home that cannot be written."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(STEERING)}
    return subprocess.run(
        [sys.executable, "-m", "plugins.npm", *arguments],
        cwd=ROOT, env={**kept, "HOME": "/nonexistent", **settings},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_without_a_registry_it_says_so_in_npms_words_and_ours():
    done = npm("pack", "lunr@2.3.9", npm_config_registry=CLOSED, npm_config_fetch_retries="0")
    assert done.returncode == 1
    assert "ECONNREFUSED" in done.stderr
    assert "npm pack failed" in done.stderr
    assert "npm_config_registry=" in done.stderr
    assert "Traceback" not in done.stderr


class Registry(BaseHTTPRequestHandler):
    """A registry that has every package, in one version."""

    def do_GET(self) -> None:
        host = self.headers["Host"]
        scheme = "https" if isinstance(self.connection, ssl.SSLSocket) else "http"
        digest = base64.b64encode(hashlib.sha512(TARBALL).digest()).decode()
        dist = {"tarball": f"{scheme}://{host}/a.tgz", "integrity": f"sha512-{digest}"}
        version = {"name": "a", "version": "1.0.0", "dist": dist}
        about = {"name": "a", "dist-tags": {"latest": "1.0.0"}, "versions": {"1.0.0": version}}
        body = TARBALL if self.path.endswith(".tgz") else json.dumps(about).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def registry(certificate: Path | None = None) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Registry)
    server.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"{'https' if certificate else 'http'}://localhost:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of a network's own, for localhost; with its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([
        x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")
    ])  # fmt: skip
    today = datetime.now(UTC)  # noqa: TID251 node asks whether it is valid today
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(today - timedelta(1)).not_valid_after(today + timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "network.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return tmp_path / "network.pem"


def test_its_cache_is_not_in_the_home(tmp_path):
    with registry() as url:
        done = npm("pack", "a", "--pack-destination", str(tmp_path), npm_config_registry=url)
    assert done.returncode == 0, done.stderr
    assert [file.read_bytes() for file in tmp_path.glob("*.tgz")] == [TARBALL]


def test_it_trusts_the_certificates_that_the_machine_names(tmp_path, certificate):
    with registry(certificate) as url:
        settings = {"npm_config_registry": url, "npm_config_fetch_retries": "0"}
        unknown, known = (
            npm("pack", "a", "--pack-destination", str(tmp_path), **settings, **trust)
            for trust in ({}, {"SSL_CERT_FILE": str(certificate)})
        )
    assert unknown.returncode == 1
    assert "self-signed certificate" in unknown.stderr
    assert "SSL_CERT_FILE=" in unknown.stderr
    assert known.returncode == 0, known.stderr
