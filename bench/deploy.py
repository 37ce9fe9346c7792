"""What a deployment sends at 10,000 entries: `python -m bench.deploy`. Nothing leaves this machine."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import itertools
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from bench.generate import generate
from bench.growth import FILES, PROGRAM
from bench.invent import AS_OF
from bench.measure import run
from bench.place import work_folder
from bench.site import ROOT
from publishing.aws import WORKERS
from publishing.cloud import Cloud
from publishing.deploy import deploy
from publishing.manifest import key_of
from publishing.rollback import rollback
from publishing.settings import Settings
from publishing.state import KEY, Lock, decode
from tests.site_builder import command, environment

ORIGIN = "https://directory.example.org"
DIGIT = re.compile(r"^(.*dial: .*)(\d)(\D*)$", re.MULTILINE)


class Held(Cloud):
    """Answers as AWS does, from memory; each call is one request."""

    def __init__(self, objects: dict[str, list[bytes]]) -> None:
        self.objects, self.versions_made = objects, itertools.count()
        self.bucket, self.function_bucket, self.distribution, self.account = "pages", "inbox", "E1EXAMPLE", ""
        self.requests, self.sent, self.workers, self.fence = 0, 0, WORKERS, lambda: None

    def _call(self, service: str, operation: str, *, unless: Any = (), **given: Any) -> Any:
        self.requests += 1
        body = given.get("Body", b"")
        self.sent += len(body)
        answer: Any = getattr(self, f"_{operation}", lambda **_: {})(**given)
        date = format_datetime(datetime.fromtimestamp(1_800_000_000 + self.requests, UTC), usegmt=True)
        return {**answer, "ResponseMetadata": {"HTTPHeaders": {"date": date}}}

    def _get_caller_identity(self) -> Any:
        return {"Account": "1"}

    def _get_bucket_versioning(self, **_: Any) -> Any:
        return {"Status": "Enabled"}

    def _get_object(self, Key: str, **_: Any) -> Any:  # noqa: N803 AWS writes them so
        held = self.objects.get(Key)
        return {"Body": io.BytesIO(held[-1]), "ETag": etag(held[-1])} if held else {}

    def _head_object(self, Key: str, VersionId: str, **_: Any) -> Any:  # noqa: N803
        return {"ETag": "x"} if int(VersionId) < len(self.objects[Key]) else {}

    def _put_object(self, Bucket: str, Key: str, Body: bytes, **_: Any) -> Any:  # noqa: N803
        held = self.objects.setdefault(Key, [])
        held.append(Body)
        return {"VersionId": str(len(held) - 1), "ETag": etag(Body)}

    def _copy_object(self, Key: str, CopySource: dict[str, str], **_: Any) -> Any:  # noqa: N803
        held = self.objects[CopySource["Key"]]
        return self._put_object("", Key, held[int(CopySource.get("VersionId", -1))])


def etag(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


class Directory:
    def __init__(self, folder: Path) -> None:
        self.site, self.out, self.cache = folder / "site", folder / "out", folder / "cache"
        self.objects: dict[str, list[bytes]] = {}
        self.settings = Settings(ORIGIN, "pages", "inbox", "E1EXAMPLE", self.site, self.out, True)

    def build(self) -> None:
        settings = {
            "SITE": str(self.site), "OUTPUT": str(self.out), "CACHE": str(self.cache), "AS_OF": str(AS_OF),
            "ORIGIN": ORIGIN, "FORMS": "deployed", "SAMPLES": "mark", "UNCONFIRMED_NUMBERS": "mark",
        }  # fmt: skip
        run(command(self.site, self.out, "publishconf.py"), ROOT, environment(**settings))

    def send(self, go: Callable[[Cloud, Lock], None]) -> str:
        cloud, told, start = Held(self.objects), io.StringIO(), time.perf_counter()
        with contextlib.redirect_stdout(told):
            go(cloud, Lock(cloud))
        took = time.perf_counter() - start
        files = re.search(
            r"^([\d,]+) files to (?:send|copy back)(?:, ([\d,]+) bytes)?", told.getvalue(), re.MULTILINE
        )
        count, size = (files[1], files[2] or "0") if files else ("0", "0")
        return f"{count:>9} {size:>13} {cloud.requests:>10,} {cloud.sent:>13,} {took:>9.1f} s"

    def deploy(self, cloud: Cloud, lock: Lock) -> None:
        deploy(self.settings, cloud, lock)

    def completed(self) -> str:
        return decode(self.objects[KEY][-1]).completed

    def one_digit(self) -> None:
        file = self.with_number()
        more = lambda match: f"{match[1]}{(int(match[2]) + 1) % 10}{match[3]}"  # noqa: E731
        file.write_text(DIGIT.sub(more, file.read_text("utf-8"), count=1), "utf-8")

    def one_removal(self) -> None:
        file = self.with_number()
        name = next(line for line in file.read_text("utf-8").splitlines() if line.startswith("name:"))
        file.write_text(f"{name}\nsample: true\nremoved: {{on: {AS_OF}}}\n", "utf-8")

    def with_number(self) -> Path:
        """The first entry that has a telephone number."""
        profiles = sorted((self.site / "experts" / "profiles").glob("*.yaml"))
        return next(file for file in profiles if DIGIT.search(file.read_text("utf-8")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profiles", type=int, default=10_000)
    chosen = parser.parse_args()
    with work_folder(chosen.profiles * 2 * FILES, chosen.profiles * PROGRAM) as (folder, _):
        directory = Directory(folder)
        generate(directory.site, chosen.profiles, 200)
        directory.build()
        print(f"{'':24} {'files':>9} {'their bytes':>13} {'requests':>10} {'bytes sent':>13} {'here':>11}")
        print(f"{'all of it':24} {directory.send(directory.deploy)}", flush=True)
        first = directory.completed()
        print(f"{'nothing changed':24} {directory.send(directory.deploy)}", flush=True)
        directory.one_digit()
        directory.build()
        print(f"{'a digit of a number':24} {directory.send(directory.deploy)}", flush=True)
        print(f"{'back':24} {directory.send(lambda cloud, lock: rollback(cloud, lock, first))}", flush=True)
        directory.send(directory.deploy)
        directory.one_removal()
        directory.build()
        print(f"{'an entry removed':24} {directory.send(directory.deploy)}", flush=True)
        print(f"The manifest: {len(directory.objects[key_of(directory.completed())][-1]):,} bytes.")


if __name__ == "__main__":
    main()
