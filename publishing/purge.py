"""`make deploy FLAGS="--purge slug"`: nothing earlier of a removed entry is left in the bucket.

Its page, its photo and everything else that only it had lose all versions but its tombstone. Lists, searches
and feeds of earlier releases show it as well, so whatever the present release does not show goes with it; and
nobody goes back to those releases any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from publishing import listing, records, summary
from publishing.cloud import Cloud, Version
from publishing.deploy import check_versions
from publishing.errors import PublishingError
from publishing.manifest import FOLDER, Entry, Manifest, key_of
from publishing.paths import ALL, DATA, entry_folder
from publishing.plan import plan
from publishing.release import Release
from publishing.state import KEY, Lock
from records.references import did_you_mean


def purge(cloud: Cloud, lock: Lock, slug: str, *, dry: bool = False) -> None:
    cloud.identify()
    state = lock.look()
    if state.open or not state.completed:
        raise PublishingError(
            "The last deployment did not come to its end. Run make deploy first, then purge."
        )
    known = records.known(cloud, state)
    parts = listing.stored(cloud, known.listing)
    every = [*cloud.versions()]
    _check(slug, listing.of(parts[listing.NAME]), every)
    doomed = [each for each in every if not is_needed(each, known, slug)]
    files = {each.key for each in doomed if not each.key.startswith(FOLDER)}
    print(f"{len(doomed):,} earlier versions of {len(files):,} files are to be erased for good.")
    if dry:
        return
    check_versions(cloud)
    assert lock.now
    changes = plan(known.files, known, lock.now.timestamp(), known.listing, clearing=bool(state.clearing))
    kept = {path: each for path, each in changes.retired.items() if not DATA.match(path)}
    changes = replace(changes, retired=kept, stale=(ALL,))
    release = Release(cloud, lock, known, changes, _nothing, parts, records.new_identity(lock.now))
    release.erase = lambda: cloud.erase([each for each in doomed if not each.key.startswith(FOLDER)])
    release.unsure = frozenset(known.retired.keys() - kept.keys())
    release.forget = lambda: _erase_records(cloud, release)
    release.run(floor=release.id, history=((release.id, known.listing.sha256),))
    summary.done(release)


def is_needed(version: Version, known: Manifest, slug: str) -> bool:
    """By the present release, or by nobody that we know: what others put into the bucket is left alone."""
    path = version.key
    if path.startswith(FOLDER):
        return False  # decided when there is a new record
    if path in known.files:
        return version.id == known.files[path].version
    if path in known.retired and not DATA.match(path):
        return version.id == known.retired[path].entry.version
    is_its_own = path.startswith(entry_folder(slug)) or path in known.retired
    return version.latest and not version.marker and not is_its_own


def _erase_records(cloud: Cloud, release: Release) -> None:
    """They name what was shown. Only the newest of those that the new release needs stay."""
    needed = {KEY, key_of(release.id), *listing.copies(release.plan.listing)}
    cloud.erase([
        each for each in cloud.versions()
        if each.key.startswith(FOLDER) and not (each.key in needed and each.latest)
    ])  # fmt: skip


def _check(slug: str, entries: Mapping[str, Any], versions: Iterable[Version]) -> None:
    if slug in entries and "removed" not in entries[slug]:
        raise PublishingError(
            f"{slug} is still listed. Remove the entry first (docs/review.md says how), make publish, "
            "make deploy; then purge it."
        )
    if slug not in entries and not any(each.key.startswith(entry_folder(slug)) for each in versions):
        raise PublishingError(f"There never was an entry '{slug}'{did_you_mean(slug, entries)}")


def _nothing(cloud: Cloud, path: str, entry: Entry) -> str:
    raise AssertionError("a purge puts nothing")
