"""What stops a deployment before it changes anything, in words that say what to do."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from botocore.exceptions import (
    ClientError,
    EndpointConnectionError,
    NoCredentialsError,
    NoRegionError,
    ReadTimeoutError,
    SSOTokenLoadError,
)

from engine import build_record
from engine.output_folder import OutputFolder
from publishing import listing, manifest, state
from publishing.__main__ import main
from publishing.built import Built as BuiltFiles
from publishing.errors import PublishingError, in_words
from publishing.manifest import Manifest, encode
from publishing.rollback import rollback
from publishing.settings import from_environment
from publishing.state import LEASE
from tests.built_site import Built
from tests.function_ports import CREDENTIALS
from tests.publishing_world import ORIGIN, A, B, Probe, World, seen, world
from tests.site_builder import AS_OF, MINI, ROOT, build

__all__ = ["world"]


def answered(code: str, **more: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "x", **more}, "ResponseMetadata": {}}, "PutObject")


ERRORS: list[tuple[Exception, str]] = [
    (NoCredentialsError(), "There are no AWS credentials. Sign in"),
    (SSOTokenLoadError(error_msg="x"), "The AWS credentials have expired. Sign in"),
    (NoRegionError(), "No region is set. Name the one of the bucket"),
    (EndpointConnectionError(endpoint_url="https://s3"), "AWS does not answer. Look at the network"),
    (ReadTimeoutError(endpoint_url="https://s3"), "AWS does not answer. Look at the network"),
    (ConnectionResetError(), "AWS does not answer. Look at the network"),
    (answered("ExpiredToken"), "The AWS credentials have expired. Sign in"),
    (answered("InvalidAccessKeyId"), "AWS does not know these credentials. Sign in"),
    (answered("SignatureDoesNotMatch"), "AWS does not know these credentials. Sign in"),
    (answered("NoSuchBucket"), "There is no bucket pages. Look at the spelling in SITE_BUCKET"),
    (answered("AccessDenied"), "The bucket pages refuses put_object. Either it belongs to another account"),
    (answered("403"), "The bucket pages refuses put_object. Either it belongs to another account than 12"),
    (answered("RequestTimeTooSkewed", RequestTime="20261122T1200Z", ServerTime="2026-11-23T12:00:00Z"),
     "The clock of this machine is wrong: AWS refuses requests that are more than 15 minutes off "
     "(here 20261122T1200Z, there 2026-11-23T12:00:00Z). Set it"),
    (answered("RequestTimeTooSkewed"), "more than 15 minutes off. Set it"),
    (answered("PermanentRedirect"), "The bucket pages is in another region. Name that one: AWS_DEFAULT"),
    (answered("AuthorizationHeaderMalformed"), "`aws s3api get-bucket-location --bucket pages` says which"),
    (answered("NoSuchDistribution"), "There is no CloudFront distribution"),
    (answered("TooManyInvalidationsInProgress"), "What is to be invalidated is written down: run the same"),
    (answered("SlowDown"), "AWS answered SlowDown to put_object, also after several tries. Nothing is lost"),
    (answered(""), "AWS answered an error to put_object"),
]  # fmt: skip


@pytest.mark.parametrize(("error", "message"), ERRORS, ids=lambda value: str(value)[:40])
def test_every_error_of_aws_in_words(error: Exception, message: str) -> None:
    assert message in str(in_words(error, "put_object", account="12", bucket="pages"))


def test_a_right_that_lacks_at_cloudfront() -> None:
    told = in_words(answered("AccessDenied"), "create_invalidation", account="12", distribution="E1")
    assert "of account 12, may not do create_invalidation on the distribution E1" in str(told)


class Refusing(Probe):
    """AWS gives this error at one operation."""

    operation, code = "", ""

    def before(self, operation: str) -> None:
        if operation == self.operation:
            error = answered(self.code)
            raise in_words(error, operation, account=self.account, bucket=self.bucket)


@pytest.mark.parametrize(
    ("operation", "code", "message"),
    [
        ("get_object", "AccessDenied", "belongs to another account than 123456789012"),
        ("get_object", "NoSuchBucket", "There is no bucket site-"),
        ("get_caller_identity", "ExpiredToken", "have expired"),
    ],
)
def test_what_is_wrong_is_found_before_anything_is_written(
    world: World, operation: str, code: str, message: str
) -> None:
    cloud = world.cloud(Refusing)
    cloud.operation, cloud.code = operation, code
    with pytest.raises(PublishingError, match=message):
        world.deploy(A, cloud)
    assert world.content() == {}
    world.deploy(A)
    world.is_shown(A)


@pytest.mark.parametrize("status", ["Suspended", None])
def test_a_bucket_without_versions_is_refused(world: World, status: str | None) -> None:
    world.buckets[world.settings.bucket].versioning_status = status
    with pytest.raises(PublishingError, match="aws s3api put-bucket-versioning --bucket site-"):
        world.deploy(A)
    assert world.content() == {}


def test_each_request_names_the_account_that_must_own_the_bucket(world: World) -> None:
    """A bucket that was deleted may be somebody else's by now."""

    class Named(Probe):
        def _call(self, service: str, operation: str, **arguments: Any) -> Any:
            assert service != "s3" or arguments["ExpectedBucketOwner"] == "123456789012"
            return super()._call(service, operation, **arguments)

    world.deploy(A, world.cloud(Named))


