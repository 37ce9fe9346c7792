"""The doctor on an account in which nothing is missing, one thing is, or a right is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyrage
import pytest

from functions import form_keys, tokens
from gate.gh import Refused
from hosting.doctor import __main__ as doctor
from hosting.doctor import edge
from hosting.doctor.account import Account
from hosting.doctor.finding import lines, ok, warning
from hosting.doctor.rights import RIGHTS
from hosting.rehearsal.github_app import RIGHTS as KINDS
from tests.doctor_world import (
    GOOD_KEY,
    NAME,
    OTHER,
    OTHER_KEY,
    REFERRALS,
    World,
    Worlds,
    client,
    made,
    no_gh,
    publish,
    script,
    signing_key,
)
from tests.fake_github import Clock
from tests.function_app import NOW
from tests.site_builder import ROOT

__all__ = ["no_gh"]


@pytest.fixture(scope="module")
def aws(aws: str) -> Iterator[str]:
    yield aws
    made.cache_clear()
    signing_key.cache_clear()


@pytest.fixture(scope="module")
def worlds(aws: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worlds]:
    kept = Worlds(tmp_path_factory.mktemp("doctor"))
    with kept.running:
        yield kept


@pytest.fixture
def world(worlds: Worlds, tmp_path: Path, no_gh: list[Any], monkeypatch: pytest.MonkeyPatch) -> World:
    (tmp_path / "viewer.js").write_text("function handler(event) {}\n")
    monkeypatch.setattr(edge, "VIEWER", tmp_path / "viewer.js")
    kept = worlds.fresh()
    kept.rules = no_gh
    return kept


def test_nothing_is_missing_where_all_is_right(world):
    told = [*doctor.findings(world.account, doctor.CHECKS)]
    assert [each for each in told if each.state != "ok"] == []
    assert len(told) == len(doctor.CHECKS) + 1
    assert not world.hub.tokens, "each token was given back"
    shown = "\n".join(lines(told))
    assert GOOD_KEY not in shown


def test_it_has_a_right_for_everything_it_asks_and_asks_for_no_other(world):
    [*doctor.findings(world.account, doctor.CHECKS)]
    assert world.account.asked == {*RIGHTS}


Spoil = Callable[[World], None]
KEY, S3 = "form-key", "s3"
LONG = "k3" * 40


def s3(operation: str, bucket: int, **arguments: Any) -> Spoil:
    return lambda world: getattr(client("s3"), operation)(Bucket=world.buckets[bucket], **arguments)


def secret(name: str, value: str, kind: str = "SecureString") -> Spoil:
    return lambda world: world.secret(name, value, kind)


def gone(name: str) -> Spoil:
    return lambda world: client("ssm").delete_parameter(Name=f"/{world.stack}/{name}")


def told(**more: Any) -> Spoil:
    """What CloudFormation says of the stack."""

    def spoil(world: World) -> None:
        world.account.planned["cloudformation", "describe_stacks"] = world.described(**more)

    return spoil


def plan(service: str, operation: str, answer: Any) -> Spoil:
    return lambda world: world.plan(service, operation, answer)


def front(**changes: Any) -> Spoil:
    return lambda world: world.distribution(**changes)


def hub(**changes: Any) -> Spoil:
    return lambda world: [setattr(world.hub.app, name, value) for name, value in changes.items()] and None


def certificate(days: float, status: str = "ISSUED") -> Spoil:
    return lambda world: world.plan(
        "acm", "describe_certificate", {"Certificate": {"Status": status, "NotAfter": world.at(days)}}
    )


def waits(key: str, hours: float) -> Spoil:
    """It came that long ago: the emulator's clock is the machine's, so ours is moved."""

    def spoil(world: World) -> None:
        client("s3").put_object(Bucket=world.buckets[1], Key=key, Body=b"{}")
        head = client("s3").head_object(Bucket=world.buckets[1], Key=key)
        world.clock.now = head["LastModified"].timestamp() + hours * 3600

    return spoil


def older_key(world: World) -> None:
    world.secret(KEY, f"{GOOD_KEY}\n{OTHER_KEY}")
    written = client("ssm").get_parameter(Name=f"/{world.stack}/{KEY}")["Parameter"]["LastModifiedDate"]
    world.clock.now = written.timestamp() + 62 * 86400


def key_state(**more: Any) -> Spoil:
    return plan("kms", "describe_key", {"KeyMetadata": {"KeyState": "Enabled", **more}})


def another_key(world: World) -> None:
    outputs = [{"OutputKey": "SigningKey", "OutputValue": signing_key(1)}]
    world.account.planned["cloudformation", "describe_stacks"] = world.described(Outputs=outputs)


def alarm_on(world: World) -> None:
    name = world.account.resources["OldestAlarm"]
    client("cloudwatch").set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason="x")


def alarm_deaf(world: World) -> None:
    client("cloudwatch").disable_alarm_actions(AlarmNames=[world.account.resources["OldestAlarm"]])


def old_versions(world: World) -> None:
    s3 = client("s3")
    s3.put_bucket_versioning(Bucket=world.buckets[1], VersioningConfiguration={"Status": "Enabled"})
    for body in (b"one", b"two"):
        s3.put_object(Bucket=world.buckets[1], Key="help/x", Body=body)
    s3.put_bucket_versioning(Bucket=world.buckets[1], VersioningConfiguration={"Status": "Suspended"})


def upload(world: World) -> None:
    client("s3").create_multipart_upload(Bucket=world.buckets[1], Key="site/x")


def no_retention(world: World) -> None:
    client("logs").delete_retention_policy(logGroupName=world.account.resources["WebLogs"])


def subscribed(*arns: str) -> Spoil:
    listed = [{"SubscriptionArn": each} for each in arns]
    return plan("sns", "list_subscriptions_by_topic", {"Subscriptions": listed})


def mail(**more: Any) -> Spoil:
    return plan("sesv2", "get_account", more)


def sender(verified: bool) -> Spoil:
    return plan("sesv2", "get_email_identity", {"VerifiedForSendingStatus": verified})


def unplanned(service: str, operation: str) -> Spoil:
    return lambda world: world.account.planned.pop((service, operation)) and None


def versions(bucket: int, status: str) -> Spoil:
    return s3("put_bucket_versioning", bucket, VersioningConfiguration={"Status": status})


def rights(**changed: str) -> Spoil:
    """Of the app; an empty one is none."""
    return hub(permissions={name: right for name, right in {**KINDS, **changed}.items() if right})


def no_stack(world: World) -> None:
    unplanned("cloudformation", "describe_stacks")(world)
    world.account.stack = "none"
    world.forget()


def repositories(*names: str) -> Spoil:
    return lambda world: setattr(world.hub, "repositories", dict.fromkeys(names, world.hub))


def key_that_ends(world: World) -> None:
    key_state(ValidTo=world.at(9))(world)


BARE = {"ResponseHeadersPolicyConfig": {}}
no_headers = plan("cloudfront", "get_response_headers_policy", {"ResponseHeadersPolicy": BARE})
ten_at_once = plan("lambda", "get_account_settings", {"AccountLimit": {"ConcurrentExecutions": 10}})
failed = plan("lambda", "get_function_configuration", {"State": "Failed", "StateReason": "no image"})
SNAP = {"Version": "1", "SnapStart": {"ApplyOn": "PublishedVersions"}}
published = plan("lambda", "list_versions_by_function", {"Versions": [SNAP, {**SNAP, "Version": "2"}]})


def settings_of(**environment: str) -> Spoil:
    return lambda world: world.account.environment.update(environment)


def parameters(**changed: str) -> Spoil:
    return lambda world: world.set(**changed)


RULE = SimpleNamespace(optional=False, message="ruleset main: new")
OPTIONAL = SimpleNamespace(optional=True, message="ruleset workflows: new")
PUBLIC_KEY = str(pyrage.x25519.Identity.generate().to_public())
PRIVATE_KEY = str(pyrage.x25519.Identity.generate())
SENT = {"DeliveryAttempts": 100, "Bounces": 4, "Complaints": 0}
BAD: list[tuple[str, Spoil, str, str]] = [
    ("stack", no_stack, "missing", "none of the name none"),
    ("stack", told(StackStatus="ROLLBACK_COMPLETE"), "missing", "delete-stack"),
    ("stack", told(StackStatus="DELETE_FAILED"), "missing", "delete-stack"),
    ("stack", told(StackStatus="UPDATE_ROLLBACK_FAILED"), "missing", "continue-update-rollback"),
    ("stack", told(StackStatus="UPDATE_ROLLBACK_COMPLETE"), "warning", "the last update failed"),
    ("stack", told(StackStatus="UPDATE_IN_PROGRESS"), "warning", "wait"),
    ("settings", settings_of(SITE_BUCKET="elsewhere"), "missing", "export SITE_BUCKET=site-"),
    ("settings", settings_of(ORIGIN="https://other.example.org/"), "missing", "export ORIGIN="),
    (KEY, gone(KEY), "missing", "openssl rand -hex 32"),
    (KEY, secret(KEY, "short"), "missing", "has 5 characters; it takes 32"),
    (KEY, secret(KEY, LONG), "missing", "looks typed"),
    (KEY, secret(KEY, "change-me-" + OTHER_KEY), "missing", "looks typed"),
    (KEY, secret(KEY, f"{GOOD_KEY}\n{GOOD_KEY}"), "missing", "twice"),
    (KEY, secret(KEY, f"marks:{GOOD_KEY}"), "missing", "no line of it signs"),
    (KEY, secret(KEY, GOOD_KEY, "String"), "warning", "plain text"),
    (KEY, older_key, "warning", "still accepted, 62 days"),
    ("origin-secrets", gone("origin-secrets"), "missing", "answers nobody"),
    ("origin-secrets", secret("origin-secrets", OTHER_KEY), "missing", "every form is refused"),
    ("origin-secrets", secret("origin-secrets", f"{OTHER_KEY}\n{GOOD_KEY}"), "warning", "two are accepted"),
    ("origin-secrets", front(Origins={"Items": [{"Id": "site"}]}), "missing", "sends no x-origin-secret"),
    ("recipients", gone("recipients"), "missing", "nobody who asks for help"),
    ("recipients", secret("recipients", f"{PUBLIC_KEY} A"), "missing", "1 key, and messages"),
    ("recipients", secret("recipients", f"{PUBLIC_KEY}\n{PUBLIC_KEY}"), "missing", "1 key, and messages"),
    ("recipients", secret("recipients", f"{PUBLIC_KEY}\nage1nothing"), "missing", "line 2 is no age"),
    ("recipients", secret("recipients", f"{PUBLIC_KEY}\n{PRIVATE_KEY}"), "missing", "PRIVATE key"),
    ("recipients", secret("recipients", f"# {PRIVATE_KEY.lower()}\n{PUBLIC_KEY}"), "missing", "PRIVATE key"),
    ("front", front(Enabled=False), "missing", "switched off"),
    ("front", front(Aliases={}), "missing", "is none of the names of E1EXAMPLE23456: d111"),
    ("front", front(Status="InProgress"), "warning", "not everywhere yet"),
    ("certificate", certificate(20), "warning", "ends in 20 days"),
    ("certificate", certificate(-1), "missing", "ends in -1 days"),
    ("certificate", certificate(90, "PENDING_VALIDATION"), "missing", "PENDING_VALIDATION"),
    ("functions", failed, "missing", "no image"),
    ("inbox", waits("help/a.ff", 0.3), "warning", "1 wait in help/, the oldest for 18 minutes"),
    ("inbox", waits("inbox/a", 2.1), "warning", "1 wait in inbox/, the oldest for 126 minutes"),
    ("inbox", waits("quarantine/a.poison", 0), "warning", "1 are set aside"),
    ("signing key", key_state(KeyState="PendingImport"), "missing", "has not been imported"),
    ("signing key", key_state(KeyState="Disabled"), "missing", "enable-key"),
    ("signing key", key_that_ends, "warning", "goes in 9 days"),
    ("app", another_key, "missing", "is none of its keys"),
    ("app", rights(pull_requests=""), "missing", "lacks pull_requests"),
    ("app", rights(workflows="write"), "warning", "workflows: write"),
    ("app", rights(contents="read"), "missing", "lacks contents: write"),
    ("installation", hub(installed=None), "missing", "no installation 7"),
    ("installation", hub(installed={"suspended_at": "2026-11-01"}), "missing", "suspended"),
    ("repositories", repositories(NAME), "missing", f"not installed on {REFERRALS}"),
    ("repositories", hub(public={REFERRALS}), "missing", "everybody can read acme/ref"),
    ("repositories", hub(public={NAME}), "missing", f"{NAME} is public"),
    ("repositories", parameters(IntakeRepository="acme/intake"), "missing", "not installed on acme/intake"),
    ("repositories", repositories(NAME, REFERRALS, OTHER), "warning", f"write to {OTHER}"),
    ("alarms", alarm_on, "warning", "OldestAlarm is on: Something waits"),
    ("alarms", alarm_deaf, "missing", "OldestAlarm tell nobody"),
    ("alarm topic", subscribed(), "missing", "nobody has"),
    ("alarm topic", subscribed("PendingConfirmation"), "missing", "never confirmed"),
    ("buckets", s3("delete_public_access_block", 1), "missing", "could be opened to everybody"),
    ("function bucket", versions(1, "Enabled"), "missing", "what is erased stays"),
    ("function bucket", old_versions, "warning", "1 earlier versions, 3 bytes"),
    ("function bucket", s3("delete_bucket_lifecycle", 1), "missing", "no rule"),
    ("publication", s3("delete_object", 0, Key="releases/state.json"), "missing", "nothing is published"),
    ("publication", s3("put_object", 0, Key="releases/state.json", Body=b"?"), "missing", "--again"),
    ("publication", lambda world: publish(world, 49), "warning", "49 hours old"),
    ("publication", lambda world: publish(world, 1, open="x"), "warning", "begun and is not complete"),
    ("mail", mail(SendingEnabled=False), "missing", "switched off"),
    ("mail", mail(ProductionAccessEnabled=False), "missing", "sandbox"),
    ("mail", mail(ProductionAccessEnabled=True, EnforcementStatus="PROBATION"), "missing", "PROBATION"),
    ("mail", mail(ProductionAccessEnabled=True, SendQuota={"Max24HourSend": 100.0}), "warning", "takes 100"),
    ("sender", unplanned("sesv2", "get_email_identity"), "missing", "knows neither"),
    ("sender", sender(False), "missing", "not verified"),
    ("sender", sender(True), "warning", "no configuration set"),
    ("bounces", plan("ses", "get_send_statistics", {"SendDataPoints": [SENT]}), "warning", "4 came back"),
    ("headers", front(DefaultCacheBehavior={}), "missing", "adds no headers"),
    ("headers", no_headers, "missing", "ContentSecurityPolicy"),
    ("viewer function", front(DefaultCacheBehavior={}), "missing", "viewer-request, viewer-response"),
    ("viewer function", plan("cloudfront", "get_function", script(b"other")), "warning", "another one than"),
    ("site bucket", versions(0, "Suspended"), "missing", "keeps no versions"),
    ("site bucket", s3("delete_bucket_lifecycle", 0), "warning", "for ever"),
    ("backup", settings_of(BACKUP=""), "warning", "nobody has said"),
    ("backup", settings_of(BACKUP="/nowhere"), "warning", "/nowhere holds none"),
    ("backup", lambda world: world.clock.sleep(48 * 3600), "warning", "49 hours old"),
    ("rules", lambda world: world.rules.append(RULE), "missing", "ruleset main: new"),
    ("rules", lambda world: world.rules.append(OPTIONAL), "ok", "as gate/settings.yaml says"),
    ("labels", hub(labels=["signup"]), "missing", f"make github REPO={NAME}"),
    ("concurrency", ten_at_once, "warning", "runs 10 at once"),
    ("concurrency", parameters(WebConcurrency="950"), "missing", "950 are reserved of 1000"),
    ("logs", no_retention, "warning", "kept for ever"),
    ("old versions", published, "warning", "2 of them paid for"),
    ("unfinished uploads", upload, "warning", "1 uploads"),
    ("drift", told(DriftInformation={"StackDriftStatus": "DRIFTED"}), "warning", "by hand"),
    ("drift", told(DriftInformation={"StackDriftStatus": "NOT_CHECKED"}), "warning", "detect-stack-drift"),
    ("budget", plan("budgets", "describe_budgets", {"Budgets": []}), "warning", "the account has none"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("about", "spoil", "state", "message"), BAD, ids=[f"{row[0]}: {row[3]}" for row in BAD]
)
def test_what_is_wrong_is_said_with_what_mends_it(world, about, spoil, state, message):
    spoil(world)
    found = world.check(about)
    assert [each.state for each in found] == [state], found
    assert found[0].about == about
    shown = next(lines(found))
    assert message in shown
    assert (". Mend: " in shown) == (state != "ok")
    assert "\n" not in shown
    assert not any(each in shown for each in (OTHER_KEY, GOOD_KEY, PRIVATE_KEY))


def test_each_check_has_a_bad_state():
    assert {row[0] for row in BAD} == {*doctor.CHECKS}


@pytest.mark.long
def test_a_right_that_lacks_is_named_and_stops_nothing(world):
    """Each right in turn: the checks that need it say so, and none calls anything missing."""
    needs: dict[str, set[tuple[str, str]]] = {}
    for about in doctor.CHECKS:
        world.account.asked.clear()
        world.check(about)
        needs[about] = {*world.account.asked}
    for right in RIGHTS.keys() - {("sts", "get_caller_identity")}:
        world.account.refused = {right}
        checks = [about for about, asked in needs.items() if right in asked]
        assert checks, right
        for about in checks:
            found = world.check(about)
            assert [each.state for each in found] == ["could not be asked"], (right, about)
            assert RIGHTS[right] in found[0].message


@pytest.mark.parametrize("code", ["ThrottlingException", "InternalFailure"])
def test_aws_that_is_away_is_no_fault_of_the_account(world, code):
    world.account.refused, world.account.code = {("s3", "get_bucket_versioning")}, code
    assert [each.state for each in world.check("site bucket")] == ["could not be asked"]


@pytest.mark.parametrize("answer", [{}, {"Distribution": {}}, {"Distribution": None}])
def test_an_answer_in_another_shape_is_no_fault_of_the_account(world, answer):
    world.plan("cloudfront", "get_distribution", answer)
    for about in ("front", "certificate", "headers", "viewer function", "origin-secrets"):
        assert [each.state for each in world.check(about)] == ["could not be asked"]


@pytest.mark.parametrize("fault", ["drop", 500, 403, 404])
def test_github_that_is_away_is_no_fault_of_the_account(world, fault):
    world.hub.fault = lambda method, path, when: fault if when == "before" else None
    for about in ("app", "repositories", "labels"):
        assert [each.state for each in world.check(about)] == ["could not be asked"], about


def test_without_gh_the_rules_cannot_be_asked(world, monkeypatch):
    from gate import settings

    def calls(_: str) -> Any:
        raise Refused("The program `gh` is needed")

    monkeypatch.setattr(settings, "calls", calls)
    assert "`gh` is needed" in next(lines(world.check("rules")))


def test_without_a_stack_nothing_is_said_to_be_wrong_that_nobody_knows(world):
    no_stack(world)
    found = [*doctor.findings(world.account, doctor.CHECKS)]
    assert next(each.about for each in found if each.state == "missing") == "stack"


WITHOUT = [("AWS_ACCESS_KEY_ID", "no AWS credentials"), ("AWS_DEFAULT_REGION", "No region")]


@pytest.mark.parametrize(("name", "wanted"), WITHOUT)
def test_without_credentials_it_says_so_and_ends(aws, monkeypatch, capsys, name, wanted):
    monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    monkeypatch.setattr("boto3.DEFAULT_SESSION", None)
    monkeypatch.setattr(doctor, "Account", lambda: Account({}, Clock(NOW)))
    assert doctor.main([]) == 1
    out = capsys.readouterr().out
    assert wanted in out
    assert out.count("\n") == 3


def test_it_ends_well_only_if_nothing_is_missing(world, monkeypatch, capsys):
    monkeypatch.setattr(doctor, "Account", lambda: world.account)
    monkeypatch.setattr(doctor.time, "sleep", world.clock.sleep)
    assert doctor.main([]) == 0
    publish(world, 60)
    assert doctor.main([]) == 0
    world.secret("form-key", "short")
    world.forget()
    capsys.readouterr()
    assert doctor.main([]) == 1
    assert re.search(r"\n\n\d+ ok, 1 warning, 1 missing, 0 could not be asked\n\Z", capsys.readouterr().out)
    assert doctor.main(["--canry"]) == 2


def test_a_line_has_what_where_and_how():
    shown = [*lines([ok("stack", "x is there"), warning("mail", "few letters", "ask")])]
    assert shown == [
        "ok                  stack: x is there",
        "warning             mail: few letters. Mend: ask",
    ]


def test_the_guide_lists_the_rights():
    told = (ROOT / "docs" / "operations.md").read_text("utf-8")
    assert {right for right in RIGHTS.values() if f"`{right}`" not in told} == set()


@pytest.mark.parametrize("secret", ["marks:" + "k" * 40, "kept-out-of-sight\udcff" * 3, "short"])
def test_a_secret_that_is_none_stops_no_check_and_is_not_shown(secret: str) -> None:
    def check(account: Account) -> Iterator[Any]:
        tokens.confirm_token(form_keys.parse(secret).sign, "signup", "x", 0.0)
        yield ok("canary", "sent")

    (told,) = doctor.asked(Account(), "canary", check)
    assert told.state == "could not be asked"
    assert "out-of-sight" not in told.message
