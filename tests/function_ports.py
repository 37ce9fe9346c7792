"""Both adapters of every port, ready for the contract suites and for the fault tests."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import urllib3

from functions import aws
from functions.git import GitForge
from functions.github import GitHubForge
from functions.local_adapters import FileSecrets
from tests.fake_github import NAME, Clock, FakeGitHub
from tests.site_builder import PATIENCE

CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_SESSION_TOKEN": "testing",
    "AWS_DEFAULT_REGION": "eu-west-2",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": os.devnull,
}


@contextmanager
def loopback_aws() -> Iterator[str]:
    """The address of an AWS on the loopback that knows S3, SES, SSM and KMS; the environment leads there."""
    from moto.moto_api._internal import moto_api_backend
    from moto.server import ThreadedMotoServer

    moto_api_backend.reset()  # its data are those of the process: it begins as an empty account
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(aws.PATIENCE, "read_timeout", PATIENCE)
        for name, value in {**CREDENTIALS, "AWS_ENDPOINT_URL": url}.items():
            patch.setenv(name, value)
        yield url
    server.stop()


@contextmanager
def bucket(name: str, clock: Clock) -> Iterator[Any]:
    """A store on the loopback's S3, which stamps what it is given by this clock and not by its own."""
    from functions.aws import S3Store

    made = S3Store(f"inbox-{hashlib.sha256(name.encode()).hexdigest()[:20]}")
    made.client.create_bucket(
        Bucket=made.bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-2"}
    )
    with pytest.MonkeyPatch.context() as patch:  # the server runs in this process
        patch.setattr(
            "moto.s3.models.utcnow", lambda: datetime.fromtimestamp(clock(), UTC).replace(tzinfo=None)
        )
        yield made


def git(folder: Path, *command: str, stdin: str = "", index: str = "") -> str:
    """`index`: a file to use in place of the repository's own."""
    who = {
        f"GIT_{role}_{part}": "editor@example.org"
        for role in ("AUTHOR", "COMMITTER")
        for part in ("NAME", "EMAIL")
    }
    who |= {"GIT_INDEX_FILE": index} if index else {}
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", **who}
    done = subprocess.run(
        ["git", "-C", str(folder), *command],
        input=stdin.encode(),
        capture_output=True,
        check=True,
        env=environment,
    )
    return done.stdout.decode(errors="replace").strip()


def make_repository(folder: Path, files: dict[str, str] | None = None, *, bare: bool = False) -> Path:
    """A repository with one commit on main."""
    work = folder if not bare else folder.with_name(folder.name + "-work")
    work.mkdir(parents=True)
    git(work, "init", "-q", "-b", "main")
    for path, text in {"README.md": "A directory\n", **(files or {})}.items():
        (work / path).parent.mkdir(parents=True, exist_ok=True)
        (work / path).write_text(text, "utf-8")
    git(work, "add", ".")
    git(work, "commit", "-q", "-m", "Start")
    if bare:
        git(work, "clone", "-q", "--bare", str(work), str(folder))
    return folder


@cache
def signing_key() -> Any:
    from cryptography.hazmat.primitives.asymmetric import rsa

    return rsa.generate_private_key(65537, 2048)


def make_signing_key(secrets: FileSecrets) -> Any:
    """Keeps an RSA key, and gives the check of a signature by its public half."""
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import padding

    key = signing_key()
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    secrets.create("signing-key", pem.decode())
    return lambda message, signature: key.public_key().verify(
        signature, message, padding.PKCS1v15(), hashes.SHA256()
    )


@contextmanager
def github(
    folder: Path, files: dict[str, str] | None = None, clock: Clock | None = None
) -> Iterator[tuple[GitHubForge, FakeGitHub]]:
    """A forge and the GitHub that it talks to, on the clock of the function that uses them."""
    clock, secrets = clock or Clock(), FileSecrets(folder / "github-secrets")
    fake = FakeGitHub(make_repository(folder / "hub", files, bare=True), clock, make_signing_key(secrets))
    try:
        forge = GitHubForge(fake.url, NAME, "1", "2", secrets, clock=clock, sleep=clock.sleep)
        forge.http.connection_pool_kw["timeout"] = urllib3.Timeout(PATIENCE)
        yield forge, fake
    finally:
        fake.close()


class LocalPulls:
    """What stands on a local forge, in the words in which the fake GitHub says it."""

    def __init__(self, forge: GitForge) -> None:
        self.forge, self.repository = forge, forge.repository

    def all(self) -> dict[str, dict[str, Any]]:
        by_branch = {}
        for ref in git(self.repository, "for-each-ref", "--format=%(refname)", "refs/reviews/").splitlines():
            text = git(self.repository, "cat-file", "blob", ref)
            labels = text.partition("\n")[0].removeprefix("Labels: ").split(", ")
            branch = "intake/" + ref.removeprefix("refs/reviews/")
            by_branch[branch] = {"labels": sorted(filter(None, labels)), "text": text.partition("\n\n")[2]}
        return by_branch


class HubPulls:
    def __init__(self, fake: FakeGitHub) -> None:
        self.fake, self.repository = fake, fake.repository

    def all(self) -> dict[str, dict[str, Any]]:
        return {
            pull["head"]: {"labels": pull["labels"], "text": f"# {pull['title']}\n\n{pull['body']}"}
            for pull in self.fake.pulls
        }