BUILDS: list[tuple[dict[str, Any], str]] = [
    ({"origin": "https://other.example.org"}, "was built for https://other.example.org, and ORIGIN is"),
    ({"public": False}, "was built by make html or make serve, for looking at it here"),
    ({"samples": True}, "shows invented entries"),
    ({"files": 99}, "files, but its build wrote 99"),
]


@pytest.mark.parametrize(("record", "message"), BUILDS)
def test_a_build_that_must_not_go_out(world: World, record: dict[str, Any], message: str) -> None:
    world.build(A, **record)
    with pytest.raises(PublishingError, match=message):
        world.run(cloud := world.cloud())
    assert cloud.requests == 0


def test_a_build_that_was_stopped_or_is_not_there(world: World) -> None:
    world.build(A)
    build_record.begin(world.settings.output)
    with pytest.raises(PublishingError, match="was not finished"):
        world.run()
    shutil.rmtree(world.settings.output)
    with pytest.raises(PublishingError, match="There is no built site in"):
        world.run()


def test_a_file_that_changes_while_it_is_sent(world: World) -> None:
    class Meanwhile(Probe):
        def before(self, operation: str) -> None:
            if operation == "get_bucket_versioning":
                (world.settings.output / "index.html").write_text("newer")

    with pytest.raises(PublishingError, match="changed while it was sent"):
        world.deploy(A, world.cloud(Meanwhile))
    assert "index.html" not in world.content()
    world.deploy(A)
    world.is_shown(A)


def test_settings_are_told_all_at_once() -> None:
    with pytest.raises(PublishingError) as error:
        from_environment({"ORIGIN": "directory.example.org", "SITE_BUCKET": "s3://pages"})
    told = str(error.value)
    assert all(
        f"  {name}= the " in told for name in ("ORIGIN", "SITE_BUCKET", "FUNCTION_BUCKET", "DISTRIBUTION")
    )
    assert "'s3://pages' is none" in told
    one = {"SITE_BUCKET": "pages", "FUNCTION_BUCKET": "pages"}
    with pytest.raises(PublishingError, match="are one bucket"):
        from_environment({"ORIGIN": ORIGIN, "DISTRIBUTION": "E1EXAMPLE", **one})


