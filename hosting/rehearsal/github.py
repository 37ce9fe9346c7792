"""A GitHub on the loopback: an app's tokens, the limits on writing, repositories with real git objects."""

from __future__ import annotations

import base64
import json
import re
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from hosting.rehearsal.github_app import AS_INSTALLED, App
from hosting.rehearsal.github_repository import Reply, Repository

WRITES_A_MINUTE, WRITES_AN_HOUR, PULLS_A_MINUTE = 80, 500, 10


class GitHub:
    """`verify` takes what an app has signed and its signature, and raises if it is another's."""

    def __init__(self, clock: Callable[[], float], verify: Callable[[bytes, bytes], object]) -> None:
        self.clock, self.verify = clock, verify
        self.repositories: dict[str, Repository] = {}
        self.app = App()
        self.tokens: set[str] = set()
        self.writes: list[float] = []
        self.opened: list[float] = []
        self.limited = 0
        self.lock = threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def handler(self) -> type[BaseHTTPRequestHandler]:
        github = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                with github.lock, suppress(ConnectionError):
                    github.serve(self, json.loads(body) if body else None)

            do_POST = do_PATCH = do_PUT = do_DELETE = do_GET  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def serve(self, request: BaseHTTPRequestHandler, body: Any) -> None:
        self.write(request, *self.answer(request, request.command, body))

    def write(
        self, request: BaseHTTPRequestHandler, status: int, data: Any, headers: Mapping[str, str]
    ) -> None:
        if status >= 400 and isinstance(data, dict):
            data["documentation_url"] = "https://docs.github.com/rest"
        content = data if isinstance(data, bytes) else json.dumps(data).encode()
        request.send_response(status)
        usual = {"Content-Type": "application/json", "Content-Length": str(len(content))}
        for name, value in {**usual, **headers}.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(content)

    def answer(self, request: BaseHTTPRequestHandler, method: str, body: Any) -> Reply:
        bearer = (request.headers.get("authorization") or "").removeprefix("Bearer ")
        url = urlsplit(request.path)
        if re.fullmatch(r"/app/installations/(\d+)/access_tokens", url.path):
            return self.make_token(bearer)
        if re.fullmatch(r"/app(/installations/\d+)?", url.path):
            return self.refusal(bearer) or self.app.as_app(url.path)
        if bearer not in self.tokens:
            return 401, {"message": "Bad credentials", "documentation_url": "", "status": "401"}, {}
        if (method, url.path) == ("DELETE", "/installation/token"):
            self.tokens.discard(bearer)
            return 204, b"", {}
        if url.path.startswith(AS_INSTALLED):
            return self.app.as_installed(url.path, self.repositories)
        match = re.fullmatch(r"/repos/([^/]+/[^/]+)(/.*)", url.path)
        repository = self.repositories.get(match[1]) if match else None
        if not match or not repository:
            return 404, {"message": "Not Found"}, {}
        if method != "GET" and (limit := self.limit(match[2])):
            return limit
        if (method, match[2]) == ("GET", "/labels"):
            return self.app.all_labels()
        query = {key: values[0] for key, values in parse_qs(url.query).items()}
        return repository.route(method, unquote(match[2]), query, body)

    def limit(self, path: str) -> Reply | None:
        """The documented limits on writing; pull requests in a burst meet a narrower one."""
        now = self.clock()
        over = sum(now - at < 60 for at in self.writes) >= WRITES_A_MINUTE
        over |= sum(now - at < 3600 for at in self.writes) >= WRITES_AN_HOUR
        over |= path == "/pulls" and sum(now - at < 60 for at in self.opened) >= PULLS_A_MINUTE
        if over:
            self.limited += 1
            return 403, {"message": "You have exceeded a secondary rate limit"}, {"retry-after": "60"}
        self.writes.append(now)
        if path == "/pulls":
            self.opened.append(now)
        return None

    def refusal(self, jwt: str) -> Reply | None:
        """Why it is not the app that asks; None where it is."""
        head, claims, signature = (part + "=" * (-len(part) % 4) for part in jwt.split("."))
        try:
            self.verify(jwt.rpartition(".")[0].encode(), base64.urlsafe_b64decode(signature))
        except Exception:
            return 401, {"message": "A JSON web token could not be decoded"}, {}
        stated = json.loads(base64.urlsafe_b64decode(claims))
        if (
            not stated["iat"] <= self.clock() < stated["exp"]
            or stated["exp"] - stated["iat"] > 600
            or not head
        ):
            return 401, {"message": "'Expiration time' claim is wrong"}, {}
        return None

    def make_token(self, jwt: str) -> Reply:
        if refused := self.refusal(jwt):
            return refused
        token = f"ghs_{len(self.tokens):036d}"
        self.tokens.add(token)
        return 201, {"token": token, "expires_at": "2030-01-01T00:00:00Z", "permissions": {}}, {}
