"""Whatever fails, wherever a run is killed: no reader sees a half, and the next run ends right."""

from __future__ import annotations

import pytest

from tests.publishing_faults import KINDS, deployment, systematically
from tests.publishing_world import A, B, World, aws, world

__all__ = ["aws", "world"]
TO_A, TO_B = deployment(A), deployment(B)


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_the_next_run_ends_right(world: World, kind: str) -> None:
    """There and back by turns, so that each step of a release with all kinds of changes is met."""
    world.deploy(A)
    tries, met = systematically(world, kind, [(TO_B, TO_B), (TO_A, TO_A)])
    assert met == []
    assert tries > 30
