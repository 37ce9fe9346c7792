"""`make deploy`: what was built becomes what readers see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from publishing import listing, records, summary
from publishing.built import Built
from publishing.cloud import Cloud
from publishing.errors import PublishingError
from publishing.manifest import Manifest
from publishing.paths import ENTRIES, entry_folder
from publishing.plan import Plan, plan
from publishing.progress import Bar
from publishing.release import Release
from publishing.settings import Settings
from publishing.state import Lock, State

VERSIONS = (
    "The bucket {bucket} keeps no versions, so nothing could be taken back. Turn them on, then run this "
    "again:\n"
    "  aws s3api put-bucket-versioning --bucket {bucket} --versioning-configuration Status=Enabled"
)


def deploy(
    settings: Settings,
    cloud: Cloud,
    lock: Lock,
    *,
    dry: bool = False,
    again: bool = False,
    show_removed: bool = False,
) -> None:
    """With nothing to change, three requests: whose credentials, the state, the last release."""
    built = Built(settings.output, settings.origin, samples=settings.samples)
    parts = listing.packed(settings.site, settings.output)
    shown = listing.of(parts[listing.NAME])
    removed = listing.removed(shown)
    named = listing.named(parts, settings.function_bucket)
    cloud.identify()
    state = lock.look()
    known = records.known(cloud, state, again=again)
    assert lock.now
    changes = plan(
        built.files,
        known,
        lock.now.timestamp(),
        named,
        owed=bool(state.open),
        clearing=bool(state.open or state.clearing),
        again=again,
        urgent={f"{entry_folder(slug)}index.html" for slug in removed},
    )
    if changes.is_empty and not state.open:
        print(f"Nothing has changed since {state.completed}; {summary.spent(cloud)}.")
        return
    if changes.has_new_listing and not (show_removed or again):
        _refuse_removed(cloud, state, known, shown)
    changes = bridged(cloud, changes, state, known, parts)
    summary.show(changes, state, built.size)
    if dry:
        return
    carry_out(Release(cloud, lock, known, changes, built.put, parts, records.new_identity(lock.now)))
    tell_of_removed(changes.waves[0])


def _refuse_removed(cloud: Cloud, state: State, known: Manifest, shown: Mapping[str, Any]) -> None:
    """A build of an older commit lists again whoever was taken off since. A begun release counts, too."""
    last = dict(state.history).get(state.completed, "")
    if back := listing.shown_again(cloud, (last, known.listing.sha256), shown):
        raise PublishingError(
            f"This build lists entries that are removed for readers: {', '.join(back)}. Is it of an older "
            "commit? Build the newest one; or, to show them again: make deploy FLAGS=--show-removed"
        )


def bridged(cloud: Cloud, changes: Plan, state: State, known: Manifest, parts: listing.Parts) -> Plan:
    """Where an entry's page goes without a tombstone, its form must work as long as the page is there."""
    if not any(path.startswith(ENTRIES) for path in changes.delete):
        return changes
    last = dict(state.history).get(state.completed, "")
    return replace(changes, bridge=listing.bridge(cloud, (last, known.listing.sha256), parts[listing.NAME]))


def check_versions(cloud: Cloud) -> None:
    if not cloud.is_versioned():
        raise PublishingError(VERSIONS.format(bucket=cloud.bucket))


def carry_out(release: Release) -> None:
    check_versions(release.cloud)
    with Bar(release.plan.puts) as bar:
        release.progress = bar.advance
        release.run()
    summary.done(release)


def tell_of_removed(tombstones: Iterable[str]) -> None:
    for path in tombstones:
        slug = path.split("/")[1]
        print(
            f"{slug} is removed: its page says so now. Earlier versions and its photo are still kept; "
            f'erase them with: make deploy FLAGS="--purge {slug}"'
        )
