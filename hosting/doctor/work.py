"""Whether the work goes on: what was published last, what waits, and when it was backed up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from functions import lanes
from hosting.backup.folder import Folder
from hosting.doctor.account import Account
from hosting.doctor.finding import Finding, missing, ok, warning
from publishing import state
from publishing.errors import PublishingError

HOUR = 3600
STALE_HOURS = 48  # deploy.yml runs every night
WAITS = {"help": HOUR // 4, "inbox": 2 * HOUR, "deferred": 24 * HOUR}  # as the alarms have it
BACKUP_HOURS = 36


def publication(account: Account) -> Iterator[Finding]:
    bucket = account.named("SITE_BUCKET")
    stored = account.ask("s3", "get_object", Bucket=bucket, Key=state.KEY, absent=["NoSuchKey"])
    try:
        known = state.decode(stored["Body"].read() if stored else None)
    except PublishingError as error:
        yield missing("publication", str(error), "make publish && make deploy FLAGS=--again")
        return
    if not known.completed:
        yield missing("publication", "nothing is published", "make publish && make deploy")
        return
    made = datetime.strptime(known.completed[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    hours = int((account.clock() - made.timestamp()) / HOUR)
    if hours > STALE_HOURS:
        message = f"the last one is {hours} hours old, and there is one every night"
        mend = "look at GitHub's Actions, deploy.yml, why it does not run; or make publish && make deploy"
        yield warning("publication", message, mend)
    elif known.open and not known.holder:
        yield warning("publication", f"{known.open} was begun and is not complete", "make deploy")
    else:
        yield ok("publication", f"{known.completed}, {hours} hours ago")


def waiting(account: Account) -> Iterator[Finding]:
    for lane, most in WAITS.items():
        times = modified(account, f"{lane}/")
        age = int(account.clock() - min(times)) if times else 0
        if age > most:
            message = f"{len(times)} wait in {lane}/, the oldest for {age // 60} minutes"
            yield warning("inbox", message, "make intake BUCKET=... says what was tried; the log says why")
            return
    if aside := len(modified(account, "quarantine/")):
        yield warning("inbox", f"{aside} are set aside until an editor has looked", "make intake BUCKET=...")
    else:
        yield ok("inbox", f"nothing waits too long in {', '.join(lanes.LANES)}")


def modified(account: Account, prefix: str) -> list[float]:
    """Seconds, of the first thousand."""
    answer = account.ask("s3", "list_objects_v2", Bucket=account.named("FUNCTION_BUCKET"), Prefix=prefix)
    return [each["LastModified"].timestamp() for each in answer.get("Contents", [])]


def backup(account: Account) -> Iterator[Finding]:
    folder = account.environment.get("BACKUP", "")
    made = Folder(Path(folder)).made_at() if folder else 0.0
    if not made:
        where = f"{folder} holds none" if folder else "nobody has said where it is"
        yield warning("backup", where, "make backup BACKUP=a folder, and the same BACKUP= for this")
        return
    hours = int((account.clock() - made) / HOUR)
    if hours > BACKUP_HOURS:
        yield warning("backup", f"the last one is {hours} hours old", f"make backup BACKUP={folder}")
    else:
        yield ok("backup", f"{hours} hours old")
