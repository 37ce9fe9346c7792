"""The records of releases, as they are in the bucket."""

from __future__ import annotations

from datetime import datetime
from secrets import token_hex

from publishing.cloud import Cloud
from publishing.errors import PublishingError
from publishing.manifest import Manifest, decode, key_of
from publishing.paths import ENTRIES
from publishing.state import State

OF_ENTRIES = (ENTRIES, "photos/", "index/")  # nobody but a build puts anything there


def load(cloud: Cloud, identity: str) -> Manifest | None:
    body = cloud.read(key_of(identity)).body
    return None if body is None else decode(body, identity)


def known(cloud: Cloud, state: State, *, again: bool = False) -> Manifest:
    """What is in the bucket: of the last complete release, and of one that was begun upon it.

    `again`: a record that is missing or broken is no obstacle, as everything is put in any case. What the
    bucket still shows of entries is looked up then: else the page of one that is gone would stay for ever.
    """
    newest = state.open or state.completed
    try:
        return _of(cloud, newest) if newest else Manifest()
    except PublishingError:
        if again:
            return Manifest(unknown=frozenset(path for folder in OF_ENTRIES for path in cloud.keys(folder)))
        raise


def _of(cloud: Cloud, identity: str) -> Manifest:
    record = load(cloud, identity)
    if record is None:
        raise PublishingError(
            f"{key_of(identity)} is not in the bucket any more. Send everything again, without comparing: "
            "make deploy FLAGS=--again"
        )
    return record.over(_of(cloud, record.base)) if record.base else record


def new_identity(now: datetime) -> str:
    """Sorts by time, which is S3's; the rest tells two of one second apart."""
    return f"{now:%Y%m%dT%H%M%SZ}-{token_hex(3)}"


def when(identity: str) -> str:
    day, _, rest = identity.partition("T")
    return f"{day[:4]}-{day[4:6]}-{day[6:8]} {rest[:2]}:{rest[2:4]} UTC"
