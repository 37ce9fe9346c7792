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
from publishing.cloud import WORKERS, Cloud
from publishing.errors import PublishingError
from publishing.manifest import Entry, Listing, Manifest, encode, key_of
from publishing.plan import Plan
from publishing.state import Lock, State

Source = Callable[[Cloud, str, Entry], str]
"""Puts a path, as an entry has it, and gives the version."""
GROUP = 4 * WORKERS  # so many are on their way between two looks at the lease
REMEMBERED = 50  # releases that one can go back to


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
        self.cloud.keep(key_of(self.id), encode(self.manifest()))
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
        """How far it is. Upon a complete release only the difference is written."""
        touched = self.plan.touched | self.unsure
        upon = self.known.complete
        files = {} if upon else {path: each for path, each in self.known.files.items() if path not in touched}
        record = Manifest(
            self.id,
            base=self.known.id if upon else "",
            files=files | self.done,
            retired={} if upon else {p: r for p, r in self.known.retired.items() if p not in touched},
            unknown=(touched | self.known.unknown) - self.done.keys(),
            stale=self.plan.stale,
            remove=self.plan.remove,
            listing=self.plan.listing._replace(bucket="")
            if self.plan.has_new_listing
            else self.known.listing,
        )
        self.cloud.keep(key_of(self.id), encode(record))

    def manifest(self) -> Manifest:
        present = {path: each.entry for path, each in self.known.retired.items()}
        present |= dict(self.known.files) | self.done
        return Manifest(
            self.id,
            complete=True,
            files={path: present[path] for path in self.plan.files},
            retired=self.plan.retired,
            stale=self.plan.stale,
            remove=self.remove,
            listing=self.plan.listing,
        )


def remembered(
    state: State, identity: str, own: Listing
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The history with this release, and the records that nobody goes back to any more."""
    everything = (*state.history, (identity, own.sha256))
    kept, dropped = everything[-REMEMBERED:], everything[:-REMEMBERED]
    needed = {sha256 for _, sha256 in kept}
    keys = {key_of(name) for name, _ in dropped}
    for sha256 in {sha256 for _, sha256 in dropped} - needed:
        keys.update(listing.copies(own._replace(sha256=sha256)))
    abandoned = {key_of(state.open)} if state.open not in ("", identity) else set()
    return kept, tuple(sorted(keys | abandoned))
