"""python -m functions reviews [BRANCH] | intake [REF ... [--put-back | --throw-away]] | check
| still-correct [ENTRY] | referral REF [--erase] | reply REF [FILE] | pack SITE OUTPUT FOLDER."""

from __future__ import annotations

import difflib
import json
import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from functions import editors_answer, erasure, intake, reply
from functions.app import packed
from functions.git import GitForge, review_ref
from functions.local_adapters import DirectoryStore, FileSecrets
from functions.opened import all_opened, sealed_objects
from functions.ports import Store, now
from functions.seal import recipients

UNOPENED = (
    "Your keys did not open all of it, so an answer to it may still be there. With KEY=... it would have "
    f"been erased too; now it goes by itself, {editors_answer.DAYS} days after it was written."
)
SUMMARY = re.compile(
    r"\ALabels: (?P<labels>.*)\n\n# (?P<title>.*)\n\nReference \S+ received on (?P<on>\S+)\."
)


def main(arguments: list[str]) -> int:
    site = Path(os.environ.get("SITE") or ".").resolve()
    state = Path(os.environ.get("STATE") or site / "var")
    match arguments:
        case ["reviews"]:
            return reviews(forges(site, state))
        case ["reviews", branch]:
            return review(forges(site, state), branch)
        case ["intake"]:
            warn(forges(site, state))
            return intake.show(store_of(state), now())
        case ["intake", *references, ("--put-back" | "--throw-away") as flag] if references:
            return intake.act(store_of(state), references, flag)
        case ["intake", *references] if not any(each.startswith("-") for each in references):
            return intake.act(store_of(state), references, "")
        case ["referral", reference, *flags] if flags in ([], ["--erase"]):
            identity = reference.replace("-", "").lower()
            store = store_of(state)
            act = erase if flags else open_sealed
            return act(store, identity, editor_keys(state))
        case ["reply", reference, *file] if len(file) < 2:
            identity = reference.replace("-", "").lower()
            return reply.reply(store_of(state), identity, editor_keys(state), "".join(file), now())
        case ["still-correct", *entry] if len(entry) < 2:
            from functions.local_letters import still_correct

            output = Path(os.environ.get("OUTPUT") or site / "output")
            origin = f"http://localhost:{os.environ.get('PORT') or 8000}"
            return still_correct(site, output, state, origin, "".join(entry))
        case ["pack", source, output, folder]:
            about = json.loads(Path(output, "forms", "site.json").read_text("utf-8"))
            for name, body in packed(Path(source), about).items():
                Path(folder, name).write_bytes(body)
            return 0
        case ["check"]:
            recipients(FileSecrets(state / "secrets").get("recipients"))
            return 0
    print(__doc__, file=sys.stderr)
    return 2


def forges(site: Path, state: Path) -> list[GitForge]:
    """Those that are there: before the first start there are no referrals."""
    both = [GitForge(site), GitForge(state / "referrals.git", "main")]
    return [forge for forge in both if forge.repository.exists()]


def store_of(state: Path) -> Store:
    """The one on this machine; or, with BUCKET set, the one in AWS by the editor's own credentials."""
    if bucket := os.environ.get("BUCKET"):
        from functions.aws import S3Store

        return S3Store(bucket)
    return DirectoryStore(state / "store", now)


def reviews(forges: list[GitForge]) -> int:
    """What waits: branches that are not merged yet, the oldest first."""
    warn(forges)
    count = 0
    for forge in forges:
        for branch in waiting(forge):
            summary = SUMMARY.match(text_of(forge, branch) or "")
            if summary:
                count += 1
                print(f"{summary['on']}  {summary['title']}  [{summary['labels']}]\n    {branch}")
    print("Nothing waits." if not count else SHOW)
    return 0


def warn(forges: list[GitForge]) -> None:
    for obstacle in filter(None, (forge.obstacle() for forge in forges)):
        print(obstacle + "\n")


def waiting(forge: GitForge) -> list[str]:
    listed = "for-each-ref", "--sort=creatordate", "--format=%(refname:short)"
    return forge.run(*listed, "--no-merged", forge.base, "refs/heads/intake/").splitlines()


def text_of(forge: GitForge, branch: str) -> str | None:
    """A review's text; None where there is none, or where this is no branch of ours."""
    with suppress(ValueError):
        if sha := forge.find(review_ref(branch)):
            return forge.raw("cat-file", "blob", sha).decode()
    return None


def review(forges: list[GitForge], branch: str) -> int:
    """Also of one that is merged or turned down. A branch may be named by its end, the reference."""
    wanted = branch.strip().rstrip("/")
    text = next(filter(None, (text_of(forge, wanted) for forge in forges)), None)
    if text is not None:
        print(text)
        return 0
    there = [each for forge in forges for each in waiting(forge)]
    near = [each for each in there if wanted and each.endswith(wanted.replace("-", "").lower())]
    near = near or difflib.get_close_matches(wanted.lower(), there, 1)
    meant = f" Did you mean {near[0]}?" if near else ""
    print(
        f"No submission has the branch {wanted!r}.{meant} `make reviews` lists what waits.", file=sys.stderr
    )
    return 1


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
    """Under any of its references: the same answers may have been sent twice, and are shown once."""
    objects = sealed_objects(store, identity)
    opened = [without_place(each.content) for each in all_opened(store, objects, keys)]
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


def without_place(content: Mapping[str, Any]) -> dict[str, Any]:
    """What was written, the same however often it was sent; each time has a place of its own."""
    return {name: given for name, given in content.items() if name != "answer"}


def erase(store: Store, identity: str, keys: list[str]) -> int:
    """Where an answer is, only what is sealed says: so it is opened first, if it can be."""
    objects = sealed_objects(store, identity)
    opened = all_opened(store, objects, keys)
    count = reply.remove(store, (each.content for each in opened)) + erasure.erase(store, identity)
    print(f"{count} objects erased. Close its pull request, and delete its branch.")
    if len(opened) < len(objects):
        print(UNOPENED)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
