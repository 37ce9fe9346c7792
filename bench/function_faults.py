"""What the function promises, while everything around it fails."""

from __future__ import annotations

import contextlib
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import experts
from functions import worker
from records import yaml_reader
from tests.fake_github import FakeGitHub
from tests.function_app import HELP, KINDS, Running, start
from tests.function_faults import SOUND, Storm, hub_pulls, local_pulls, proved, run
from tests.function_kills import systematically
from tests.function_ports import github

WAVE = 500  # a fresh world after so many: else most of the time goes into looking through folders


@contextlib.contextmanager
def on_github(folder: Path) -> Iterator[tuple[Running, FakeGitHub]]:
    """A function whose forge is the fake GitHub, with an entry to change."""
    running = start(folder)
    name = "experts/profiles/asha-example.yaml"
    profiles = running.app.listing.profiles()
    running.app.listing.profiles = lambda: profiles  # type: ignore[method-assign]
    files = {name: (running.repository / name).read_text("utf-8")}
    with github(folder / "hub", files, running.clock) as (forge, fake):
        running.app.forge = running.app.referrals = forge
        yield running, fake


def storms(folder: Path, submissions: int) -> str:
    """In turn on the fake GitHub, which has faults of its own, and on git."""
    outcomes: Counter[str] = Counter()
    for wave, first in enumerate(range(0, submissions, WAVE)):
        world, count = folder / str(wave), min(WAVE, submissions - first)
        outcomes.update((git_storm if wave % 2 else hub_storm)(world, count, wave))
        shutil.rmtree(world)
    return f"{dict(outcomes)}"


def hub_storm(world: Path, submissions: int, seed: int) -> dict[str, int]:
    with on_github(world) as (running, fake):
        storm, dice = Storm(running, seed), random.Random(seed)
        faults = [500, "drop", (403, {"retry-after": "30"}), (429, {"retry-after": "5"})]
        fake.fault = lambda *_: dice.choice(faults) if storm.chance and dice.random() < 0.04 else None
        run(storm, submissions)
        return proved(storm, hub_pulls(fake), [fake.repository])


def git_storm(world: Path, submissions: int, seed: int) -> dict[str, int]:
    storm = Storm(start(world), seed)
    run(storm, submissions)
    return proved(
        storm, local_pulls(storm.running), [storm.running.repository, world / "var" / "referrals.git"]
    )


def kills(folder: Path) -> str:
    """Each kind of submission, killed at each step of its life; another process goes on."""
    lives = 0
    wrong: list[object] = []
    for form in KINDS:
        count, failures = systematically(folder, form, deep=True)
        lives, wrong = lives + count, wrong + failures
    summary = f"{lives} lives of {len(KINDS)} kinds, {len(wrong)} with anything but {SOUND}"
    return "\n".join([summary, *map(str, wrong[:5])])


def outage(folder: Path, queued: int) -> str:
    """What people of as many networks sent while GitHub was away, worked off at the schedule's pace."""
    with on_github(folder) as (running, fake):
        for number in range(queued):
            running.headers["cloudfront-viewer-address"] = f"198.18.{number // 250}.{number % 250 + 1}:4711"
            running.send("message", {**HELP, "alias": f"Bird {number}"})
        began = running.clock()
        while running.waits():
            worker.process_inbox(running.app)
            running.clock.sleep(600)
        minutes = (running.clock() - began) / 60
        return (
            f"{len(fake.pulls)} pull requests by {len(fake.exchanges)} requests in {minutes:.0f} minutes of "
            f"the clock, {fake.limited} times over a limit"
        )


def written(count: int) -> str:
    """Strings of what the function lets through, in the writer; each must read back equal."""
    dice, refused = random.Random(2), 0
    alphabet = [
        *map(chr, (*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x180))),
        *"\n😀अबا漢:-?[]{}#&*!|>'\"%@`,~",
    ]
    for _ in range(count // 100):
        texts = ["".join(dice.choices(alphabet, k=dice.randrange(1, 40))) for _ in range(100)]
        data = {"lines": texts}
        try:
            assert yaml_reader.read(experts.dump(data).encode()) == data
        except ValueError:
            refused += 1
    return f"{count} strings read back equal; {refused} lists were refused for their characters"
