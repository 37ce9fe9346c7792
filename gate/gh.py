"""GitHub through its own program `gh`, with the rights of whoever runs it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from typing import Any

_NO_GH = "The program `gh` is needed: install it from https://cli.github.com, then `gh auth login`."


class Refused(Exception):  # noqa: N818 - it is an answer, and always caught
    """What GitHub said."""


def list_all(path: str) -> list[Any]:
    listed: list[Any] = []
    for page in range(1, 100):
        items = get(f"{path}?per_page=100&page={page}") or []
        listed += items
        if len(items) < 100:
            break
    return listed


def get(path: str) -> Any:
    """None where there is no such thing."""
    try:
        return call("GET", path)
    except Refused as why:
        if "HTTP 404" in str(why):
            return None
        raise


def call(method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
    command = ["gh", "api", "--method", method, path]
    given = json.dumps(body) if body is not None else None
    if body is not None:
        command += ["--input", "-"]
    try:
        done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise Refused(_NO_GH) from None
    if done.returncode:
        raise Refused((done.stderr.strip() or done.stdout.strip())[:300])
    return json.loads(done.stdout or "null")
