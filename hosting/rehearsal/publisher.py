"""Publishes in a thread of its own what was merged; merges that come meanwhile are one publication more."""

from __future__ import annotations

import threading
from collections.abc import Callable

from hosting.rehearsal.errors import RehearsalError
from hosting.rehearsal.publication import Publication


class Publisher:
    def __init__(self, publication: Publication, say: Callable[[str], None]) -> None:
        self.publication, self.say = publication, say
        self.asked, self.stopped = threading.Event(), False
        self.thread = threading.Thread(target=self.work, daemon=True)
        self.thread.start()

    def ask(self, _name: str = "") -> None:
        """Whichever repository it was: one without news is published in no time."""
        self.asked.set()

    def stop(self) -> None:
        self.stopped = True
        self.asked.set()
        self.publication.stop()
        self.thread.join()

    def work(self) -> None:
        while self.asked.wait() and not self.stopped:
            self.asked.clear()
            self.say("Main has changed: it is built and deployed.")
            try:
                told = self.publication.publish()
            except RehearsalError as error:
                self.say(str(error))
            else:
                self.say(told.strip().splitlines()[-2] if told.strip() else "Deployed.")
