"""What is private stands nowhere in the clear: a canary in every such field, looked for everywhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from email import message_from_string
from pathlib import Path
from typing import Any

import pytest

from functions import upkeep
from tests.function_app import ENQUIRY, HELP, SIGNUP, Running, filled, start
from tests.function_ports import bucket, git, github
from tests.site_builder import ROOT


@pytest.fixture
def running(tmp_path: Path) -> Running:
    return start(tmp_path)


CANARIES = {name: f"Canary{number:02d}Zq" for number, name in enumerate(
    ["when", "careful", "alias", "name", "role", "organisation", "issue", "message"])}  # fmt: skip
PRIVATE = {
    "message": {**HELP, **{name: CANARIES[name] for name in ("when", "careful", "alias")},
                "reply": ["call", "email"], "email": "canary00zq@example.org"},
    "enquiry": {**ENQUIRY, **{name: CANARIES[name] for name in ("name", "role", "organisation", "issue")},
                "reply_to": "canary10zq@example.org"},
    "join-person": {**SIGNUP, "message": CANARIES["message"], "reply_to": "canary10zq@diaz.example.org"},
}  # fmt: skip


@pytest.mark.parametrize("form", PRIVATE)
@pytest.mark.parametrize("fault", ["none", "forge", "poison"])
def test_what_is_private_stands_nowhere_in_the_clear(running, capfd, monkeypatch, form, fault):
    """Looked for in logs, pull requests, git's objects, the store and the answers, also after faults."""
    from functions import proposals

    responses = []
    real = running.ask
    monkeypatch.setattr(running, "ask", lambda *a, **k: responses.append(real(*a, **k)) or responses[-1])
    identity = running.send(form, PRIVATE[form])
    if fault == "poison":
        monkeypatch.setattr(proposals, "proposal", lambda *a: (_ for _ in ()).throw(KeyError(str(a))))
    if fault == "forge":
        (running.repository / ".git" / "HEAD").write_text("nonsense")
        (running.folder / "var" / "referrals.git" / "HEAD").write_text("nonsense")
    running.work()
    out, err = capfd.readouterr()
    places = {
        "logs": out + err,
        "thanks": responses[-1].body,
    }
    places |= {
        entry.key: entry.key + running.app.store.get(entry.key).decode("latin-1")
        for entry in running.app.store.keys("")
    }
    if fault == "none":
        for where in (running.repository, running.folder / "var" / "referrals.git"):
            places[str(where)] = git(where, "cat-file", "--batch-all-objects", "--batch")
    if form == "join-person" and fault != "none":
        # Until it is done, a signup waits in the private inbox as it was sent.
        places.pop(f"inbox/{identity}", None)
    leaks = [where for where, text in places.items() if re.search("canary", text, re.IGNORECASE)]
    assert leaks == []


def test_the_reference_tells_nothing_about_the_content(running):
    from functions.tokens import canonical, reference

    content = canonical("message", {"alias": ("Bird",)})
    assert reference("a" * 32, content, "n") != reference("b" * 32, content, "n")
    assert reference("a" * 32, content, "n") != reference("a" * 32, content, "m")


@pytest.fixture
def cloud(running: Running, aws: str, tmp_path: Path) -> Iterator[Any]:
    """The same function with S3, SES and GitHub."""
    from functions.aws import SesMail, client

    client("ses").verify_email_identity(EmailAddress="intake@example.org")
    name = "experts/profiles/asha-example.yaml"
    files = {name: (running.repository / name).read_text("utf-8")}
    with (
        github(tmp_path / "github", files, running.clock) as (forge, fake),
        bucket(tmp_path.name, running.clock) as store,
    ):
        running.app.store, running.app.mail = store, SesMail("Directory <intake@example.org>")
        running.app.forge = running.app.referrals = forge
        yield fake


def letters() -> list[str]:
    from moto.ses.models import ses_backends  # the server keeps them in this process

    sent = ses_backends["123456789012"]["eu-west-2"].sent_messages
    return [message_from_string(str(letter.raw_data)).get_payload() for letter in sent]


def objects(store: Any) -> dict[str, str]:
    """Name, content, metadata and tags of everything in the bucket."""
    contents = {}
    for entry in store.keys(""):
        where = {"Bucket": store.bucket, "Key": entry.key}
        head = store.client.head_object(**where)
        tags = store.client.get_object_tagging(**where)["TagSet"]
        contents[entry.key] = f"{entry.key} {store.get(entry.key).decode('latin-1')} {head} {tags}"
    return contents


