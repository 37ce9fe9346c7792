"""All of production made from nothing on this machine: by requests alone, and by a person with a browser."""

from __future__ import annotations

import gzip
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import urllib3

from functions.ports import now
from functions.response import Response
from hosting.rehearsal import package
from hosting.rehearsal.emulator import Emulator
from hosting.rehearsal.errors import RehearsalError
from hosting.rehearsal.leftovers import everything
from hosting.rehearsal.parameters import SECRETS_PREFIX
from hosting.rehearsal.production import Production, production
from hosting.rehearsal.stack import Stack
from tests.fake_github import Clock
from tests.function_app import HELP, SENDER, Running
from tests.rehearsal_person import NAME, Person, eventually
from tests.site_builder import AS_OF, MINI, PATIENCE

pytest.importorskip("ministack")
HTML = "text/html; charset=utf-8"
DAY = re.compile(r"\b20\d\d-\d\d-\d\d\b")


@contextmanager
def made(folder: Path) -> Iterator[Production]:
    """Production has no clock but the machine's: so the miniature site is as old as it always is."""
    with production(of_today(folder / "fresh"), print) as running:
        try:
            yield running
        except BaseException:
            print(running.aws.log()[-20_000:], logged(running.aws), sep="\n")
            raise


def of_today(site: Path) -> Path:
    shutil.copytree(MINI, site)
    later = datetime.fromtimestamp(now(), UTC).date() - date.fromisoformat(AS_OF)
    for file in (site / "experts" / "profiles").iterdir():
        moved = DAY.sub(lambda day: str(date.fromisoformat(day[0]) + later), file.read_text("utf-8"))
        file.write_text(moved, "utf-8")
    return site


def logged(aws: Emulator) -> str:
    logs = aws.client("logs")
    groups = [each["logGroupName"] for each in logs.describe_log_groups()["logGroups"]]
    pages = [logs.filter_log_events(logGroupName=name)["events"] for name in groups]
    return "\n".join(event["message"] for events in pages for event in events)


class OverHttp(Running):
    """The forms of a stack as a browser without JavaScript posts them, through its CloudFront."""

    def __init__(self, running: Production) -> None:
        self.running, self.clock, self.headers = running, Clock(), {}

    def ask(self, method: str, path: str, body: bytes = b"", query: str = "", **headers: str) -> Response:
        answer = get(
            self.running, f"{path}?{query}", method, body=body, headers={"origin": "null", **headers}
        )
        return Response(answer.status, answer.data.decode(), {"Location": answer.headers.get("location", "")})

    def key(self) -> str:
        return secret(self.running, "form-key")


def secret(running: Production, name: str) -> str:
    named = {"Name": f"{SECRETS_PREFIX}/{name}", "WithDecryption": True}
    return str(running.aws.client("ssm").get_parameter(**named)["Parameter"]["Value"])


def get(running: Production, path: str, method: str = "GET", **more: Any) -> Any:
    url = running.front.url + path
    return urllib3.request(method, url, redirect=False, retries=False, timeout=PATIENCE, **more)


@pytest.mark.long
def test_the_stack_from_nothing_to_nothing(tmp_path: Path) -> None:
    with made(tmp_path) as running:
        is_as_before_after_a_failure(running)
        running.publication.publish()
        shows_the_site(running)
        takes_no_form_but_from_cloudfront(running)
        makes_a_proposal_of_a_form(running)
        is_updated(running)
        outputs = running.stack.outputs()
        running.stack.delete()
        kept = [f"s3: {name}" for name in (package.BUCKET, outputs["SiteBucket"], outputs["FunctionBucket"])]
        key = outputs["SigningKey"].rpartition("/")[2]
        assert sorted(everything(running.aws)) == sorted([*kept, f"kms: {key}"])
    assert not running.aws.folder.exists()


def is_as_before_after_a_failure(running: Production) -> None:
    """A stack that fails leaves neither buckets nor keys, and says what was wrong first."""
    before = everything(running.aws)
    group = "LogGroupName: !Ref WorkerLogs\n"
    text = package.TEMPLATE.read_text("utf-8").replace(group, "LogGroupName: /not/there\n")
    broken = Stack(running.aws, "broken")
    with pytest.raises(
        RehearsalError, match=r"\(AWS::Logs::MetricFilter\): .*log group does not exist: /not/there"
    ):
        broken.create(package.upload(running.aws, b"", text), running.given)
    assert everything(running.aws) == before


