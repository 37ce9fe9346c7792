"""The rehearsal's GitHub with one repository, which tells what it was asked, and fails on request."""

from __future__ import annotations

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hosting.rehearsal.github import GitHub
from hosting.rehearsal.github_repository import Reply, Repository

__all__ = ["NAME", "Clock", "FakeGitHub", "Reply"]
NAME = "acme/directory"


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


class FakeGitHub(GitHub, Repository):
    clock: Clock

    def __init__(self, repository: Path, clock: Clock, verify: Callable[[bytes, bytes], None]) -> None:
        Repository.__init__(self, NAME, repository)
        self.exchanges: list[tuple[str, str, Any, int, Any]] = []
        # (method, path, when) -> None, "drop" for a lost connection, or what to answer with: a status, with
        # headers, and with a body: bytes as they are, anything else as JSON
        self.fault: Callable[[str, str, str], Any] = lambda method, path, when: None
        GitHub.__init__(self, clock, verify)
        self.repositories[NAME] = self

    def serve(self, request: BaseHTTPRequestHandler, body: Any) -> None:
        method, path = request.command, urlsplit(request.path).path
        for when in ("before", "after"):
            planned = self.fault(method, path, when)
            if planned is None and when == "before":
                reply = self.answer(request, method, body)
            elif planned == "drop":
                request.close_connection = True
                return
            elif planned is not None:
                status, *more = planned if isinstance(planned, tuple) else (planned,)
                headers = more[0] if more else {}
                reply = status, more[1] if len(more) > 1 else {"message": "injected"}, headers
                break
        self.exchanges.append((method, request.path, body, reply[0], reply[1]))
        self.write(request, *reply)