@pytest.mark.parametrize(
    ("origin", "told"),
    [
        (f"{ORIGIN}/", None),
        (f"{ORIGIN}//", None),
        ("http://localhost:8000", None),
        ("https://Directory.example.org", "'https://Directory.example.org' is none"),
        ("HTTPS://directory.example.org", "is none"),
        (f"{ORIGIN}/experts", "is none"),
        (f"{ORIGIN}?a=b", "is none"),
        ("https://user@directory.example.org", "is none"),
        ("", "ORIGIN= the public address"),
    ],
)
def test_the_public_address(origin: str, told: str | None) -> None:
    given = {
        "ORIGIN": origin,
        "SITE_BUCKET": "pages",
        "FUNCTION_BUCKET": "inbox",
        "DISTRIBUTION": "E1EXAMPLE",
    }
    if told is None:
        assert from_environment(given).origin == origin.rstrip("/")
        return
    with pytest.raises(PublishingError) as error:
        from_environment(given)
    assert told in str(error.value)


ODD: list[tuple[str | bytes, str | None]] = [
    ("with space/ü %20+&.html", None),
    ("names/日本語/index.html", None),
    ("a\nb.html", "this name cannot be an address"),
    (b"latin-\xe9.html", "this name cannot be an address"),
    ("/".join(["x" * 200] * 6), "this name cannot be an address: it is too long"),
    ("releases/x.html", "would lie among the releases' records"),
]


@pytest.mark.parametrize(("name", "told"), ODD)
def test_files_of_odd_names(world: World, name: str | bytes, told: str | None) -> None:
    path = os.fsdecode(name)
    site = replace(A, more={path: "old"})
    if told:
        with pytest.raises(PublishingError, match=told):
            world.deploy(site, cloud := world.cloud())
        assert cloud.requests == 0
        return
    world.deploy(site)
    world.deploy(replace(A, more={path: "new"}))
    assert world.texts()[path] == "new"
    assert f"/{quote(path)}" in world.asked[-1]
    world.edge.clear()  # our cache has no percent signs
    world.deploy(A)
    assert path not in world.texts()


def test_a_link_is_not_followed(world: World) -> None:
    """It may lead to a key on this machine."""
    world.build(A)
    page = world.settings.output / "index.html"
    page.unlink()
    page.symlink_to("/etc/hostname")
    with pytest.raises(PublishingError, match=r"index\.html is a link"):
        world.run(cloud := world.cloud())
    assert cloud.requests == 0


def test_credentials_that_expire_in_the_middle(world: World) -> None:
    """Nothing can be given up either; the lease ends by itself."""

    class Expiring(Probe):
        def before(self, operation: str) -> None:
            if self.calls > 12:
                raise in_words(answered("ExpiredToken"), operation)

    world.deploy(A)
    with pytest.raises(PublishingError, match="have expired"):
        world.deploy(B, world.cloud(Expiring))
    assert [*seen(world, A, B)] == []
    world.clock.sleep(LEASE)
    world.deploy(B)
    world.is_shown(B)


