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

import pytest

from tests.publishing_faults import Step, deployment, systematically
from tests.publishing_world import A, B, World, aws, world

__all__ = ["aws", "world"]
TO_A, TO_B = deployment(A), deployment(B)
AGAIN = [(TO_B, TO_B), (TO_A, TO_A)]
BACK = [(TO_B, TO_A)]
CASES = [
    ("killed before", AGAIN),
    ("killed before", BACK),
    ("killed after", BACK),
    ("refused", BACK),
    ("answer lost", BACK),
    ("answer lost, asked again", AGAIN),
]


@pytest.mark.long
@pytest.mark.parametrize(
    ("kind", "pairs"), CASES, ids=lambda value: value if isinstance(value, str) else len(value)
)
def test_the_next_run_ends_right(world: World, kind: str, pairs: list[tuple[Step, Step]]) -> None:
    world.deploy(A)
    tries, met = systematically(world, kind, pairs)
    assert met == []
    assert tries > 20 * len(pairs)
