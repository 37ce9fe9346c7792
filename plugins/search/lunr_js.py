"""lunr.js as its makers packed it: fetched once from the npm registry, and never kept in git.

`python -m plugins.search.lunr_js` is a step of the set-up, so that a build needs no node. The lock file of
npm says which version, and which bytes.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import tarfile
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "node_modules" / "lunr"
FILE = FOLDER / "lunr.min.js"
WANTED = ("lunr.min.js", "lunr.js", "package.json", "LICENSE")
# npm's own default; the environment variable is npm's, too.
REGISTRY = os.environ.get("npm_config_registry") or "https://registry.npmjs.org"
MISSING = "lunr.js, which the search runs on, is not installed: run make, or python -m plugins.search.lunr_js"


def locked() -> dict[str, Any]:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    entry: dict[str, Any] = lock["packages"]["node_modules/lunr"]
    return entry


def installed() -> str | None:
    """The version that is here."""
    try:
        version: str = json.loads((FOLDER / "package.json").read_text("utf-8"))["version"]
    except (OSError, ValueError, KeyError):
        return None
    return version if FILE.is_file() else None


def unpack(packed: bytes, integrity: str, folder: Path = FOLDER) -> None:
    kind, _, digest = integrity.partition("-")
    if base64.b64encode(hashlib.new(kind, packed).digest()).decode() != digest:
        raise SystemExit("lunr.js came with other bytes than package-lock.json says; nothing was installed.")
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(packed)) as files:
        for name in WANTED:
            content = files.extractfile(f"package/{name}")
            assert content, name
            (folder / name).write_bytes(content.read())


def install() -> None:
    entry = locked()
    version = entry["version"]
    if installed() == version:
        return
    address = f"{REGISTRY.rstrip('/')}/lunr/-/lunr-{version}.tgz"
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310  (the digest decides what is taken)
        unpack(answer.read(), entry["integrity"])


if __name__ == "__main__":
    install()
