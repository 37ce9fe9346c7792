"""SIGKILL at one step after the other in the life of a submission; then another process goes on.

A step is a call of a port, its return, and each thing that a local adapter does to the disk or asks of git.
"""

from __future__ import annotations

import itertools
import json
import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from functions import tokens, upkeep, worker
from functions.git import GitForge
from tests.function_app import NOW, Running, answers_for, forms, reference, resume, start
from tests.function_faults import SOUND, local_pulls, references
from tests.function_ports import git

NEVER = 1 << 30
PORTS = ("store", "forge", "referrals", "mail", "secrets")


class Stepping:
    """A port that tells before and after each call."""

    def __init__(self, port: Any, step: Callable[[], None]) -> None:
        self.port, self.step = port, step

    def __getattr__(self, name: str) -> Any:
        real = getattr(self.port, name)
        return stepping(real, self.step, before=True) if callable(real) else real


def stepping(real: Callable[..., Any], step: Callable[[], None], *, before: bool) -> Callable[..., Any]:
    def call(*args: Any, **more: Any) -> Any:
        if before:
            step()
        result = real(*args, **more)
        step()
        return result

    return call


def live(folder: Path, form: str, at: int, deep: bool) -> None:
    """In a process of its own: sends, works, confirms; and is killed at the step of this number."""
    running, steps = resume(folder), itertools.count()

    def step() -> None:
        number = next(steps)
        (folder / "steps").write_text(str(number + 1))
        if number == at:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in PORTS:
        setattr(running.app, name, Stepping(getattr(running.app, name), step))
    if deep:
        GitForge.raw = stepping(GitForge.raw, step, before=False)  # type: ignore[method-assign]
        for name in ("fsync", "link", "unlink"):
            setattr(os, name, stepping(getattr(os, name), step, before=False))
    given, step = json.loads((folder / "given").read_text())
    (folder / "told").write_text(reference(running.post(form, given, step)))
    worker.run(running.app)
    if forms()[form].purpose == "signup" and confirm(running):
        (folder / "confirmed").write_text("yes")
        worker.run(running.app)


def confirm(running: Running) -> bool:
    identity = (running.folder / "told").read_text()
    key = running.app.secrets.get("form-key")
    path = f"/send/confirm/{tokens.confirm_token(key, 'signup', identity, NOW)}"
    return running.ask("POST", path).status == 200


def prepare(folder: Path, form: str) -> Path:
    """What each life begins with: the review page has been shown."""
    running = start(folder)
    given = running.last_post(form, answers_for(running, form, "x"))
    (folder / "given").write_text(json.dumps(given))
    return folder


@dataclass
class Outcome:
    acknowledged: bool
    steps: int
    verdict: dict[str, int]


def killed_at(prepared: Path, folder: Path, form: str, at: int, *, deep: bool, again: bool) -> Outcome:
    """One life in a fresh copy, and what is there after another process has gone on.

    `again`: the sender, who has seen no answer, tries once more.
    """
    shutil.copytree(prepared, folder, symlinks=True)
    child = multiprocessing.get_context("fork").Process(target=live, args=(folder, form, at, deep))
    child.start()
    child.join()
    told = folder / "told"
    acknowledged, steps = told.exists(), int((folder / "steps").read_text())
    assert child.exitcode == (-signal.SIGKILL if at < steps else 0), "it ended by itself"
    running = resume(folder)
    if not acknowledged and again:
        given, step = json.loads((folder / "given").read_text())
        told.write_text(reference(running.post(form, given, step)))
    carry_on(running)
    verdict = judged(running, folder, told.read_text() if told.exists() else "")
    shutil.rmtree(folder)
    return Outcome(acknowledged, steps, verdict)


def carry_on(running: Running) -> None:
    """Long enough for every wait, and for what was sealed without being entered."""
    running.clock.sleep(upkeep.GRACE)
    for lock in running.folder.rglob("*.lock"):
        os.utime(lock, (0, 0))  # git leaves these when it dies
    for _ in range(4):
        worker.run(running.app)
        running.clock.sleep(3601)


def judged(running: Running, folder: Path, told: str) -> dict[str, int]:
    pulls = local_pulls(running)
    letters = list((folder / "var" / "mail").glob("*.eml"))
    branches = {
        line
        for where in (running.repository, folder / "var" / "referrals.git")
        for line in git(where, "for-each-ref", "--format=%(refname:short)", "refs/heads/intake/").split()
    }
    labels = [label for pull in pulls for label in pull.labels if told in references(pull)]
    pressed = (folder / "confirmed").exists()
    return {
        "lost": int(bool(told) and not any(told in references(pull) for pull in pulls)),
        "twice": max(0, len(pulls) - 1) + max(0, len(letters) - 1),
        "unasked": 0,
        "unconfirmed": int(pressed and "address-confirmed" not in labels),
        "orphans": len(branches - {pull.head for pull in pulls}),
        "quarantined": len(running.set_aside()),
        "left": len(running.waits()) + len(partial_files(folder)),
    }


def partial_files(folder: Path) -> list[Path]:
    """What a killed process had not finished writing: it may hold what somebody wrote."""
    return [path for path in (folder / "var").rglob(".*") if path.is_file() and path.name != ".gitignore"]


def systematically(folder: Path, form: str, *, deep: bool, every: int = 1) -> tuple[int, list[Any]]:
    """Kills at each step of a whole life; the number of lives, and what was wrong with any of them."""
    prepared, lives, wrong = prepare(folder / form, form), 1, []
    whole = killed_at(prepared, folder / "whole", form, NEVER, deep=deep, again=False)
    if whole.verdict != SOUND or not whole.acknowledged:
        wrong.append((form, "alive", whole))
    for at in range(0, whole.steps, every):
        for again in (False, True):
            life = killed_at(prepared, folder / f"{at}-{again}", form, at, deep=deep, again=again)
            lives += 1
            wrong += [(form, at, life)] if life.verdict != SOUND else []
            if life.acknowledged:  # a sender who has seen the answer does not try again
                break
    return lives, wrong
