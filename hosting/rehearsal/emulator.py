"""Starts and ends the process that is AWS. It has a folder, a port and a process group of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3
import urllib3
from botocore.config import Config

from hosting.rehearsal.errors import RehearsalError

GATEWAY = Path(__file__).with_name("gateway.py")
REGION, ACCOUNT = "eu-west-2", "000000000000"
STARTS_WITHIN = 120  # seconds, on a machine that has much to do
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "rehearsal",
    "AWS_SECRET_ACCESS_KEY": "rehearsal",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
}
# Rights are held to, as in AWS; functions are processes; nothing else listens on a port.
SETTINGS = {"AUTH": "true", "LAMBDA_EXECUTOR": "local", "IOT_MTLS_ENABLED": "0", "SFTP_ENABLED": "0"}


@dataclass(frozen=True)
class Emulator:
    url: str
    folder: Path

    def client(self, service: str) -> Any:
        make: Any = boto3.client  # whose types know a service only by a literal
        return make(
            service,
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
            config=Config(retries={"total_max_attempts": 1}, read_timeout=300),
        )

    def environment(self) -> dict[str, str]:
        """With which a command of ours speaks to this AWS and to no other."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        return {**kept, **CREDENTIALS, "AWS_ENDPOINT_URL": self.url}

    def log(self) -> str:
        return (self.folder / "ministack.log").read_text("utf-8", "replace")


@contextmanager
def emulator(port: int = 0, **settings: str) -> Iterator[Emulator]:
    """An empty AWS; 0 takes a free port. `settings` go into the environment of all that it runs."""
    folder = Path(tempfile.mkdtemp(prefix="rehearsal-"))
    started = Emulator(f"http://127.0.0.1:{port or free_port()}", folder)
    child = start(started, settings)
    try:
        wait_until_ready(started, child)
        yield started
    finally:
        end(child)
        shutil.rmtree(folder, ignore_errors=True)


def start(aws: Emulator, settings: dict[str, str]) -> subprocess.Popen[bytes]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    address = urlsplit(aws.url)
    environment = {
        **kept, **CREDENTIALS, **SETTINGS, **settings, "TMPDIR": str(aws.folder), "HOME": str(aws.folder),
        "BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(address.port), "MINISTACK_REGION": REGION,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",  # node is there
    }  # fmt: skip
    with (aws.folder / "ministack.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, GATEWAY], stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT,
            cwd=aws.folder, env=environment, start_new_session=True,
        )  # fmt: skip


def wait_until_ready(aws: Emulator, child: subprocess.Popen[bytes]) -> None:
    end_at = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end_at:
        if child.poll() is not None:
            raise RehearsalError(f"ministack ended at once. It said:\n{last_lines(aws)}")
        with suppress(urllib3.exceptions.HTTPError):
            answer = urllib3.request("GET", f"{aws.url}/_ministack/health", retries=False, timeout=5)
            if answer.status == 200:
                return
        time.sleep(0.05)
    raise RehearsalError(f"ministack did not start in {STARTS_WITHIN} seconds. It said:\n{last_lines(aws)}")


def last_lines(aws: Emulator) -> str:
    return "\n".join(aws.log().splitlines()[-12:]) or "nothing."


def end(child: subprocess.Popen[bytes]) -> None:
    """With all that it started: functions are processes of its group."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.communicate()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])
