"""A fault, a kill or a lost answer at one call after the other of a deployment; then another run goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple

from publishing.errors import BusyError, PublishingError
from publishing.state import LEASE
from tests.publishing_world import Killed, Probe, Site, World, seen

# What happens at a call, and whether the call has had its effect by then.
KINDS = {
    "killed before": (Killed, False),
    "killed after": (Killed, True),
    "refused": (PublishingError, False),
    "answer lost": (PublishingError, True),
    "answer lost, asked again": (None, True),
}
Go = Callable[[World, Probe], object]


class Step(NamedTuple):
    """A run, and what is shown after it."""

    site: Site
    go: Go


Pairs = Callable[[int], Sequence[tuple[Step, Step]]]
"""By the number of the call: the run that fails at it, and the one that follows."""


def deployment(site: Site) -> Step:
    return Step(site, lambda world, cloud: world.deploy(site, cloud))


class Tripped(Probe):
    """Fails at the call of a number, and has readers look after every call."""

    world: World
    sites: tuple[Site, ...]
    kind: str
    at: int
    failed_at: str = ""

    def __init__(self, *settings: str | int) -> None:
        super().__init__(*settings)  # type: ignore[arg-type]
        self.met: list[str] = []

    def trip(self, operation: str, done: bool) -> None:
        error, after = KINDS[self.kind]
        if self.calls == self.at and error and after == done:
            self.failed_at, self.dead = operation, error is Killed
            raise error("injected")

    def before(self, operation: str) -> None:
        self.trip(operation, done=False)

    def after(self, operation: str) -> None:
        self.look(operation)
        self.trip(operation, done=True)

    def again(self, operation: str) -> bool:
        return KINDS[self.kind][0] is None and self.calls == self.at

    def look(self, operation: str) -> None:
        self.world.browse()
        self.met += [f"{self.calls} {operation}: {what}" for what in seen(self.world, *self.sites)]


def tripped(world: World, sites: tuple[Site, ...], kind: str = "refused", at: int = 0) -> Tripped:
    cloud: Tripped = world.cloud(Tripped)
    cloud.world, cloud.sites, cloud.kind, cloud.at = world, sites, kind, at
    return cloud


def carry_on(world: World, step: Step, cloud: Probe) -> None:
    """The next run: at once, or, where it meets with the lock, when that has run out."""
    try:
        step.go(world, cloud)
    except BusyError:
        world.clock.sleep(LEASE)
        step.go(world, cloud)


def systematically(world: World, kind: str, shown: Site, pairs: Pairs) -> tuple[int, list[str]]:
    """Once for each call that there is. The number of tries, and what readers met with."""
    at, tries, met, whole = 0, 0, [], False
    while not whole:
        at, whole = at + 1, True
        for failing, following in pairs(at):
            cloud = tripped(world, (shown, failing.site), kind, at)
            with suppress(Killed, PublishingError):
                failing.go(world, cloud)
            whole = whole and cloud.calls < at
            then = tripped(world, (shown, failing.site, following.site))
            carry_on(world, following, then)
            try:
                world.is_shown(following.site)
            except AssertionError as error:
                error.add_note(f"{kind} {at}, {cloud.failed_at}")
                raise
            shown, tries = following.site, tries + 1
            met += [f"{kind} {at}, {cloud.failed_at}: {what}" for what in (*cloud.met, *then.met)]
            world.clock.sleep(60)
    return tries, met
