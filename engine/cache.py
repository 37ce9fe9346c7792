"""What an earlier run worked out about files that have not changed since. It only saves time."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from engine.cache_file import CacheFile

T = TypeVar("T")
R = TypeVar("R")


class WorkSharing(Protocol):
    """Applies `do` to all of the work, in parts that may run in other processes and in any order."""

    def __call__(self, work: Sequence[T], do: Callable[[Sequence[T]], list[R]], /) -> list[R]: ...


def serially(work: Sequence[T], do: Callable[[Sequence[T]], list[R]], /) -> list[R]:
    return do(work)


def _pickle_values(new: Sequence[tuple[bytes, Callable[[], Any]]]) -> list[tuple[bytes, bytes]]:
    return [(key, pickle.dumps(factory(), 5)) for key, factory in new]


class Cache:
    """Values by fingerprint in one file, which is empty if another `version` of the code wrote it."""

    def __init__(self, file: Path | None = None, version: bytes = b"") -> None:
        self.file = file
        self._file = CacheFile(file, version)
        self._before: dict[bytes, bytes] = self._file.read() or {}
        self._now: dict[bytes, bytes] = {}

    def of(self, factories: Mapping[bytes, Callable[[], T]], share: WorkSharing = serially) -> Iterator[T]:
        """The value of each fingerprint, in their order. Their factories build the missing ones."""
        if self.file is None:
            yield from (factory() for factory in factories.values())
            return
        new = [(key, factory) for key, factory in factories.items() if key not in self._before]
        self._now |= share(new, _pickle_values)
        for key in factories:
            yield self.get(key)

    def evaluator(
        self, share: WorkSharing = serially
    ) -> Callable[[Mapping[bytes, Callable[[], T]]], list[T]]:
        """What `experts.load` takes: asks for all the values at once, and writes the file."""

        def evaluate(factories: Mapping[bytes, Callable[[], T]]) -> list[T]:
            values = list(self.of(factories, share))
            self.write()
            return values

        return evaluate

    def get(self, key: bytes) -> Any:
        """None if there is none."""
        pickled = self._now.get(key) or self._before.get(key)
        if pickled is None:
            return None
        self._now[key] = pickled
        return pickle.loads(pickled)  # noqa: S301  (the file's head says it is ours)

    def put(self, key: bytes, value: Any) -> None:
        self._now[key] = pickle.dumps(value, 5)

    def write(self) -> None:
        """Only what this run asked for is written."""
        if self._now.keys() != self._before.keys():
            self._file.write(self._now)
