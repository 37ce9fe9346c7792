"""python -m functions reviews | referral REF [--erase] | check | pack SITE OUTPUT FILE."""

from __future__ import annotations

import json
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyrage

from functions.app import pack
from functions.git import GitForge, review_ref
from functions.local_adapters import DirectoryStore, FileSecrets
from functions.ports import Store
from functions.seal import recipients, unseal

SUMMARY = re.compile(
    r"\ALabels: (?P<labels>.*)\n\n# (?P<title>.*)\n\nReference \S+ received on (?P<on>\S+)\."
)


def main(arguments: list[str]) -> int:
    site = Path(os.environ.get("SITE") or ".").resolve()
    state = Path(os.environ.get("STATE") or site / "var")
    match arguments:
        case ["reviews"]:
            return reviews([GitForge(site), GitForge(state / "referrals.git", "main")])
        case ["reviews", branch]:
            print(GitForge(site).raw("cat-file", "blob", review_ref(branch)).decode())
            return 0
        case ["referral", reference, *flags] if flags in ([], ["--erase"]):
            identity = reference.replace("-", "").lower()
            store = store_of(state)
            return erase(store, identity) if flags else open_sealed(store, identity, editor_keys(state))
        case ["pack", source, output, file]:
            about = json.loads(Path(output, "forms", "site.json").read_text("utf-8"))
            Path(file).write_bytes(pack(Path(source), about))
            return 0
        case ["check"]:
            recipients(FileSecrets(state / "secrets").get("recipients"))
            return 0
    print(__doc__, file=sys.stderr)
    return 2


def store_of(state: Path) -> Store:
    """The one on this machine; or, with BUCKET set, the one in AWS by the editor's own credentials."""
    if bucket := os.environ.get("BUCKET"):
        from functions.aws import S3Store

        return S3Store(bucket)
    return DirectoryStore(state / "store")


def reviews(forges: list[GitForge]) -> int:
    """What waits: branches that are not merged yet, the oldest first."""
    count = 0
    for forge in (forge for forge in forges if forge.repository.exists()):
        listed = forge.run("for-each-ref", "--sort=creatordate", "--format=%(refname:short)", "--no-merged",
        forge.base,
                           "refs/heads/intake/")  # fmt: skip
        for branch in listed.splitlines():
            summary = SUMMARY.match(forge.raw("cat-file", "blob", review_ref(branch)).decode())
            if summary:
                count += 1
                print(f"{summary['on']}  {summary['title']}  [{summary['labels']}]\n    {branch}")
    print("Nothing waits." if not count else SHOW)
    return 0


SHOW = """
Read one:     make reviews BRANCH=intake/...
Publish it:   git merge intake/...
Turn it down: git branch -D intake/..."""


def editor_keys(state: Path) -> list[str]:
    """A file that the editor names, or the keys that were made here at the first start."""
    named = os.environ.get("KEY")
    files = [Path(named)] if named else sorted((state / "secrets").glob("editor-*"))
    return [
        line
        for file in files
        for line in file.read_text("utf-8").split()
        if line.startswith("AGE-SECRET-KEY-")
    ]


def open_sealed(store: Store, identity: str, keys: list[str]) -> int:
    objects = store.keys(f"sealed/{identity}.")
    opened = [content for entry in objects if (content := unsealed(store.get(entry.key) or b"", keys))]
    # A repeated post may have been sealed twice.
    for content in (one for place, one in enumerate(opened) if one not in opened[:place]):
        print(f"{content['form']}, received on {content['on']}")
        for name, values in content["answers"].items():
            print(f"  {name}: {', '.join(values)}")
    if not opened:
        print(
            "No key of yours opens it." if objects else "There is nothing under this reference.",
            file=sys.stderr,
        )
    return int(not opened)


def unsealed(sealed: bytes, keys: list[str]) -> dict[str, Any] | None:
    """With the first key that fits; None where none does, or where it was changed."""
    for key in keys:
        with suppress(pyrage.DecryptError):
            return unseal(sealed, key)
    return None


def erase(store: Store, identity: str) -> int:
    """Leaves the reference and nothing else, so that the same post does not come back."""
    store.put(f"erased/{identity}", b"")
    prefixes = [
        f"sealed/{identity}.",
        *(f"{folder}/{identity}" for folder in ("inbox", "done", "quarantine", "settled")),
    ]
    gone = [entry for prefix in prefixes for entry in store.keys(prefix)]
    for entry in gone:
        store.delete(entry.key)
    print(f"{len(gone)} objects erased. Close its pull request, and delete its branch.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
