"""The adapters for AWS. Clients are made on first use: each one costs a cold start."""

from __future__ import annotations

import json
import os
import time
from functools import cache, cached_property
from typing import Any

from functions.ports import PoisonError, RefusedError, StoredObject, UnavailableError, checked_key

DENIED = {"AccessDenied", "AccessDeniedException", "NoSuchBucket", "InvalidAccessKeyId", "NotFoundException"}
# S3 says so, and not that an object is missing, to whoever may read it and not list the bucket. The function
# on the web may read these folders, and must not list: names of what is sealed are references.
NOT_ALLOWED, UNLISTED = "AccessDenied", ("answers/", "tries/", "used/")
# The sender waits while these run, and the inbox is only worth its name if it is sure.
PATIENCE: dict[str, Any] = {
    "connect_timeout": 2,
    "read_timeout": 5,
    "retries": {"total_max_attempts": 2, "mode": "standard"},
}
SECRET_SECONDS = 300


@cache
def session() -> Any:
    import botocore.session  # without boto3 around it, which takes a tenth more of a cold start

    return botocore.session.get_session()


def client(service: str) -> Any:
    from botocore.config import Config

    return session().create_client(service, config=Config(**PATIENCE))


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
        return self.newer(key, "")[0]

    def newer(self, key: str, version: str) -> tuple[bytes | None, str]:
        """The version is S3's ETag: an object that is still the same is not sent again."""
        unless = {"IfNoneMatch": version} if version else {}
        try:
            answer = call(self.client.get_object, Bucket=self.bucket, Key=checked_key(key), **unless)
            return answer["Body"].read(), str(answer["ETag"])
        except UnavailableError as error:
            if error.outcome in ("304", "NotModified"):
                return None, version
            if error.outcome in ("NoSuchKey", "404"):
                return None, ""
            raise
        except RefusedError as error:
            if error.args == (NOT_ALLOWED,) and key.startswith(UNLISTED):
                return None, ""
            raise
        except Exception:  # the connection broke while the body came
            raise UnavailableError("aws") from None

    def keys(self, prefix: str) -> list[StoredObject]:
        objects: list[StoredObject] = []
        more: dict[str, str] = {}
        while True:
            page = call(self.client.list_objects_v2, Bucket=self.bucket, Prefix=prefix, **more)
            objects += [
                StoredObject(item["Key"], item["LastModified"].timestamp())
                for item in page.get("Contents", [])
            ]
            if not page.get("IsTruncated"):
                return sorted(objects, key=lambda entry: (entry.modified, entry.key))
            more = {"ContinuationToken": page["NextContinuationToken"]}

    def delete(self, key: str) -> None:
        call(self.client.delete_object, Bucket=self.bucket, Key=checked_key(key))

    def place(self, key: str) -> str:
        from urllib.parse import urlencode

        region = {"region": self.client.meta.region_name}
        query = urlencode({**region, "prefix": checked_key(key)}, safe="/")
        return f"https://s3.console.aws.amazon.com/s3/object/{self.bucket}?{query}"

    def settle(self, key: str) -> None:
        """For the bucket's lifecycle rule. Neither this nor writing gives the right to read."""
        tags = {"TagSet": [{"Key": "closed", "Value": "yes"}]}
        try:
            call(self.client.put_object_tagging, Bucket=self.bucket, Key=checked_key(key), Tagging=tags)
        except UnavailableError as error:
            if error.outcome != "NoSuchKey":
                raise


class SesMail:
    def __init__(self, sender: str) -> None:
        self.sender = sender

    @cached_property
    def client(self) -> Any:
        return client("sesv2")

    def send(self, to: str, subject: str, text: str) -> None:
        from functions.email_message import letter, mailable

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

    def health(self) -> tuple[int, int]:
        """What SES counts for this account, which is what AWS judges it by."""
        points = call(client("ses").get_send_statistics)["SendDataPoints"]
        return sum(each["DeliveryAttempts"] for each in points), sum(each["Bounces"] for each in points)


class AwsSecrets:
    """Parameters under one prefix in SSM, and one KMS key that can sign and nothing else.

    `names` are read together, and without a client of their own: it would cost a tenth of a cold start.
    """

    def __init__(self, prefix: str, key_id: str = "", names: tuple[str, ...] = ()) -> None:
        self.prefix, self.key_id, self.names = prefix.rstrip("/"), key_id, names
        self.cached: dict[str, tuple[float, str]] = {}

    @cached_property
    def kms(self) -> Any:
        return client("kms")

    def get(self, name: str) -> str:
        read_at, value = self.cached.get(name, (0.0, ""))
        if not value or time.monotonic() - read_at > SECRET_SECONDS:
            wanted = self.names if name in self.names else (name,)
            secrets = self.fetch(wanted)
            self.cached |= {key: (time.monotonic(), text) for key, text in secrets.items()}
            value = secrets.get(name, "")
        if not value:
            raise RefusedError(f"the secret {name} is missing")
        return value

    def fetch(self, names: tuple[str, ...]) -> dict[str, str]:
        wanted = {"Names": [f"{self.prefix}/{name}" for name in names], "WithDecryption": True}
        answer = signed("ssm", "AmazonSSM.GetParameters", wanted)
        return {item["Name"].rpartition("/")[2]: item["Value"].strip() for item in answer["Parameters"]}

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


def signed(service: str, target: str, body: dict[str, Any]) -> Any:
    """One call of a service that speaks JSON."""
    import urllib3
    from botocore.auth import SigV4Auth
    from botocore.awsrequest import AWSRequest

    region, credentials = session().get_config_variable("region"), session().get_credentials()
    if credentials is None:
        raise RefusedError("there are no credentials")
    url = os.environ.get("AWS_ENDPOINT_URL") or f"https://{service}.{region}.amazonaws.com"
    headers = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": target}
    request = AWSRequest("POST", url + "/", headers, json.dumps(body).encode())
    SigV4Auth(credentials.get_frozen_credentials(), service, region).add_auth(request)
    timeout = urllib3.Timeout(connect=PATIENCE["connect_timeout"], read=PATIENCE["read_timeout"])
    try:
        answer = urllib3.request(
            "POST", url + "/", body=request.body, headers=dict(request.headers), timeout=timeout, retries=1
        )
        data = answer.json()
    except (urllib3.exceptions.HTTPError, ValueError):
        raise UnavailableError("aws") from None
    if answer.status != 200:
        code = str(data.get("__type", "")).rpartition("#")[2]
        raise (RefusedError if code in DENIED else UnavailableError)(code or "aws")
    return data
