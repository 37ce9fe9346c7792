"""Work that a second processor can do meanwhile."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection


def aside(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Begins `make` in a copy of this process; what it made comes when the answer is called.

    Copies are cheap and safe on Linux only; elsewhere the work is done when it is asked for.
    """
    if sys.platform != "linux":
        return make
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    worker = fork.Process(target=_send, args=(make, there), daemon=True)
    worker.start()
    there.close()

    def answer() -> bytes:
        try:
            return here.recv_bytes()
        except EOFError:  # the copy did not live to the end, for want of memory perhaps
            return make()
        finally:
            worker.join()

    return answer


def _send(make: Callable[[], bytes], there: Connection) -> None:
    there.send_bytes(make())
