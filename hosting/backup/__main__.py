"""python -m hosting.backup save | restore | reseal, with BUCKET=, BACKUP= a folder, KEY= an editor's key.

docs/operations.md says when. SECRETS= is the prefix of the secrets in SSM, /directory if it is not set.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pyrage

from functions import seal
from functions.__main__ import editor_keys
from functions.aws import AwsSecrets, S3Store
from functions.ports import RefusedError, UnavailableError, now
from hosting.backup.folder import BackupError, Folder
from hosting.backup.reseal import reseal
from hosting.backup.restore import restore
from hosting.backup.save import save
from records import terminal


def main(arguments: list[str]) -> int:
    act = {"save": run_save, "restore": run_restore, "reseal": run_reseal}.get("".join(arguments))
    if act is None:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        for line in act():
            terminal.show([line])
    except BackupError as error:
        print(error, file=sys.stderr)
        return 1
    except (UnavailableError, RefusedError) as error:
        print(
            f"AWS does not do it ({error}). `make doctor` says more. Run it again: it goes on.",
            file=sys.stderr,
        )
        return 1
    return 0


def run_save() -> Iterator[str]:
    return save(bucket(), folder(), recipients(), now())


def run_restore() -> Iterator[str]:
    return restore(bucket(), folder(), [pyrage.x25519.Identity.from_str(key) for key in keys()], now())


def run_reseal() -> Iterator[str]:
    return reseal(bucket(), keys(), recipients(), now())


def bucket() -> S3Store:
    name = os.environ.get("BUCKET") or os.environ.get("FUNCTION_BUCKET")
    if not name:
        raise BackupError("Which bucket? BUCKET= the output FunctionBucket of the stack.")
    return S3Store(name)


def folder() -> Folder:
    if not (named := os.environ.get("BACKUP")):
        raise BackupError("Which folder? BACKUP= one on a disk that is encrypted.")
    return Folder(Path(named))


def keys() -> list[str]:
    listed = editor_keys(Path("var")) if os.environ.get("KEY") else []
    if not listed:
        raise BackupError("Whose key? KEY= the file of an editor's key.")
    return listed


def recipients() -> list[object]:
    return seal.recipients(AwsSecrets(os.environ.get("SECRETS") or "/directory").get("recipients"))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