def shows_the_site(running: Production) -> None:
    home, missing = get(running, "/"), get(running, "/nothing/here/")
    for answer, status in ((home, 200), (missing, 404)):
        assert (answer.status, answer.headers["content-type"]) == (status, HTML)
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["strict-transport-security"]
    assert b"Asha Example" in get(running, "/experts/asha-example/").data
    assert get(running, "/experts/gone-example/").status == 410
    for address, lead in {
        "/experts/asha-example": "/experts/asha-example/",
        "/experts/moved-example/": "/experts/harbour-example/",
        "/main/signup/": "/about/",
    }.items():
        moved = get(running, address)
        assert (moved.status, moved.headers["location"]) == (301, lead)
    assert get(running, "/releases/state.json").status == 403, "the records of releases are nobody's page"


def takes_no_form_but_from_cloudfront(running: Production) -> None:
    api = urllib3.util.parse_url(running.stack.outputs()["FormsApi"]).netloc
    for given in ({}, {"x-origin-secret": "guessed"}):
        url = f"{running.aws.url}/send/remove?profile=asha-example"
        assert urllib3.request("GET", url, headers={"host": api, **given}, timeout=PATIENCE).status == 403
    assert get(running, "/send/remove?profile=asha-example").status == 200


def makes_a_proposal_of_a_form(running: Production) -> None:
    forms = OverHttp(running)
    correct = forms.send("still-correct", SENDER | {"profile": "asha-example"})
    sealed = forms.send("message", HELP)
    for repository, branch in (
        (running.directory, f"intake/correct/{correct}"),
        (running.referrals, f"intake/referral/{sealed}"),
    ):
        eventually(lambda: branch in [pull["head"] for pull in repository.pulls], branch)  # noqa: B023


def is_updated(running: Production) -> None:
    assert not running.stack.update(running.template, running.given)
    assert running.stack.update(running.template, {**running.given, "Sender": "other@directory.example"})
    worker = running.stack.outputs()["WorkerFunction"]
    told = running.aws.client("lambda").get_function_configuration(FunctionName=worker)
    assert told["Environment"]["Variables"]["SENDER"] == "other@directory.example"
    assert get(running, "/").status == 200


@pytest.mark.long
@pytest.mark.browser
def test_a_person_walks_all_of_it(browser: Any, tmp_path: Path) -> None:
    """From a form to its page, and every way on: changed, still correct, as it was, removed."""
    with made(tmp_path) as running:
        running.publication.publish()
        person = Person(browser, running)
        slug = person.joins()
        person.sees(slug, "+44 20 7946 0321")
        first = shown_release(running)
        person.changes_the_number(slug)
        person.says_that_it_is_still_correct(slug)
        person.sees(slug, "+44 20 7946 0654")
        assert NAME in person.found("larkspur")
        second = shown_release(running)
        for release, number in ((first, "+44 20 7946 0321"), (second, "+44 20 7946 0654")):
            running.publication.roll_back(release)
            person.sees(slug, number)
        person.removes(slug)
        is_gone(running, slug)
        assert NAME not in person.found("larkspur")
        with pytest.raises(RehearsalError, match=slug):
            running.publication.roll_back(second)
        person.context.close()


def shown_release(running: Production) -> str:
    return running.publication.roll_back().split()[0]


def is_gone(running: Production, slug: str) -> None:
    """Nothing that is served shows it but the page that says so, and the forms know it no longer."""
    page = get(running, f"/experts/{slug}/")
    assert (page.status, b"7946 0654" in page.data) == (410, False)
    s3, outputs = running.aws.client("s3"), running.stack.outputs()
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=outputs["SiteBucket"])
    for key in (each["Key"] for part in pages for each in part["Contents"]):
        held = s3.get_object(Bucket=outputs["SiteBucket"], Key=key)["Body"].read()
        text = gzip.decompress(held) if held.startswith(b"\x1f\x8b") else held
        assert key.startswith("releases/") or (slug.encode() in text) <= (key == f"experts/{slug}/index.html")
        assert key.startswith("releases/") or NAME.encode() not in text, key
    listing = eventually(
        lambda: get(running, f"/send/change?profile={slug}").status == 404, "the listing without it"
    )
    assert listing
