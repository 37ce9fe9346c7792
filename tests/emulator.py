"""The real runtime of AWS Lambda on this machine: aws-sam-cli brings the emulator."""

from __future__ import annotations

import importlib.util
import json
import os
import platform
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import urllib3

from tests.site_builder import PATIENCE

BARE = """
import boto3
from botocore.config import Config

client = boto3.client("s3", config=Config(retries={"total_max_attempts": 2, "mode": "standard"}))


def handler(event, context):
    client.put_object(Bucket="inbox", Key=f"bare/{context.aws_request_id}", Body=b"x", IfNoneMatch="*")
    return {"statusCode": 303}
"""


def find_emulator() -> Path | None:
    machine = {"x86_64": "x86_64", "aarch64": "arm64"}.get(platform.machine(), "")
    named = os.environ.get("LAMBDA_RIE")
    package = importlib.util.find_spec("samcli")
    folders = (
        [Path(place) for place in (package.submodule_search_locations or []) if package] if package else []
    )
    files = [Path(named)] if named else [f / "local" / "rapid" / f"aws-lambda-rie-{machine}" for f in folders]
    return next((file for file in files if file.is_file()), None)


def free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


@contextmanager
def emulated(emulator: Path, handler: str, folder: Path, settings: dict[str, str]) -> Iterator[str]:
    """The address at which the function can be invoked; it starts cold at the first invocation."""
    front, api = free_ports(2)
    command = [str(emulator), "--runtime-interface-emulator-address", f"127.0.0.1:{front}",
               "--runtime-api-address", f"127.0.0.1:{api}", "--log-level", "error",
               sys.executable, "-m", "awslambdaric", handler]  # fmt: skip
    # The folder comes first, as in AWS; what AWS brings of its own is taken from this environment.
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(folder), "AWS_LAMBDA_FUNCTION_NAME": "test",
                   "AWS_LAMBDA_FUNCTION_VERSION": "1", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
                   **settings}  # fmt: skip
    child = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE,
    stderr=subprocess.STDOUT,
                             start_new_session=True)  # fmt: skip
    try:
        wait_for(front)
        yield f"http://127.0.0.1:{front}/2015-03-31/functions/function/invocations"
    finally:
        os.killpg(child.pid, 9)
        child.communicate()


def wait_for(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError("the emulator did not start")


def invoke(url: str, event: Any) -> tuple[Any, float]:
    """The answer and the seconds it took, the cold start included where there was one."""
    started = time.monotonic()
    answer = urllib3.request("POST", url, body=json.dumps(event), timeout=PATIENCE, retries=False)
    return json.loads(answer.data or b"null"), time.monotonic() - started