FAULTS = {"none": None, "away": 503, "refused": (403, {}), "lost": "drop", "wrong": 422}


CASES = [(form, "none") for form in (*PRIVATE, "change", "remove")] + [
    (form, fault) for form in ("message", "join-person") for fault in FAULTS if fault != "none"
]


@pytest.mark.parametrize(("form", "fault"), CASES)
def test_nor_anywhere_at_aws_or_github(running, cloud, capfd, caplog, form, fault):
    told = {"message": CANARIES["message"], "reply_to": "canary10zq@asha.example.org", "agree": "yes"}
    stands = {"profile": "asha-example"} if form == "remove" else filled(running, "asha-example")
    given = PRIVATE.get(form) or {**stands, **told}
    if form == "change":
        given["headline"] = "Psychiatrist, reports for courts"
    before = len(letters())
    identity = running.send(form, given)
    cloud.fault = lambda method, path, when: FAULTS[fault] if when == "after" else None
    running.work()
    running.clock.sleep(7200)
    cloud.fault = lambda *_: None
    running.work()
    out, err = capfd.readouterr()
    places = {
        "logs": out + err + caplog.text,
        "letters": str(letters()[before:]),
        **objects(running.app.store),
    }
    places["what GitHub was told and answered"] = json.dumps(cloud.exchanges) + json.dumps(cloud.pulls)
    places["GitHub's objects"] = git(cloud.repository, "cat-file", "--batch-all-objects", "--batch")
    places["GitHub's names"] = git(cloud.repository, "for-each-ref")
    if fault in ("refused", "wrong") and form not in ("message", "enquiry"):
        # Until a person has looked, it waits in the private store as it was sent.
        places.pop(f"inbox/{identity}", None)
    leaks = [where for where, text in places.items() if re.search("canary", text, re.IGNORECASE)]
    assert leaks == []


def test_the_search_finds_what_is_there(running, cloud):
    """The same search, for what is meant to be public and for what waits."""
    given = {**SIGNUP, "headline": "Solicitor, Canary77Zq", "message": "Canary78Zq"}
    identity = running.send("join-person", given)
    assert "Canary78Zq" in objects(running.app.store)[f"inbox/{identity}"]
    running.work()
    assert "Canary77Zq" in json.dumps(cloud.exchanges)
    assert "Canary77Zq" in git(cloud.repository, "cat-file", "--batch-all-objects", "--batch")
    assert any("/send/confirm/" in letter for letter in letters())


def test_closing_its_pull_request_settles_what_was_sealed(running, cloud, monkeypatch):
    store = running.app.store
    first, second = (running.send("message", {**HELP, "alias": name}) for name in ("Bird", "Fish"))
    running.work()
    read: list[str] = []
    monkeypatch.setattr(store, "get", lambda key, real=store.get: read.append(key) or real(key))
    next(pull for pull in cloud.pulls if first in pull["head"])["state"] = "closed"
    for _ in range(2):
        running.work()
    tags = store.client.get_object_tagging
    tagged = {
        entry.key.partition(".")[0]: tags(Bucket=store.bucket, Key=entry.key)["TagSet"]
        for entry in store.keys("sealed/")
    }
    assert tagged == {f"sealed/{first}": [{"Key": "closed", "Value": "yes"}], f"sealed/{second}": []}
    assert [key for key in read if key.startswith("sealed/")] == [], "the worker may not read it"


TEMPLATE = (ROOT / "template.yaml").read_text("utf-8")


def test_what_has_not_been_dealt_with_is_never_deleted_by_age_alone():
    rules = dict(re.findall(r"Prefix: (\w+)/, .*ExpirationInDays: (\d+)", TEMPLATE))
    assert {*rules} == {
        "sealed",
        "settled",
        "done",
        "names",
        "mailed",
        "state",
        "twins",
        "also",
        "answers",
        "tries",
        "used",
        "asked",
    }
    assert (rules["answers"], rules["tries"]) == ("90", "1")
    assert {name: days * upkeep.DAY for name, days in (("answers", 90), ("tries", 1))} == upkeep.LIFETIMES
    assert re.search(r'Id: closed, Prefix: sealed/.*Days: 90.*Key: closed, Value: "yes"', TEMPLATE)
