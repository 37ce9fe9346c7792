"""Whatever fails, wherever a run is killed: no reader sees a half, and the next run ends right.

The cases, for each call of a deployment in which everything changes:

| at the call              | the next run sends | what must come of it                             |
| ------------------------ | ------------------ | ------------------------------------------------ |
| killed before            | the same           | goes on when the lease has ended                 |
| killed before            | what was there     | takes back what had been sent                    |
| killed after             | what was there     | the same, though the last call had its effect    |
| refused                  | what was there     | the same, at once: the lock was given up         |
| answer lost              | what was there     | the same, though the run took it for a failure   |
| answer lost, asked again | the same           | one run is enough: it knows the lock for its own |
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.publishing_faults import Step, deployment, systematically
from tests.publishing_world import A, B, Site, World, world

__all__ = ["world"]


def fresh(site: Site, number: int) -> Step:
    """With assets that are not there yet."""
    return deployment(replace(site, theme=f"{site.theme}{number:02}"))


def again(number: int) -> list[tuple[Step, Step]]:
    return [(step, step) for step in (fresh(B, number), fresh(A, number))]


def back(number: int) -> list[tuple[Step, Step]]:
    return [(fresh(B, number), deployment(A))]


CASES = {
    "killed before, then the same": ("killed before", again),
    "killed before, then back": ("killed before", back),
    "killed after, then back": ("killed after", back),
    "refused, then back": ("refused", back),
    "answer lost, then back": ("answer lost", back),
    "answer lost, asked again": ("answer lost, asked again", again),
}


@pytest.mark.long
@pytest.mark.parametrize("case", CASES)
def test_the_next_run_ends_right(world: World, case: str) -> None:
    kind, pairs = CASES[case]
    world.deploy(A)
    tries, met = systematically(world, kind, A, pairs)
    assert met == []
    assert tries >= 20
