"""What was done lately and for whom, so that a flood of one thing leaves room for the others."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple

from functions.ports import Store


class Spent(NamedTuple):
    at: float
    mark: str


class Ledger:
    """Remembers for so many seconds. What cannot be read counts as none, and so does what is still to come:
    a clock gone wrong wrote it."""

    def __init__(
        self, store: Store, name: str, seconds: float, clock: Callable[[], float], folder: str = "state"
    ) -> None:
        self.store, self.key, self.seconds, self.clock = store, f"{folder}/spent-{name}", seconds, clock

    def read(self) -> list[Spent]:
        """The oldest first."""
        now = self.clock()
        try:
            listed = [
                Spent(float(at), str(mark)) for at, mark in json.loads(self.store.get(self.key) or b"[]")
            ]
        except (ValueError, TypeError):
            listed = []
        return [spent for spent in listed if now - self.seconds < spent.at <= now]

    def add(self, mark: str = "") -> None:
        body = json.dumps([*self.read(), (self.clock(), mark)]).encode()
        self.store.put(self.key, body, replace=True)
