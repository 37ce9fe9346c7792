"""Speaks to AWS: counts requests and bytes, names the account, and puts every error into words."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from publishing.errors import in_words

WORKERS = 16
# A request ends, one way or the other, long before the lease of `lock` does.
PATIENCE: dict[str, Any] = {
    "connect_timeout": 5,
    "read_timeout": 20,
    "retries": {"total_max_attempts": 4, "mode": "standard"},
}


def make_clients(workers: int) -> dict[str, Any]:
    config = Config(**PATIENCE, max_pool_connections=workers)
    try:
        return {name: boto3.client(name, config=config) for name in ("s3", "cloudfront", "sts")}
    except (BotoCoreError, ValueError) as error:  # a profile that is not there, a region that is none
        raise in_words(error, "the first request") from None


class Aws:
    def __init__(self, bucket: str, function_bucket: str, distribution: str, workers: int = WORKERS) -> None:
        self.bucket, self.function_bucket, self.distribution = bucket, function_bucket, distribution
        self.requests, self.sent, self._counting = 0, 0, threading.Lock()
        self.workers = workers
        self.fence: Callable[[], None] = lambda: None  # stops a run that may not write any more
        self.clients = make_clients(workers)
        self.account = ""
        for client in self.clients.values():
            client.meta.events.register("before-send", self._count)

    def identify(self) -> None:
        self.account = str(self._call("sts", "get_caller_identity")["Account"])

    def _write(self, service: str, operation: str, **arguments: Any) -> Any:
        self.fence()
        return self._call(service, operation, **arguments)

    def _call(self, service: str, operation: str, *, unless: Iterable[str] = (), **arguments: Any) -> Any:
        """The answer; with a code of `unless` only its times. Everything else becomes words."""

        about = {
            "account": self.account or "unknown",
            "bucket": str(arguments.get("Bucket", "")),
            "distribution": str(arguments.get("DistributionId", "")),
        }
        try:
            return getattr(self.clients[service], operation)(**arguments)
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in set(unless):
                return {"ResponseMetadata": error.response["ResponseMetadata"]}
            raise in_words(error, operation, **about) from None
        except (BotoCoreError, OSError) as error:
            raise in_words(error, operation, **about) from None

    def _count(self, request: Any, **_: object) -> None:
        with self._counting:
            self.requests += 1
            self.sent += int(request.headers.get("Content-Length") or 0)
