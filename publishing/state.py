"""`releases/state.json`: which release is complete, which one is being sent, and by whom.

It is written only as long as it is what was read, so that of two runs one goes on. A run holds it for `LEASE`
seconds by S3's own clock and renews it; what a run that was killed leaves behind is free again after that.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from getpass import getuser
from typing import Any

from publishing.cloud import ChangedError, Cloud
from publishing.errors import BusyError, PublishingError
from publishing.manifest import BROKEN, FOLDER

KEY = f"{FOLDER}state.json"
LEASE, RENEW = 300, 60  # seconds
MARGIN = 120  # seconds before its end in which nothing is begun: a request may take so long


@dataclass(frozen=True, slots=True)
class State:
    completed: str = ""
    open: str = ""  # was begun and is not complete
    holder: str = ""  # a random word of the run that sends it; none where it gave up
    who: str = ""
    clearing: str = ""  # is complete, but what it removes may still be there
    floor: str = ""  # nobody goes back to what is older: what it showed was purged
    history: tuple[tuple[str, str], ...] = ()  # complete releases, the newest last, and the listing of each


class Lock:
    """`monotonic` gives seconds; the machine's own clock is not asked."""

    def __init__(self, cloud: Cloud, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.cloud, self.monotonic = cloud, monotonic
        self.state, self.etag, self.renewed = State(), "", 0.0
        self.now: datetime | None = None

    def look(self) -> State:
        """What is there; stops where another run is at work."""
        stored = self.cloud.read(KEY)
        self.now, self.etag = stored.now, stored.etag
        self.state = decode(stored.body)
        if self.state.holder and stored.modified:
            age = (stored.now - stored.modified).total_seconds()
            if age < LEASE:
                raise BusyError(_busy(self.state, age))
        return self.state

    def take(self, release: str) -> None:
        self._write(replace(self.state, open=release, holder=secrets.token_hex(8), who=whoami()))
        self.cloud.fence = self.check

    def keep(self) -> bool:
        """Renews the lease where it is time, and says whether it did."""
        if self.monotonic() - self.renewed < RENEW:
            return False
        self.check()
        self._write(self.state)
        return True

    def check(self) -> None:
        """Before anything is written: after a long pause another run may have begun."""
        if self.monotonic() - self.renewed > LEASE - MARGIN:
            raise BusyError(
                "This run was held up for so long that another one may have begun; it stopped, so as not to "
                "disturb that one. Run the same command again: it goes on where this one was."
            )

    def write(self, **changes: Any) -> None:
        self.check()
        self._write(replace(self.state, **changes))

    def give_up(self) -> None:
        """The next run need not wait. Whatever goes wrong here, the lease ends by itself."""
        with suppress(PublishingError):
            self.write(holder="", who="")

    def _write(self, state: State) -> None:
        body, asked = encode(state), self.monotonic()
        try:
            self.etag = self.cloud.swap(KEY, body, self.etag)
        except ChangedError:
            stored = self.cloud.read(KEY)
            if stored.body != body:  # else it was us, and the answer was lost
                raise BusyError(_overtaken(decode(stored.body))) from None
            self.etag = stored.etag
        self.state, self.renewed = state, asked


def encode(state: State) -> bytes:
    return json.dumps(asdict(state), indent=1, sort_keys=True).encode()


def decode(body: bytes | None) -> State:
    if body is None:
        return State()
    try:
        told = json.loads(body)
        history = tuple((str(identity), str(listing)) for identity, listing in told.pop("history"))
        return State(history=history, **told)
    except BROKEN:
        raise PublishingError(
            f"{KEY} in the bucket cannot be read, or is of another version of this program. "
            "If nobody else is publishing, delete it and run: make deploy FLAGS=--again"
        ) from None


def whoami() -> str:
    """For the person who is stopped by the lock."""
    try:
        user = getuser()
    except (OSError, KeyError):
        user = "somebody"
    run = os.environ.get("GITHUB_RUN_ID")
    return f"{user} at {socket.gethostname()}" + (f", GitHub run {run}" if run else "")


def _busy(state: State, age: float) -> str:
    left = int(LEASE - age) + 1
    return (
        f"Another deployment is under way, by {state.who}; it was seen {int(age)} seconds ago. Nothing was "
        f"changed. Wait until it has ended; if it was killed, it is out of the way in {left} seconds. Then "
        "run this again."
    )


def _overtaken(state: State) -> str:
    who = f", by {state.who}" if state.who else ""
    return (
        f"Another deployment began at the same moment{who}. This one stopped; run it again when the other "
        "has ended."
    )
