"""The files of a site as they lie on the disk: which of them are ours, and their bytes."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from records import yaml_messages
from records.text import slugify

NO_FILE = "this is no file that can be read"
LEADS_OUT = "this link leads out of the site; put the file itself here"
FOLDER = "this is a folder; a file was expected"

_LEFTOVER = re.compile(r"\.|.*~\Z|#.*#\Z|(?:Thumbs\.db|desktop\.ini|__pycache__)\Z")
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.|\Z)")
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


class FileError(Exception):
    """Says in plain words why a file cannot be used."""


def read(site: Path, path: str, most: int) -> bytes:
    """The bytes of a file of the site, which is not followed out of it. Raises FileError."""
    file = site / path
    try:
        status = os.stat(file)
        if file.is_symlink() and not file.resolve().is_relative_to(site.resolve()):
            raise FileError(LEADS_OUT)
        if not stat.S_ISREG(status.st_mode):
            raise FileError(FOLDER if stat.S_ISDIR(status.st_mode) else NO_FILE)
        if status.st_size > most:
            raise FileError(yaml_messages.too_long(status.st_size, most))
        return file.read_bytes()
    except FileNotFoundError:
        missing = "this link leads to a file that is not there; put the file itself here"
        raise FileError(missing if file.is_symlink() else "there is no such file") from None
    except (OSError, RuntimeError) as error:
        looping = file.is_symlink() and not isinstance(error, PermissionError)
        raise FileError(
            "this link leads back to itself; put the file itself here" if looping else NO_FILE
        ) from None


def exists(site: Path, path: str) -> bool:
    """Also where it is a link that leads nowhere: whoever put it there wants to hear of it."""
    return os.path.lexists(site / path)


def listed(site: Path, folder: str) -> Iterator[str]:
    """The paths of all files below a folder, and of links to folders, which are not followed.

    Without what editors and systems leave behind: `._x.md`, `.#x.md`, `x.md~`, `.DS_Store`.
    """
    for name in sorted(names(site, folder)):
        path = f"{folder}/{name}"
        if (site / path).is_dir() and not (site / path).is_symlink():
            yield path + "/"
            yield from listed(site, path)
        else:
            yield path


def names(site: Path, folder: str) -> list[str]:
    """What lies in a folder; nothing where there is none."""
    try:
        return [name for name in os.listdir(site / folder) if not _LEFTOVER.match(name)]
    except OSError:
        return []


def leads_out(site: Path, folder: str) -> bool:
    """Whether a folder of the site is a link to one that lies elsewhere."""
    own = site / folder
    return own.is_symlink() and not own.resolve().is_relative_to(site.resolve())


def reserved(name: str) -> str | None:
    if _RESERVED.match(name):
        return f"Windows cannot store a file called '{name}'; give it another name"
    return None


def odd_name(name: str, example: str) -> str | None:
    """What is wrong with a file's name before its ending, which is a part of an address."""
    if message := reserved(name):
        return message
    if _PLAIN.match(name):
        return None
    return (
        "the file name can hold small letters a-z, digits and single hyphens, "
        f"as in '{slugify(name) or example}'"
    )


def printable_path(path: str) -> str:
    """A name of bytes that are not UTF-8 cannot be printed as it is."""
    return path.encode("utf-8", "backslashreplace").decode()
