"""Work for all processors: copies of this process, which know all that it knows.

Copies are cheap and safe on Linux only; elsewhere this process does the work itself.
"""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from multiprocessing.connection import Connection, Pipe
from typing import Generic, NoReturn, TypeVar

T = TypeVar("T")
R = TypeVar("R")

STANDARD_FILES = 3  # input, output, errors
FEW = 100
"""Less work than this is done before a copy would have started."""


def processors() -> int:
    """WORKERS=1 keeps everything in one process, for looking into it."""
    chosen = os.environ.get("WORKERS")
    if sys.platform != "linux":
        return 1
    return int(chosen) if chosen else len(os.sched_getaffinity(0))


class ForkedTask(Generic[T]):
    """Starts `work` at once, in a copy of this process. If the copy is killed, the work is done again here.

    It is no process of multiprocessing: either a build that stops would wait for it, or it could have no
    copies of its own.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._here: Connection | None = None
        if processors() > 1:
            self._here, there = Pipe(duplex=False)
            sys.stdout.flush()
            self._copy = os.fork()
            if self._copy == 0:
                self._here.close()  # so that it is told when nobody else reads
                _answer(work, there)
            there.close()

    @cached_property
    def result(self) -> T:
        if self._here is None:
            return self._work()
        try:
            failed, value = pickle.loads(self._here.recv_bytes())  # noqa: S301  (from our own copy)
        except EOFError:  # for want of memory perhaps
            return self._work()
        finally:
            os.waitpid(self._copy, 0)
            self._here.close()
        if failed:
            raise SystemExit(value)
        return value  # type: ignore[no-any-return]


def _answer(work: Callable[[], object], there: Connection) -> NoReturn:
    """Ends the copy: what the first process does at its end is not for it. Nobody may be left to read."""
    _close_all_but(there)
    answer: tuple[bool, object]
    try:
        try:
            answer = False, work()
        except SystemExit as error:
            answer = True, error.code
        except BaseException:
            answer = True, traceback.format_exc()
        there.send_bytes(pickle.dumps(answer, 5))
    except BrokenPipeError:
        pass
    finally:
        os._exit(0)


def _close_all_but(connection: Connection) -> None:
    """As long as a copy has them, whoever is at their other ends waits for this process to end."""
    os.closerange(STANDARD_FILES, connection.fileno())
    os.closerange(connection.fileno() + 1, os.sysconf("SC_OPEN_MAX"))


def parallel_map(work: Sequence[T], do: Callable[[Sequence[T]], list[R]]) -> list[R]:
    """`do` over all of the work, in as many parts as there are processors."""
    parts = processors() if len(work) >= FEW else 1
    tasks = [ForkedTask(partial(do, work[part::parts])) for part in range(1, parts)]
    results = do(work[::parts])
    for task in tasks:
        results += task.result
    return results
