"""Random faults at every call of every port, before and after its effect. The bench uses 10,000."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from functions import worker
from functions.ports import UnavailableError
from tests.fake_github import FakeGitHub
from tests.function_app import HELP, SIGNUP, Running, token
from tests.function_ports import git

HEALTHY = 0.0


class Killed(BaseException):
    """The process ends here: nothing that comes after the call happens."""


class Faulty:
    """Does what the port does, unless it fails before, fails after, or dies before or after."""

    def __init__(self, port: Any, chance: Callable[[], float], dice: random.Random) -> None:
        self.port, self.chance, self.dice = port, chance, dice

    def __getattr__(self, name: str) -> Any:
        real = getattr(self.port, name)
        return self.wrap(real) if callable(real) else real

    def wrap(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            faults = [None, None] if self.dice.random() >= self.chance() else self.choose()
            if faults[0]:
                raise faults[0]
            result = real(*args, **more)
            if faults[1]:
                raise faults[1]
            return result

        return call

    def choose(self) -> list[BaseException | None]:
        kinds = [UnavailableError("injected"), UnavailableError("injected", 90.0), Killed()]
        fault = self.dice.choice(kinds)
        return [fault, None] if self.dice.random() < 0.5 else [None, fault]


class Storm:
    """Many senders, a worker, and a world in which a part of all calls fails."""

    def __init__(self, running: Running, seed: int, chance: float = 0.04) -> None:
        self.running, self.dice, self.chance = running, random.Random(seed), chance
        self.acknowledged: Counter[str] = Counter()
        for name in ("store", "forge", "referrals", "mail"):
            setattr(running.app, name, Faulty(getattr(running.app, name), lambda: self.chance, self.dice))

    def send(self, number: int) -> None:
        """A person who tries again until it says that it has arrived."""
        form, answers = self.submission(number)
        if form != "message":
            answers = {**answers, "token": token(self.running.post(form, answers))}
        for _ in range(50):
            with suppress(Killed):
                response = self.running.post(form, answers)
                if response.status == 303:
                    self.acknowledged[response.headers["Location"].rpartition("/")[2]] += 1
                    return
        raise AssertionError("fifty tries, and never an answer")

    def submission(self, number: int) -> tuple[str, dict[str, Any]]:
        letters = "".join(chr(97 + int(digit)) for digit in str(number))
        kinds = [
            (
                "join-person",
                {**SIGNUP, "name": f"Person {letters}", "reply_to": f"a{number}@diaz.example.org"},
            ),
            ("message", {**HELP, "alias": f"Bird {number}"}),
            (
                "still-correct",
                {"profile": "asha-example", "reply_to": f"a{number}@b.example", "agree": "yes"},
            ),
        ]
        return kinds[number % 3]

    def work(self) -> None:
        with suppress(Killed, UnavailableError):
            worker.run(self.running.app)
        self.running.clock.sleep(self.dice.choice([1, 60, 600, 3600]))

    def settle(self) -> None:
        """The storm is over: what is left is worked off."""
        self.chance = HEALTHY
        for _ in range(1000):
            self.running.clock.sleep(3601)
            worker.run(self.running.app)
            if not self.running.app.store.keys("inbox/"):
                return
        raise AssertionError("the inbox never became empty")


def run(storm: Storm, submissions: int, every: int = 3) -> None:
    for number in range(submissions):
        storm.send(number)
        if number % every == 0:
            storm.work()
    storm.settle()


def proved(storm: Storm, heads: list[str], repositories: list[Path]) -> dict[str, int]:
    """Nothing acknowledged is lost, nothing is there twice, no branch is without its pull request."""
    proposed = Counter(head.rpartition("/")[2] for head in heads)
    branches = [line.removeprefix("refs/heads/") for where in repositories
                for line in git(where, "for-each-ref", "--format=%(refname)",
                "refs/heads/intake/").splitlines()]  # fmt: skip
    store = storm.running.app.store
    return {
        "acknowledged": len(storm.acknowledged),
        "lost": len(storm.acknowledged.keys() - proposed.keys()),
        "twice": sum(count - 1 for count in proposed.values()),
        "orphans": len({*branches} - {*heads}),
        "quarantined": len(store.keys("quarantine/")),
        "left": len(store.keys("inbox/")),
    }


def hub_heads(*fakes: FakeGitHub) -> list[str]:
    return [pull["head"] for fake in fakes for pull in fake.pulls]
