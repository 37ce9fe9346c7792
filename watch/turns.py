"""Whose turn it is: one request a host in five seconds, and meanwhile other hosts."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from records import web_host
from watch.journey import Journey, Request, RulesOf
from watch.network import Answer, Reply
from watch.robots import PAUSE
from watch.verdict import Look

Ask = Callable[[Request], Reply]
_READ_MEANWHILE = Answer(200, {})


@dataclass
class _Task:
    address: str
    journey: Journey
    request: Request


@dataclass
class Turns:
    """`clock` gives seconds, `ends` is the second after which nothing more is begun.

    A host with requests in `waiting` is once in `ready`, with the second from which it may be asked; one
    without is `resting` until then.
    """

    ask: Ask
    rules_of: RulesOf
    clock: Callable[[], float]
    sleep: Callable[[float], None]
    ends: float
    waiting: dict[str, deque[_Task]] = field(default_factory=dict)
    ready: list[tuple[float, int, str]] = field(default_factory=list)
    resting: dict[str, float] = field(default_factory=dict)
    turns: int = 0

    def go(self, journeys: Iterable[tuple[str, Journey]]) -> Iterator[tuple[str, Look]]:
        """Each address with what was seen there; those for which there was no time are left out."""
        for address, journey in journeys:
            self._queue(_Task(address, journey, next(journey)), begun=False)
        while self.ready:
            at, _, host = heapq.heappop(self.ready)
            if max(at, self.clock()) >= self.ends:
                return
            if (early := at - self.clock()) > 0:
                self.sleep(early)
            yield from self._turn(host)

    def _turn(self, host: str) -> Iterator[tuple[str, Look]]:
        """One request; journeys that need no more of one come to their end without it."""
        queue = self.waiting[host]
        task = queue.popleft()
        request = task.request
        known = bool(request.origin) and request.origin in self.rules_of
        reply = _READ_MEANWHILE if known else self.ask(request)
        asked_at = self.clock()
        ended = self._on(task, reply)
        next_at = asked_at + (0.0 if known else self._pause(request))
        if queue:
            self._ready(next_at, host)
        else:
            del self.waiting[host]
            self.resting[host] = next_at
        if ended:
            yield task.address, ended

    def _on(self, task: _Task, reply: Reply) -> Look | None:
        try:
            task.request = task.journey.send(reply)
        except StopIteration as end:
            look: Look = end.value
            return look
        except Exception as why:  # one page that nobody foresaw must not end the watch of all others
            return Look("unsure", f"the watch itself failed on it ({type(why).__name__})")
        self._queue(task, begun=True)
        return None

    def _queue(self, task: _Task, begun: bool) -> None:
        """What is begun goes before what is not."""
        host = web_host.host(task.request.url)
        if host not in self.waiting:
            self.waiting[host] = deque()
            self._ready(self.resting.pop(host, 0.0), host)
        queue = self.waiting[host]
        (queue.appendleft if begun else queue.append)(task)

    def _ready(self, at: float, host: str) -> None:
        self.turns += 1
        heapq.heappush(self.ready, (at, self.turns, host))

    def _pause(self, request: Request) -> float:
        origin = "/".join(request.url.split("/", 3)[:3])
        return self.rules_of[origin].pause if origin in self.rules_of else PAUSE
