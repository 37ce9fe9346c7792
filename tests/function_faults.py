"""Random faults at every call of every port, before and after its effect. The bench uses 10,000."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from functions import tokens, worker
from functions.ports import UnavailableError
from tests.fake_github import FakeGitHub
from tests.function_app import KINDS, Running, answers_for, filled, reference
from tests.function_ports import git

HEALTHY = 0.0
SOUND = {"lost": 0, "twice": 0, "unasked": 0, "unconfirmed": 0, "orphans": 0, "quarantined": 0, "left": 0}


class Pull(NamedTuple):
    head: str
    labels: list[str]
    text: str


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
    """Many senders of all kinds, a worker, and a world in which a part of all calls fails."""

    def __init__(self, running: Running, seed: int, chance: float = 0.04) -> None:
        self.running, self.dice, self.chance = running, random.Random(seed), chance
        self.held = filled(running, "asha-example")
        self.acknowledged: Counter[str] = Counter()
        self.confirmed: set[str] = set()
        for name in ("store", "forge", "referrals", "mail", "secrets"):
            setattr(running.app, name, Faulty(getattr(running.app, name), lambda: self.chance, self.dice))

    def send(self, number: int) -> None:
        form = [*KINDS][number % len(KINDS)]
        given = answers_for(self.running, form, str(number), self.held)
        page = self.insist(lambda: self.running.walk(form, given), 200)
        answer = self.insist(
            lambda: self.running.press(form, page, "send"), 200 if form == "message" else 303
        )
        self.acknowledged[reference(answer)] += 1

    def insist(self, ask: Callable[[], Any], status: int) -> Any:
        """A person who tries again until it says that it has arrived."""
        for _ in range(50):
            with suppress(Killed):
                answer = ask()
                if answer.status == status:
                    return answer
        raise AssertionError("fifty tries, and never an answer")

    def confirm(self) -> None:
        """Somebody presses the button in the letter, which comes after the pull request."""
        receipts = [key.partition("/")[2] for key, _ in self.running.app.store.port.keys("done/")]
        waiting = [one for one in sorted(receipts) if one in self.acknowledged and one not in self.confirmed]
        for identity in waiting[:1]:
            if f'"branch": "intake/signup/{identity}"' in self.receipt(identity):
                self.insist(partial(self.running.ask, "POST", self.link(identity)), 200)
            self.confirmed.add(identity)

    def link(self, identity: str) -> str:
        app = self.running.app
        made = tokens.confirm_token(app.secrets.port.get("form-key"), "signup", identity, app.clock())
        return f"/send/confirm/{made}"

    def receipt(self, identity: str) -> str:
        return self.running.app.store.port.get(f"done/{identity}").decode()

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
            if not self.running.waits():
                return
        raise AssertionError("the inbox never became empty")


def run(storm: Storm, submissions: int, every: int = 3) -> None:
    for number in range(submissions):
        storm.send(number)
        if number % every == 0:
            storm.work()
            storm.confirm()
    storm.settle()


def references(pull: Pull) -> list[str]:
    """All that a pull request answers: its own, and those under which the same was received again."""
    again = re.findall(r"^- Also received as \*\*([a-z0-9-]+)\*\*", pull.text, re.MULTILINE)
    return [pull.head.rpartition("/")[2], *(each.replace("-", "") for each in again)]


def proved(storm: Storm, pulls: list[Pull], repositories: list[Path]) -> dict[str, int]:
    """Nothing acknowledged is lost, nothing is there twice, no branch is without its pull request."""
    proposed = Counter(reference for pull in pulls for reference in references(pull))
    labels = {reference: pull.labels for pull in pulls for reference in references(pull)}
    branches = [line.removeprefix("refs/heads/") for where in repositories
                for line in git(where, "for-each-ref", "--format=%(refname)",
                "refs/heads/intake/").splitlines()]  # fmt: skip
    pressed = [one for one in storm.confirmed if "signup" in labels.get(one, ())]
    return {
        "acknowledged": len(storm.acknowledged),
        "lost": len(storm.acknowledged.keys() - proposed.keys()),
        "twice": sum(count - 1 for count in proposed.values()),
        "unasked": sum(storm.acknowledged.keys().isdisjoint(references(pull)) for pull in pulls),
        "unconfirmed": sum("address-confirmed" not in labels[one] for one in pressed),
        "orphans": len({*branches} - {pull.head for pull in pulls}),
        "quarantined": len(storm.running.set_aside()),
        "left": len(storm.running.waits()),
    }


def local_pulls(running: Running) -> list[Pull]:
    return [Pull(head, pull["labels"], pull["text"]) for head, pull in running.pulls().items()]


def hub_pulls(*fakes: FakeGitHub) -> list[Pull]:
    return [Pull(pull["head"], pull["labels"], pull["body"]) for fake in fakes for pull in fake.pulls]
