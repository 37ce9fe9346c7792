"""What an earlier run worked out about files that have not changed since. A help, never needed."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from engine.cache_file import CacheFile

T = TypeVar("T")
R = TypeVar("R")


class Share(Protocol):
    """Does some work, whoever does the parts of it, in whatever order."""

    def __call__(self, work: Sequence[T], do: Callable[[Sequence[T]], list[R]], /) -> list[R]: ...


def alone(work: Sequence[T], do: Callable[[Sequence[T]], list[R]], /) -> list[R]:
    return do(work)


def _make(new: Sequence[tuple[bytes, Callable[[], Any]]]) -> list[tuple[bytes, bytes]]:
    return [(key, pickle.dumps(make(), 5)) for key, make in new]


class Cache:
    """Values by key in one file. Where nothing is kept for this `version` of the code, it is empty."""

    def __init__(self, file: Path | None = None, version: bytes = b"") -> None:
        self.file = file
        self._kept = CacheFile(file, version)
        self._before: dict[bytes, bytes] = self._kept.read() or {}
        self._now: dict[bytes, bytes] = {}

    def of(self, makers: Mapping[bytes, Callable[[], T]], share: Share = alone) -> Iterator[T]:
        """The value of each key, in their order; those not remembered are made, which may be shared."""
        if self.file is None:
            yield from (make() for make in makers.values())
            return
        new = [(key, make) for key, make in makers.items() if key not in self._before]
        self._now |= share(new, _make)
        for key in makers:
            yield self.get(key)

    def evaluator(self, share: Share = alone) -> Callable[[Mapping[bytes, Callable[[], T]]], list[T]]:
        """What `experts.load` takes: asks for all the values at once, and writes the file."""

        def evaluate(makers: Mapping[bytes, Callable[[], T]]) -> list[T]:
            values = list(self.of(makers, share))
            self.write()
            return values

        return evaluate

    def get(self, key: bytes) -> Any:
        """None where nothing is remembered."""
        known = self._now.get(key) or self._before.get(key)
        if known is None:
            return None
        self._now[key] = known
        return pickle.loads(known)  # noqa: S301  (the file's head says it is ours)

    def put(self, key: bytes, value: Any) -> None:
        self._now[key] = pickle.dumps(value, 5)

    def write(self) -> None:
        """Nothing that this run did not ask for is kept."""
        if self._now.keys() != self._before.keys():
            self._kept.write(self._now)
