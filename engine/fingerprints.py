"""Fingerprints: short digests that change whenever a page would."""

from __future__ import annotations

import hashlib
import io
import pickle
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SIZE = 16


class Lazy:
    """A value that is built when it is first shown; its fingerprint covers all that it is built from."""

    def __init__(self, fingerprint: Callable[[], bytes], factory: Callable[[], Any]) -> None:
        self._fingerprint = fingerprint
        self._factory = factory

    @cached_property
    def fingerprint(self) -> bytes:
        return self._fingerprint()

    @cached_property
    def value(self) -> Any:
        return self._factory()

    def __html__(self) -> str:
        return str(self.value)

    def __reduce__(self) -> tuple[Any, ...]:
        """For `fingerprint` only: nobody reads such a pickle."""
        return Lazy, (self.fingerprint,)


class LazyList(list[Lazy]):
    """Several of them, with one fingerprint: the same ones are on many pages."""

    def __reduce__(self) -> tuple[Any, ...]:
        return LazyList, (b"".join([value.fingerprint for value in self]),)


def fingerprint(*values: Any) -> bytes:
    """Of plain values; a `Lazy` counts by its own fingerprint."""
    written = io.BytesIO()
    pickler = pickle.Pickler(written, 5)
    pickler.fast = True  # else equal values that are one object differ from equal values that are two
    pickler.dump(values)
    return hashlib.blake2b(written.getbuffer(), digest_size=SIZE).digest()


def of_files(root: Path, files: Iterable[Path]) -> bytes:
    digest = hashlib.blake2b(digest_size=SIZE)
    for file in sorted(files):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(root).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.digest()


def of_code(parts: Iterable[str]) -> bytes:
    """Of files of this project, and of the Python and JSON in folders of it: what a page may depend on."""
    files: set[Path] = set()
    for part in (ROOT / name for name in parts):
        files |= {part} if part.is_file() else {*part.rglob("*.py"), *part.rglob("*.json")}
    return fingerprint(of_files(ROOT, files), sys.version)


def of_settings(settings: Mapping[str, Any], without: Iterable[str]) -> bytes:
    """Of the settings that are plain values; functions among them are code."""
    return fingerprint(sorted(f"{name}={_plain(settings[name])}" for name in settings.keys() - set(without)))


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return str(sorted(f"{_plain(key)}:{_plain(own)}" for key, own in value.items()))
    if isinstance(value, list | tuple):
        return str([_plain(own) for own in value])
    return repr(value) if isinstance(value, str | int | float | None) else type(value).__name__
