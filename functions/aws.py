"""The adapters for AWS. Clients are made on first use: each one costs a cold start."""

from __future__ import annotations

import time
from functools import cached_property
from typing import Any

from functions.letter import letter, mailable
from functions.ports import Entry, PoisonError, RefusedError, UnavailableError, checked_key

DENIED = {"AccessDenied", "AccessDeniedException", "NoSuchBucket", "InvalidAccessKeyId", "NotFoundException"}
# The sender waits while these run, and the inbox is only worth its name if it is sure.
PATIENCE: dict[str, Any] = {
    "connect_timeout": 2,
    "read_timeout": 5,
    "retries": {"total_max_attempts": 2, "mode": "standard"},
}
SECRET_SECONDS = 300


def client(service: str) -> Any:
    import boto3
    from botocore.config import Config

    make: Any = boto3.client  # its overloads know the service only as a literal
    return make(service, config=Config(**PATIENCE))


def call(method: Any, **arguments: Any) -> Any:
    """The answer; every failure becomes one of ours, without the text of theirs."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        return method(**arguments)
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        raise (RefusedError if code in DENIED else UnavailableError)(code or "aws") from None
    except (BotoCoreError, OSError):
        raise UnavailableError("aws") from None


class S3Store:
    def __init__(self, bucket: str) -> None:
        self.bucket = bucket
        self.client = client("s3")

    def put(self, key: str, body: bytes, *, replace: bool = False) -> bool:
        create = {} if replace else {"IfNoneMatch": "*"}
        try:
            call(self.client.put_object, Bucket=self.bucket, Key=checked_key(key), Body=body, **create)
        except UnavailableError as error:
            if error.outcome == "PreconditionFailed":
                return False
            raise
        return True

    def get(self, key: str) -> bytes | None:
        try:
            body: bytes = call(self.client.get_object, Bucket=self.bucket, Key=checked_key(key))[
                "Body"
            ].read()
        except UnavailableError as error:
            if error.outcome in ("NoSuchKey", "404"):
                return None
            raise
        except Exception:  # the connection broke while the body came
            raise UnavailableError("aws") from None
        return body

    def keys(self, prefix: str) -> list[Entry]:
        found: list[Entry] = []
        more: dict[str, str] = {}
        while True:
            page = call(self.client.list_objects_v2, Bucket=self.bucket, Prefix=prefix, **more)
            found += [
                Entry(item["Key"], item["LastModified"].timestamp()) for item in page.get("Contents", [])
            ]
            if not page.get("IsTruncated"):
                return sorted(found, key=lambda entry: (entry.modified, entry.key))
            more = {"ContinuationToken": page["NextContinuationToken"]}

    def delete(self, key: str) -> None:
        call(self.client.delete_object, Bucket=self.bucket, Key=checked_key(key))


class SesMail:
    def __init__(self, sender: str) -> None:
        self.sender = sender

    @cached_property
    def client(self) -> Any:
        return client("sesv2")

    def send(self, to: str, subject: str, text: str) -> None:
        message = letter(self.sender, to, subject, text).as_bytes()
        try:
            call(
                self.client.send_email,
                FromEmailAddress=self.sender,
                Destination={"ToAddresses": [mailable(to)]},
                Content={"Raw": {"Data": message}},
            )
        except UnavailableError as error:
            if error.outcome in ("MessageRejected", "BadRequestException"):
                raise PoisonError("mail") from None
            raise


class AwsSecrets:
    """Parameters under one prefix in SSM, and one KMS key that can sign and nothing else."""

    def __init__(self, prefix: str, key_id: str = "") -> None:
        self.prefix, self.key_id = prefix.rstrip("/"), key_id
        self.known: dict[str, tuple[float, str]] = {}

    @cached_property
    def ssm(self) -> Any:
        return client("ssm")

    @cached_property
    def kms(self) -> Any:
        return client("kms")

    def get(self, name: str) -> str:
        read_at, value = self.known.get(name, (0.0, ""))
        if not value or time.monotonic() - read_at > SECRET_SECONDS:
            value = self.fetch(name).strip()
            self.known[name] = time.monotonic(), value
        if not value:
            raise RefusedError(f"the secret {name} is missing")
        return value

    def fetch(self, name: str) -> str:
        try:
            found = call(self.ssm.get_parameter, Name=f"{self.prefix}/{name}", WithDecryption=True)
        except UnavailableError as error:
            if error.outcome == "ParameterNotFound":
                raise RefusedError(f"the secret {name} is missing") from None
            raise
        value: str = found["Parameter"]["Value"]
        return value

    def sign(self, message: bytes) -> bytes:
        answer = call(
            self.kms.sign,
            KeyId=self.key_id,
            Message=message,
            MessageType="RAW",
            SigningAlgorithm="RSASSA_PKCS1_V1_5_SHA_256",
        )
        signature: bytes = answer["Signature"]
        return signature
