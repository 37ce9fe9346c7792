"""Lists and reads the files that an editor may touch, whatever stands in their place.

A link that leads nowhere, a folder with a file's name, a pipe that would never end or a file of a gigabyte
is a diagnostic, never an exception. Paths are relative to the site, with `/` between their parts.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import NamedTuple

from records.diagnostic import Diagnostic
from records.text import printable

LARGEST = 1024 * 1024

# What Windows keeps for devices, whatever follows the first dot, and what it allows in no name.
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\.|\Z)")
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]')
_LONGEST = 200  # bytes of a name: Linux ends at 255, and the tools that copy a site add to it
_UNBLOCKED = getattr(
    os, "O_NONBLOCK", 0
)  # so that a pipe is opened at once, without anybody who writes to it


class Listing(NamedTuple):
    """`names` have one of the suffixes and are files; `others` are files and folders of any other name."""

    names: list[str]
    others: list[str]
    diagnostics: list[Diagnostic]


def list_files(site: Path, folder: str, suffixes: tuple[str, ...]) -> Listing:
    """What is directly in a folder, sorted; names that begin with a dot are passed over.

    A name that only Windows refuses gets a diagnostic and is listed too: its content can also be wrong.
    """
    listing = Listing([], [], [])
    if os.path.islink(site / folder) and not _within(site, os.path.realpath(site / folder)):
        return listing._replace(diagnostics=[_diagnostic(folder, _LEADS_OUT)])
    try:
        with os.scandir(site / folder) as entries:
            ordered = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        return listing._replace(diagnostics=[_diagnostic(folder, _folder_fault(error))])
    for entry in ordered:
        if not entry.name.startswith("."):
            _list(site, f"{folder}/{entry.name}", entry, entry.name.endswith(suffixes), listing)
    return listing


def list_tree(site: Path, folder: str, suffixes: tuple[str, ...]) -> Listing:
    """As `list_files`, with the contents of folders in the folder; empty if there is no such folder.

    The names are paths relative to the site.
    """
    tree = Listing([], [], [])
    if not os.path.lexists(site / folder):
        return tree
    names, others, diagnostics = list_files(site, folder, suffixes)
    tree.names.extend(f"{folder}/{name}" for name in names)
    tree.diagnostics.extend(diagnostics)
    for path in (f"{folder}/{name}" for name in others):
        if os.path.isdir(site / path):
            below = list_tree(site, path, suffixes)
            tree.names.extend(below.names)
            tree.others.extend(below.others)
            tree.diagnostics.extend(below.diagnostics)
        else:
            tree.others.append(path)
    return tree


def read_file(site: Path, path: str, largest: int = LARGEST) -> bytes | Diagnostic:
    """The bytes of a file; a larger one is refused without reading it."""
    try:
        if fault := _kind_fault(site, path):
            return _diagnostic(path, fault)
        with open(os.path.join(site, path), "rb", buffering=0, opener=_open) as file:
            info = os.fstat(file.fileno())
            if not stat.S_ISREG(info.st_mode):  # it took the place of the file a moment ago
                return _diagnostic(path, _NO_FILE)
            if info.st_size > largest:
                return _diagnostic(path, too_large(info.st_size, largest))
            return file.read()
    except (OSError, ValueError) as error:
        return _diagnostic(path, _fault(error))


def too_large(size: int, largest: int) -> str:
    return f"the file has {size / 1024:,.1f} KB; at most {largest // 1024} KB are allowed"


def odd_name(name: str) -> str | None:
    """Why a file of this name cannot be on every machine; a message, or None."""
    if device := is_device(name):
        return f"on Windows no file can be called '{device}'; give it another name"
    if match := _FORBIDDEN.search(name):
        return f"on Windows no file name can hold '{printable(match[0])}'; give it another name"
    if name.endswith((".", " ")):
        return "on Windows no file name can end in a dot or a space; give it another name"
    if (size := len(os.fsencode(name))) > _LONGEST:
        return f"the file name has {size} bytes; at most {_LONGEST} can be kept everywhere"
    return None


def is_device(name: str) -> str | None:
    """The name of a device of Windows that a file name is taken for: `aux` of `aux.yaml`."""
    match = _DEVICE.match(name)
    return match[1] if match else None


_LEADS_OUT = "is a link that leads out of the site; put the file itself here"
_NO_FILE = "is neither a file nor a folder but a pipe or a device; delete it"
_FOLDER = "is a folder with the name of a file; rename it, or move what it holds"


def _list(site: Path, path: str, entry: os.DirEntry[str], ours: bool, listing: Listing) -> None:
    folder = entry.is_dir(follow_symlinks=False)
    fault = odd_name(entry.name)
    if not entry.is_file(follow_symlinks=False) and (ours or not folder):
        kind_fault = _kind_fault(site, path)
        if kind_fault:
            listing.diagnostics.append(_diagnostic(path, kind_fault))
            return
    if not entry.name.isprintable():
        fault = "the file name holds characters that cannot be shown; rename it"
    if fault:
        listing.diagnostics.append(_diagnostic(path, fault))
    if entry.name.isprintable():
        (listing.names if ours else listing.others).append(entry.name)


def _kind_fault(site: Path, path: str) -> str | None:
    """Why what is there is no file that can be read."""
    full = os.path.join(site, path)
    mode = os.lstat(full).st_mode
    if stat.S_ISLNK(mode):
        return _link_fault(site, full)
    if stat.S_ISREG(mode):
        return None
    return _FOLDER if stat.S_ISDIR(mode) else _NO_FILE


def _link_fault(site: Path, full: str) -> str | None:
    try:
        target = os.path.realpath(full, strict=True)
    except OSError as error:
        where = "nowhere" if isinstance(error, FileNotFoundError) else "to itself or to what cannot be read"
        return f"is a link that leads {where}; put the file itself here"
    if not _within(site, target):
        return _LEADS_OUT
    if not os.path.isfile(target):
        return "is a link to something that is no file; put the file itself here"
    return None


def _within(site: Path, target: str) -> bool:
    return Path(target).is_relative_to(os.path.realpath(site))


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | _UNBLOCKED)


def _fault(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "cannot be read: its permissions forbid it; let everybody read it"
    return f"cannot be read: {getattr(error, 'strerror', None) or error}"


def _folder_fault(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such folder"
    if isinstance(error, NotADirectoryError):
        return "there must be a folder here, and it is a file"
    return _fault(error)


def _diagnostic(path: str, message: str) -> Diagnostic:
    return Diagnostic(printable(path), 1, "", printable(message))
