"""What is asked of AWS: of S3, CloudFront, and STS for whose credentials these are.

Times are S3's own, so that this machine's clock decides nothing. Every call names the account that must own
the bucket.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

from botocore.exceptions import BotoCoreError

from publishing.aws import Aws
from publishing.errors import PublishingError, in_words
from publishing.manifest import Entry

AT_ONCE = 1000  # S3 deletes so many in one request
NOT_THERE = {"NoSuchKey", "NoSuchVersion", "404"}
CHANGED = {"PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey", "412", "409"}


class ChangedError(Exception):
    """Somebody else has written it meanwhile; or we have, and the answer was lost."""


class Stored(NamedTuple):
    """An object, or that there is none, and when S3 said so."""

    body: bytes | None
    etag: str
    modified: datetime | None
    now: datetime


class Version(NamedTuple):
    key: str
    id: str
    latest: bool
    marker: bool  # says that the object is deleted


class Cloud(Aws):
    def read(self, key: str) -> Stored:
        answer = self._call("s3", "get_object", unless=NOT_THERE, **self._site(key))
        try:
            body = answer["Body"].read() if "Body" in answer else None
        except (BotoCoreError, OSError) as error:  # the connection broke while it came
            raise in_words(error, "get_object") from None
        return Stored(body, answer.get("ETag", ""), answer.get("LastModified"), _time_of(answer))

    def swap(self, key: str, body: bytes, etag: str) -> str:
        """Writes it if it is still what it was, by its ETag; without one, if there is none. The new ETag."""
        sent = {"Body": body, **({"IfMatch": etag} if etag else {"IfNoneMatch": "*"}), **self._site(key)}
        answer = self._call("s3", "put_object", unless=CHANGED, **sent)
        if "ETag" not in answer:
            raise ChangedError
        return str(answer["ETag"])

    def keep(self, key: str, body: bytes) -> None:
        """One of our own records, which no reader asks for."""
        self._write("s3", "put_object", Body=body, CacheControl="no-store", **self._site(key))

    def put(self, path: str, body: bytes, entry: Entry) -> str:
        """The version that S3 gave it. S3 refuses a body that is not as its hash says."""
        digest = base64.b64encode(bytes.fromhex(entry.sha256)).decode()
        headers = {"ContentType": entry.type, "CacheControl": entry.cache, "ChecksumSHA256": digest}
        answer = {"status": entry.status, "location": entry.location}
        told = {"Metadata": {name: value for name, value in answer.items() if value}}
        sent: dict[str, Any] = {"Body": body, **headers, **told, **self._site(path)}
        return _version(self._write("s3", "put_object", **sent))

    def copy(self, path: str, version: str) -> str:
        """An earlier version, with its headers, becomes the newest."""
        source = {"Bucket": self.bucket, "Key": path, "VersionId": version}
        owner = {"ExpectedSourceBucketOwner": self.account}
        return _version(self._write("s3", "copy_object", CopySource=source, **owner, **self._site(path)))

    def has(self, path: str, version: str) -> bool:
        found = self._call("s3", "head_object", unless=NOT_THERE, VersionId=version, **self._site(path))
        return "ETag" in found

    def is_versioned(self) -> bool:
        return bool(self._call("s3", "get_bucket_versioning", **self._site()).get("Status") == "Enabled")

    def delete(self, paths: Sequence[str]) -> None:
        """Not there any more for readers; the versions stay."""
        self._delete([{"Key": path} for path in paths])

    def erase(self, versions: Sequence[Version]) -> None:
        self._delete([{"Key": each.key, "VersionId": each.id} for each in versions])

    def keys(self, prefix: str) -> Iterator[str]:
        """Of what readers can get now."""
        more: dict[str, str] = {"Prefix": prefix}
        while True:
            page = self._call("s3", "list_objects_v2", **self._site(), **more)
            yield from (each["Key"] for each in page.get("Contents", []))
            if not page.get("IsTruncated"):
                return
            more = {"Prefix": prefix, "ContinuationToken": page["NextContinuationToken"]}

    def versions(self) -> Iterator[Version]:
        """All that the bucket holds, whatever wrote it."""
        more: dict[str, str] = {}
        while True:
            page = self._call("s3", "list_object_versions", **self._site(), **more)
            for kind in ("Versions", "DeleteMarkers"):
                for each in page.get(kind, []):
                    marker = kind == "DeleteMarkers"
                    yield Version(each["Key"], each["VersionId"], each["IsLatest"], marker)
            if not page.get("IsTruncated"):
                return
            more = {"KeyMarker": page["NextKeyMarker"], "VersionIdMarker": page["NextVersionIdMarker"]}

    def put_listing(self, key: str, body: bytes) -> None:
        self._write("s3", "put_object", Body=body, **self._function(key))

    def copy_listing(self, key: str, source: str) -> None:
        """From the site's bucket, so that it need not be sent twice."""
        named = {"Bucket": self.bucket, "Key": source}
        owner = {"ExpectedSourceBucketOwner": self.account}
        self._write("s3", "copy_object", CopySource=named, **owner, **self._function(key))

    def invalidate(self, reference: str, paths: Sequence[str]) -> None:
        """The same reference with the same paths is one invalidation, however often it is asked for."""
        batch = {"Paths": {"Quantity": len(paths), "Items": [*paths]}, "CallerReference": reference}
        asked = {"DistributionId": self.distribution, "InvalidationBatch": batch}
        self._write("cloudfront", "create_invalidation", **asked)

    def _function(self, key: str) -> dict[str, str]:
        return {"Bucket": self.function_bucket, "Key": key, "ExpectedBucketOwner": self.account}

    def _site(self, key: str = "") -> dict[str, str]:
        named = {"Bucket": self.bucket, **({"Key": key} if key else {})}
        return {**named, "ExpectedBucketOwner": self.account} if self.account else named

    def _delete(self, objects: list[dict[str, str]]) -> None:
        for start in range(0, len(objects), AT_ONCE):
            part = {"Objects": objects[start : start + AT_ONCE], "Quiet": True}
            answer = self._write("s3", "delete_objects", Delete=part, **self._site())
            if failed := answer.get("Errors"):
                first = failed[0]
                raise PublishingError(
                    f"S3 did not delete {first.get('Key')}: {first.get('Code')}, {first.get('Message')}. "
                    f"Look at the rights in docs/operations.md, then run the same command again."
                )


def _version(answer: Any) -> str:
    version = answer.get("VersionId", "")
    if not version or version == "null":
        raise PublishingError(
            "The bucket keeps no versions, so nothing could be taken back. "
            "Turn versioning on (docs/operations.md has the command), then run the same command again."
        )
    return str(version)


def _time_of(answer: Any) -> datetime:
    return parsedate_to_datetime(answer["ResponseMetadata"]["HTTPHeaders"]["date"])
