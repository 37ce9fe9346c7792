"""Reads a finished build; refuses one that is half built, for another address, or shows invented entries."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from engine import build_record
from engine.addresses import url_of
from engine.host_headers import (
    HEADERS,
    HOST_FILES,
    OK,
    REDIRECTS,
    Answer,
    Rule,
    answers,
    content_type,
    header_rules,
    headers_for,
)
from engine.output_folder import OutputFolder
from publishing.cloud import Cloud
from publishing.errors import PublishingError
from publishing.listing import ABOUT
from publishing.manifest import FOLDER, Entry

ASK_FIRST = "no-cache"  # what no rule tells of is never shown unasked
LONGEST = 1024  # bytes of a key
NOT_SENT = {*HOST_FILES, ABOUT}  # for a host, and for the function
WELL_KNOWN = ".well-known"
AGAIN = "Build it with make publish, with the same settings, and then run the same command again."


class Built:
    """The files of a build, by path, and what S3 shall say of each."""

    def __init__(self, root: Path, origin: str, *, samples: bool = False) -> None:
        self.root = root
        on_disk = OutputFolder(root).survey()
        _check(root, origin, samples, len(on_disk))
        rules = header_rules(_host_file(root, HEADERS, "how long each page may be kept"))
        said = answers(_host_file(root, REDIRECTS, "which pages have moved or are gone"))
        paths = sorted({*on_disk, *_well_known(root)} - NOT_SENT)
        _check_names(root, paths)
        self.files: Mapping[str, Entry] = {path: self._entry(path, rules, said) for path in paths}

    def put(self, cloud: Cloud, path: str, entry: Entry) -> str:
        body = _body(self.root / path)
        if hashlib.sha256(body).hexdigest() != entry.sha256:
            raise PublishingError(
                f"{self.root / path} changed while it was sent. Is a build or `make serve` running?"
            )
        return cloud.put(path, body, entry)

    def size(self, path: str) -> int:
        return (self.root / path).stat().st_size

    def _entry(self, path: str, rules: list[Rule], said: Mapping[str, Answer]) -> Entry:
        cache = headers_for(url_of(path), rules).get("Cache-Control", ASK_FIRST)
        digest = hashlib.sha256(_body(self.root / path)).hexdigest()
        return Entry(digest, content_type(PurePosixPath(path)), cache, *said.get(url_of(path), OK))


def _check(root: Path, origin: str, samples: bool, count: int) -> None:
    record = build_record.read(root)
    if not root.is_dir() or not count:
        raise PublishingError(f"There is no built site in {root}. {AGAIN}")
    if record is None:
        raise PublishingError(f"The build in {root} was not finished, or is of an older version. {AGAIN}")
    if record.files != count:
        raise PublishingError(f"{root} holds {count} files, but its build wrote {record.files}. {AGAIN}")
    if record.origin != origin:
        raise PublishingError(
            f"{root} was built for {record.origin}, and ORIGIN is {origin}: links, feeds and sitemap "
            f"would lead to the other one. {AGAIN}"
        )
    if not record.public:
        raise PublishingError(f"{root} was built by make html or make serve, for looking at it here. {AGAIN}")
    if record.samples and not samples:
        raise PublishingError(
            f"{root} shows invented entries. Build it again without them; or, for a demonstration, "
            "say SAMPLES=mark to make publish and to this command."
        )


def _check_names(root: Path, paths: Iterable[str]) -> None:
    """A link may lead to anything on this machine; and not every name can be an address."""
    for path in paths:
        if path.startswith(FOLDER):
            raise PublishingError(
                f"{root / path}: pages under {FOLDER} would lie among the releases' records."
            )
        if (root / path).is_symlink():
            raise PublishingError(f"{root / path} is a link. Only what the build wrote is sent. {AGAIN}")
        if not path.isprintable() or len(path.encode("utf-8", "replace")) > LONGEST:
            raise PublishingError(
                f"{str(root / path)!r}: this name cannot be an address: it is too long, or holds characters "
                "that cannot be shown. Rename what it was made from, and build again."
            )


def _host_file(root: Path, name: str, about: str) -> str:
    if not (root / name).is_file():
        raise PublishingError(f"{root / name} is missing, which says {about}. {AGAIN}")
    return _body(root / name).decode("utf-8", "replace")


def _well_known(root: Path) -> Iterator[str]:
    for folder, _, names in os.walk(root / WELL_KNOWN):
        yield from (Path(folder, name).relative_to(root).as_posix() for name in names)


def _body(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise PublishingError(f"{file} cannot be read: {error.strerror}. {AGAIN}") from None
