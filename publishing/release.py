"""Sends a release, in the order in which a reader always sees a whole page.

Assets, the function's listing, pages, what lists them, deletions, the record, the invalidation, "complete";
and then what had its time. Before the first of them a record says what may be of either release, and what is
still to be invalidated: a run that is killed anywhere leaves it to the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from publishing import listing
from publishing.aws import WORKERS
from publishing.cloud import Cloud
from publishing.errors import PublishingError
from publishing.manifest import Entry, Manifest, encode, key_of
from publishing.plan import Plan
from publishing.release_records import begun, completed, remembered
from publishing.state import Lock

Source = Callable[[Cloud, str, Entry], str]
"""Puts a path, as an entry has it, and gives the version."""
GROUP = 4 * WORKERS  # so many are on their way between two looks at the lease


@dataclass
class Release:
    cloud: Cloud
    lock: Lock
    known: Manifest
    plan: Plan
    source: Source
    parts: listing.Parts  # what the function gets
    id: str
    erase: Callable[[], None] = lambda: None  # what a purge does before the caches are told,
    forget: Callable[[], None] | None = None  # and what when it is complete
    unsure: frozenset[str] = frozenset()  # paths that it may take away
    done: dict[str, Entry] = field(default_factory=dict)
    progress: Callable[[str], None] = lambda path: None
    is_recorded: bool = False

    def __post_init__(self) -> None:
        self.history, forgotten = remembered(self.lock.state, self.id, self.plan.listing)
        self.remove = (*self.plan.remove, *forgotten)

    def run(self, **changes: Any) -> None:
        """`changes` are those to the state, when it is complete."""
        self._record()
        self.lock.take(self.id)
        try:
            self._send(changes)
        except (PublishingError, KeyboardInterrupt):
            with suppress(PublishingError):
                if not self.is_recorded:  # else it may be complete, and only the answer was lost
                    self._record()
            self.lock.give_up()
            raise
        self._clear()

    def _send(self, changes: Mapping[str, Any]) -> None:
        self._put(self.plan.assets)
        if self.plan.has_new_listing:
            self._list()
        for wave in self.plan.waves:
            self._put(wave)
        if self.plan.delete:
            self.cloud.delete(self.plan.delete)
        if self.plan.bridge:
            self._tell(listing.NAME)
        self.erase()
        self.is_recorded = True
        record = completed(self.id, self.known, self.plan, self.done, self.remove)
        self.cloud.keep(key_of(self.id), encode(record))
        if self.plan.stale:
            self.cloud.invalidate(self.id, self.plan.stale)
        clearing = self.id if self.remove or self.forget else ""
        done = {"completed": self.id, "open": "", "history": self.history, "clearing": clearing, **changes}
        self.lock.write(**done if clearing else {**done, "holder": "", "who": ""})

    def _clear(self) -> None:
        """It is complete already; what fails here is left to the next run."""
        if not self.lock.state.clearing:
            return
        try:
            self.cloud.delete(self.remove)
            if self.forget:
                self.forget()
            self.lock.write(clearing="", holder="", who="")
        except (PublishingError, KeyboardInterrupt):
            self.lock.give_up()
            raise

    def _list(self) -> None:
        """The function learns of new entries before their pages are there; its styles are there already.

        Of an entry whose page goes it hears when the page is gone, if its own listing does not say "removed".
        """
        for name, body in sorted(self.parts.items()):
            self.cloud.keep(listing.copy_of(self.plan.listing.sha256, name), body)
            if name == listing.NAME and self.plan.bridge:
                self.cloud.put_listing(listing.there(name), self.plan.bridge)
            else:
                self._tell(name)

    def _tell(self, name: str) -> None:
        self.cloud.copy_listing(listing.there(name), listing.copy_of(self.plan.listing.sha256, name))

    def _put(self, paths: Sequence[str]) -> None:
        for start in range(0, len(paths), GROUP):
            group = paths[start : start + GROUP]
            with ThreadPoolExecutor(self.cloud.workers) as pool:
                for path, version in zip(group, pool.map(self._put_one, group), strict=True):
                    self.done[path] = self.plan.files[path]._replace(version=version)
                    self.progress(path)
            if self.lock.keep():
                self._record()

    def _put_one(self, path: str) -> str:
        return self.source(self.cloud, path, self.plan.files[path])

    def _record(self) -> None:
        record = begun(self.id, self.known, self.plan, self.done, self.unsure)
        self.cloud.keep(key_of(self.id), encode(record))
