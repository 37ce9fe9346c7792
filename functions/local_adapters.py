"""The adapters that need no account and no network: folders on this machine.

What is written is in `.partial` until it is whole, under the number of the process that writes it.
A process that is killed leaves such a part behind; the next one that uses the folder takes it away.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from functions.email_message import letter
from functions.ports import RefusedError, StoredObject, UnavailableError, checked_key, now

PARTIAL = ".partial"


class DirectoryStore:
    """`clock` gives the seconds since 1970 that an entry is stamped with: who asks its age uses the same."""

    def __init__(self, root: Path, clock: Callable[[], float] = now) -> None:
        self.root, self.clock = root, clock
        sweep(root)

    def put(self, key: str, body: bytes, *, replace: bool = False) -> bool:
        target = self.root / checked_key(key)
        with unavailable():
            return write(self.root, target, body, self.clock(), replace=replace)

    def get(self, key: str) -> bytes | None:
        with unavailable():
            try:
                return (self.root / checked_key(key)).read_bytes()
            except FileNotFoundError:
                return None

    def newer(self, key: str, version: str) -> tuple[bytes | None, str]:
        body = self.get(key)
        found = "" if body is None else hashlib.sha256(body).hexdigest()
        return None if found == version else body, found

    def keys(self, prefix: str) -> list[StoredObject]:
        with unavailable():
            objects = list(self.entries(prefix))
        return sorted(objects, key=lambda entry: (entry.modified, entry.key))

    def entries(self, prefix: str) -> Iterator[StoredObject]:
        folder = self.root / prefix.rpartition("/")[0]
        for path in folder.rglob("[!.]*"):
            key = path.relative_to(self.root).as_posix()
            # A file may go while we look: another process has finished with it.
            if key.startswith(prefix) and not path.is_dir():
                try:
                    yield StoredObject(key, path.stat().st_mtime)
                except FileNotFoundError:
                    continue

    def delete(self, key: str) -> None:
        with unavailable():
            (self.root / checked_key(key)).unlink(missing_ok=True)

    def place(self, key: str) -> str:
        """Without where this machine keeps the site: var/store/..."""
        return "/".join([*self.root.parts[-2:], checked_key(key)])

    def settle(self, key: str) -> None:
        """Nothing goes by itself on this machine; an editor erases it."""
        checked_key(key)


@contextmanager
def unavailable() -> Iterator[None]:
    try:
        yield
    except OSError:
        raise UnavailableError("disk") from None


def write(root: Path, target: Path, body: bytes, modified: float, *, replace: bool = False) -> bool:
    """All or nothing, and on the disk before it returns: also when another process was first."""
    parts = root / PARTIAL
    for folder in (parts, target.parent):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, temporary = tempfile.mkstemp(prefix=f".{os.getpid()}-", dir=parts)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(body)
            file.flush()
            os.utime(temporary, (modified, modified))
            os.fsync(file.fileno())
        if replace:
            Path(temporary).replace(target)
            return True
        os.link(temporary, target)
    except FileExistsError:
        return False
    finally:
        Path(temporary).unlink(missing_ok=True)
        sync(target.parent)
    return True


def sweep(root: Path) -> None:
    """Takes away what processes that run no more have left half written: it may hold what somebody wrote."""
    for path in (root / PARTIAL).glob(".*-*"):
        number = path.name[1:].partition("-")[0]
        if number.isdecimal() and not runs(int(number)):
            with suppress(OSError):
                path.unlink()


def runs(process: int) -> bool:
    try:
        os.kill(process, 0)  # sends nothing, and tells whether it could
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        pass  # it is somebody else's
    return True


def sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class FolderMail:
    """Each letter is a file that any mail program opens."""

    def __init__(self, root: Path, sender: str) -> None:
        self.root, self.sender = root, sender
        sweep(root)

    def send(self, to: str, subject: str, text: str) -> None:
        message = letter(self.sender, to, subject, text).as_bytes()
        with unavailable():
            number = self.health()[0] + 1  # in the order in which they were sent
            write(self.root, self.root / f"{number:06}-{secrets.token_hex(4)}.eml", message, now())

    def health(self) -> tuple[int, int]:
        """Nothing comes back from a folder."""
        return len([*self.root.glob("*.eml")]), 0


class FileSecrets:
    """One file a secret, readable by its owner only; `signing-key` is an RSA key in PEM form."""

    def __init__(self, root: Path) -> None:
        self.root = root
        sweep(root)

    def get(self, name: str) -> str:
        try:
            value = (self.root / name).read_text("utf-8").strip()
        except OSError:
            value = ""
        if not value:
            raise RefusedError(f"the secret {name} is missing")
        return value

    def sign(self, message: bytes) -> bytes:
        self.get("signing-key")
        command = ["openssl", "dgst", "-sha256", "-sign", str(self.root / "signing-key")]
        done = subprocess.run(command, input=message, capture_output=True, check=False)
        if done.returncode:
            raise RefusedError("the signing key does not work")
        return done.stdout

    def create(self, name: str, value: str) -> None:
        """Only for setting up: an existing secret stays."""
        if not (self.root / name).exists():
            write(self.root, self.root / name, value.encode(), now())
