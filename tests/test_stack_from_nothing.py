"""All of production made from nothing on this machine: by requests alone, and by a person with a browser."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import urllib3

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
from tests.site_builder import AS_OF, MINI, PATIENCE

pytest.importorskip("ministack")
HTML = "text/html; charset=utf-8"


def eventually(seen: Callable[[], Any], what: str) -> Any:
    """What comes by itself, behind an answer: how fast this machine is, no test asks."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if result := seen():
            return result
        time.sleep(0.1)
    raise AssertionError(f"{what} never came")


@contextmanager
def made() -> Iterator[Production]:
    with production(MINI, print, AS_OF=AS_OF) as running:
        try:
            yield running
        except BaseException:
            print(running.aws.log()[-20_000:], logged(running.aws), sep="\n")
            raise


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
        answer = get(self.running, f"{path}?{query}", method, body=body, headers={"origin": "null", **headers})
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
def test_the_stack_from_nothing_to_nothing() -> None:
    with made() as running:
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
    with pytest.raises(RehearsalError, match=r"\(AWS::Logs::MetricFilter\): .*log group does not exist: /not/there"):
        broken.create(package.upload(running.aws, b"", text), running.given)
    assert everything(running.aws) == before


def shows_the_site(running: Production) -> None:
    home, missing = get(running, "/"), get(running, "/nothing/here/")
    for answer, status in ((home, 200), (missing, 404)):
        assert (answer.status, answer.headers["content-type"]) == (status, HTML)
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["strict-transport-security"]
    assert b"Asha Example" in get(running, "/experts/asha-example/").data
    assert get(running, "/experts/asha-example").headers["location"] == "/experts/asha-example/"
    assert get(running, "/experts/gone-example/").status == 410
    assert get(running, "/releases/latest.json").status in (403, 404)


def takes_no_form_but_from_cloudfront(running: Production) -> None:
    api = urllib3.util.parse_url(running.stack.outputs()["FormsApi"]).netloc
    for given in ({}, {"x-origin-secret": "guessed"}):
        url = f"{running.aws.url}/send/remove?profile=asha-example"
        assert urllib3.request("GET", url, headers={"host": api, **given}, timeout=PATIENCE).status == 403
    assert get(running, "/send/remove?profile=asha-example").status == 200


def makes_a_proposal_of_a_form(running: Production) -> None:
    forms = OverHttp(running)
    correct = forms.send("still-correct", SENDER)
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