def command(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Without an account: a person who tries it first."""
    known = {name: os.environ[name] for name in ("PATH",)}
    given = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "HOME": str(folder)}
    return subprocess.run(
        [sys.executable, "-m", "publishing", *arguments],
        cwd=ROOT,
        env=known | given | {"AWS_EC2_METADATA_DISABLED": "true", "PYTHONUTF8": "1"} | more,
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_credentials_and_no_settings(tmp_path: Path, world: World) -> None:
    done = command(tmp_path, "deploy")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("These settings are missing or wrong:\n  ORIGIN= the public address")
    world.build(A)
    settings = {
        "ORIGIN": ORIGIN, "SITE": str(world.settings.site), "OUTPUT": str(world.settings.output),
        "SITE_BUCKET": "pages", "FUNCTION_BUCKET": "inbox", "DISTRIBUTION": "E1EXAMPLE",
    }  # fmt: skip
    done = command(tmp_path, "deploy", **settings)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("There are no AWS credentials. Sign in (`aws sso login`")
    assert "Traceback" not in done.stderr
    assert command(tmp_path, "rollback", **settings, AWS_PROFILE="nobody").stderr.startswith(
        "AWS_PROFILE names"
    )


def test_the_whole_command(aws: str, world: World, monkeypatch: Any, capsys: Any) -> None:
    for name, value in {
        "ORIGIN": ORIGIN + "/", "SITE": str(world.settings.site), "OUTPUT": str(world.settings.output),
        "SITE_BUCKET": world.settings.bucket, "FUNCTION_BUCKET": world.settings.function_bucket,
        "DISTRIBUTION": world.settings.distribution, **CREDENTIALS,
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    world.build(A)
    assert main(["deploy"]) == 0
    assert main(["rollback"]) == 0
    assert main(["rollback", "nonsense"]) == 1
    assert "There is no complete release nonsense" in capsys.readouterr().err
    assert main(["deploy", "--dry-run"]) == 0
    assert capsys.readouterr().out.startswith("Nothing has changed since 2026")


def test_a_build_for_looking_at_says_so(mini: Built) -> None:
    record = build_record.read(mini.root)
    assert record
    count = sum(path.is_file() and not path.name.startswith(".") for path in mini.root.rglob("*"))
    assert record == (ORIGIN, False, True, count)


def test_a_public_build_says_so_and_the_next_one_takes_it_back(tmp_path: Path) -> None:
    out, demonstration = tmp_path / "out", {"SAMPLES": "mark", "UNCONFIRMED_NUMBERS": "mark"}
    chosen = {"AS_OF": AS_OF, "ORIGIN": f"{ORIGIN}/", "FORMS": "deployed", **demonstration}
    made = build(MINI, out, "publishconf.py", **chosen)
    assert made.returncode == 0, made.stdout
    home = BuiltFiles(out, ORIGIN, samples=True).files["index.html"]
    assert home.cache == "public, max-age=300, must-revalidate"
    with pytest.raises(PublishingError, match="shows invented entries"):
        BuiltFiles(out, ORIGIN)
    parts = listing.packed(MINI, out)
    assert listing.packed(MINI, out) == parts
    assert set(parts) == {"listing.json.gz", "sent.html"}
    OutputFolder(out).claim()
    with pytest.raises(PublishingError, match="was not finished"):
        BuiltFiles(out, ORIGIN, samples=True)


def packed(data: object) -> bytes:
    """The same bytes at each time of day: each worker names its tests by them."""
    return gzip.compress(json.dumps(data).encode(), mtime=0)


@pytest.mark.parametrize(
    "body",
    [b"", b"junk", packed([]), packed("x"), packed(None), packed({}), packed({"format": 1}),
     encode(Manifest("x"))[:-9], packed({**json.loads(gzip.decompress(encode(Manifest("x")))), "files": []})],
)  # fmt: skip
def test_a_record_that_is_none_is_an_error_in_words(body: bytes) -> None:
    with pytest.raises(PublishingError, match="make deploy FLAGS=--again"):
        manifest.decode(body, "x")
    with pytest.raises(PublishingError, match="make deploy FLAGS=--again"):
        state.decode(body or b"null")
    with pytest.raises(PublishingError, match="make deploy FLAGS=--again"):
        listing.of(body)


def test_a_listing_that_somebody_changed_is_not_given_to_the_function(world: World) -> None:
    world.deploy(A)
    first = world.state().completed
    world.clock.sleep(60)
    world.deploy(B)
    key = listing.copy_of(world.manifest_of(first).listing.sha256, listing.NAME)
    world.cloud().clients["s3"].put_object(
        Bucket=world.settings.bucket, Key=key, Body=packed({"entries": {"ana": {}}})
    )
    cloud = world.cloud()
    with pytest.raises(PublishingError, match="is not what was put there"):
        rollback(cloud, world.lock(cloud), first, show_removed=True)
    world.is_shown(B)
