"""An account in which nothing is missing, on an AWS and a GitHub on the loopback, and ways to spoil it."""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import boto3
import pyrage
import pytest
from botocore.exceptions import ClientError

from gate import settings
from hosting.doctor import edge
from hosting.doctor.__main__ import CHECKS
from hosting.doctor.account import Account
from hosting.doctor.finding import Finding
from hosting.doctor.rights import RIGHTS
from hosting.rehearsal.github_app import App
from publishing.state import KEY, State, encode
from tests.fake_github import NAME, Clock, FakeGitHub
from tests.function_app import NOW

REFERRALS, OTHER = "acme/referrals", "acme/other"
ORIGIN = "https://directory.example.org"
GOOD_KEY, OTHER_KEY = "3f9c" + "1b7d50ae" * 8, "7e20" + "94c8f61d" * 8
SECURITY: dict[str, Any] = {"ContentSecurityPolicy": {}, "StrictTransportSecurity": {}, "ReferrerPolicy": {}}
PARAMETERS = {
    "Repository": NAME, "IntakeRepository": "", "ReferralsRepository": REFERRALS,
    "GitHubApp": "Iv1.app", "GitHubInstallation": "7", "Sender": "Directory <intake@example.org>",
    "WebConcurrency": "", "WorkerConcurrency": "",
}  # fmt: skip
ALARM = {
    "AlarmDescription": "Something waits", "Namespace": "Directory", "MetricName": "Oldest",
    "Statistic": "Maximum", "Period": 600, "EvaluationPeriods": 1, "Threshold": 1.0, "ActionsEnabled": True,
    "ComparisonOperator": "GreaterThanThreshold",
}  # fmt: skip
count = itertools.count()
changes: list[str] = []


def client(service: str, region: str = "eu-west-2") -> Any:
    """For whoever changes something: a world that somebody has changed is not used again."""
    changes.append(service)
    return made(service, region)


@cache
def made(service: str, region: str = "eu-west-2") -> Any:
    """Each costs a tenth of a second. To be cleared when another server takes the first one's place."""
    make: Any = boto3.client
    return make(service, region_name=region)


class Probe(Account):
    """Notes what is asked; `planned` answers in place of AWS, `refused` is refused."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.asked: set[tuple[str, str]] = set()
        self.planned: dict[tuple[str, str], Any] = {}
        self.refused: set[tuple[str, str]] = set()
        self.code = "AccessDenied"

    def _client(self, service: str, region: str) -> Any:
        return Proxy(self, service, made(service, *[region] * bool(region)))


class Proxy:
    def __init__(self, account: Probe, service: str, real: Any) -> None:
        self.account, self.service, self.real = account, service, real

    def __getattr__(self, operation: str) -> Any:
        asked = self.service, operation
        self.account.asked.add(asked)
        if asked in self.account.refused:
            return self.refuse
        planned = self.account.planned.get(asked)
        return getattr(self.real, operation) if planned is None else planned

    def refuse(self, **_: Any) -> None:
        raise ClientError({"Error": {"Code": self.account.code, "Message": "no"}}, "X")


@dataclass
class World:
    account: Probe
    hub: FakeGitHub
    clock: Clock
    stack: str
    buckets: tuple[str, str]
    rules: list[Any] = field(default_factory=list)

    def check(self, about: str) -> list[Finding]:
        from hosting.doctor.__main__ import asked

        self.forget()
        return [*asked(self.account, about, CHECKS[about])]

    def forget(self) -> None:
        """What was read of the stack."""
        for name in ("about", "outputs", "parameters", "resources"):
            self.account.__dict__.pop(name, None)

    def set(self, **parameters: str) -> None:
        """Parameters of the stack as it is."""
        self.account.planned["cloudformation", "describe_stacks"] = self.described(parameters)

    def described(self, parameters: dict[str, str] | None = None, **more: Any) -> Callable[..., Any]:
        told = made("cloudformation").describe_stacks(StackName=self.stack)["Stacks"][0]
        held = {each["ParameterKey"]: each["ParameterValue"] for each in told["Parameters"]}
        held |= parameters or {}
        listed = [{"ParameterKey": name, "ParameterValue": value} for name, value in held.items()]
        return lambda **_: {"Stacks": [{**told, "Parameters": listed, **more}]}

    def plan(self, service: str, operation: str, answer: Any) -> None:
        assert (service, operation) in RIGHTS
        self.account.planned[service, operation] = lambda **_: answer

    def secret(self, name: str, value: str, kind: str = "SecureString") -> None:
        client("ssm").put_parameter(Name=f"/{self.stack}/{name}", Value=value, Type=kind, Overwrite=True)

    def distribution(self, **changes: Any) -> None:
        """The front, with parts of its configuration in place of its own."""
        self.plan("cloudfront", "get_distribution", {"Distribution": front(changes)})

    def at(self, days: float) -> datetime:
        return datetime.fromtimestamp(self.clock() + days * 86400, UTC)


def front(changes: dict[str, Any]) -> dict[str, Any]:
    header = {"HeaderName": "X-Origin-Secret", "HeaderValue": GOOD_KEY}
    function = "arn:aws:cloudfront::123456789012:function/viewer"
    config = {
        "Enabled": True, "Aliases": {"Items": ["directory.example.org"]},
        "Origins": {"Items": [{"Id": "site"}, {"Id": "forms", "CustomHeaders": {"Items": [header]}}]},
        "ViewerCertificate": {"ACMCertificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/x"},
        "DefaultCacheBehavior": {
            "ResponseHeadersPolicyId": "policy",
            "FunctionAssociations": {"Items": [
                {"EventType": each, "FunctionARN": function} for each in ("viewer-request", "viewer-response")
            ]},
        },
    }  # fmt: skip
    outside = {"Id": "E1EXAMPLE23456", "Status": "Deployed", "DomainName": "d111.cloudfront.net"}
    told = {name: changes.pop(name, value) for name, value in outside.items()}
    return {**told, "DistributionConfig": {**config, **changes}}


def script(text: bytes | None = None) -> dict[str, Any]:
    return {"FunctionCode": io.BytesIO(edge.VIEWER.read_bytes() if text is None else text)}


class Worlds:
    """One after the other: the next one only where a test has changed more than what is planned."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.running = folder, ExitStack()
        self.kept: World | None = None

    def fresh(self) -> World:
        if self.kept is None or changes:
            self.running.close()
            folder = self.folder / f"world-{next(count)}"
            folder.mkdir()
            self.kept = self.running.enter_context(new_world(folder, Clock(NOW)))
            self.planned, self.given = self.kept.account.planned, self.kept.account.environment
            self.repositories = self.kept.hub.repositories
        changes.clear()
        account, hub = self.kept.account, self.kept.hub
        account.planned, account.environment = {**self.planned}, {**self.given}
        account.refused, account.code, account.stack = set(), "AccessDenied", self.kept.stack
        account.asked.clear()
        hub.app, hub.repositories, hub.fault = App(), {**self.repositories}, lambda method, path, when: None
        hub.tokens.clear()
        self.kept.clock.now = NOW
        self.kept.forget()
        return self.kept


@contextmanager
def new_world(folder: Path, clock: Clock) -> Iterator[World]:
    name = f"doctor-{next(count)}"
    site, function = f"site-{name}", f"inbox-{name}"
    make_buckets(site, function)
    key = signing_key()
    hub = FakeGitHub(folder, clock, verifier(key))
    hub.repositories[REFERRALS] = hub
    try:
        make_stack(name, site, function, key, hub.url)
        environment = {"STACK": name, "BACKUP": str(folder / "backup")}
        account = Probe(environment, clock)
        account.pause = clock.sleep
        world = World(account, hub, clock, name, (site, function))
        fill(world, folder)
        yield world
    finally:
        hub.close()


def make_buckets(site: str, function: str) -> None:
    s3 = client("s3")
    blocks = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
    for name in (site, function):
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
        s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=dict.fromkeys(blocks, True))
    s3.put_bucket_versioning(Bucket=site, VersioningConfiguration={"Status": "Enabled"})
    lifecycle(site, {"ID": "old", "NoncurrentVersionExpiration": {"NoncurrentDays": 30}})
    lifecycle(function, {"ID": "sealed", "Filter": {"Prefix": "sealed/"}, "Expiration": {"Days": 365}})


def lifecycle(bucket: str, rule: dict[str, Any]) -> None:
    rules = [{"Status": "Enabled", "Filter": {"Prefix": ""}, **rule}]
    client("s3").put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": rules})


@cache
def signing_key(number: int = 0) -> str:
    """An RSA key takes long to make, and nothing here changes it."""
    made = client("kms").create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY", Description=str(number))
    return str(made["KeyMetadata"]["Arn"])


def verifier(key: str) -> Callable[[bytes, bytes], None]:
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import padding

    public: Any = serialization.load_der_public_key(client("kms").get_public_key(KeyId=key)["PublicKey"])
    return lambda message, signature: public.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())


def make_stack(name: str, site: str, function: str, key: str, api: str) -> None:
    """What the real template makes is more; of it the doctor asks for these by name."""
    outputs = {
        "Origin": ORIGIN,
        "SiteBucket": site, "FunctionBucket": function, "SigningKey": key, "Distribution": "E1EXAMPLE23456",
        "WebFunction": "web", "WorkerFunction": "worker", "AlarmTopic": make_alarm(name),
    }  # fmt: skip
    parameters = {**PARAMETERS, "GitHubApi": api, "SecretsPrefix": f"/{name}"}
    template = {
        "Parameters": {each: {"Type": "String", "Default": value} for each, value in parameters.items()},
        "Resources": {"Handle": {"Type": "AWS::SNS::Topic"}},
        "Outputs": {each: {"Value": value} for each, value in outputs.items()},
    }
    client("cloudformation").create_stack(StackName=name, TemplateBody=json.dumps(template))


def make_alarm(name: str) -> str:
    """With the log groups; the emulator's CloudFormation makes none. The topic's ARN."""
    topic = str(client("sns").create_topic(Name=name)["TopicArn"])
    client("sns").subscribe(TopicArn=topic, Protocol="email", Endpoint="editors@example.org")
    client("cloudwatch").put_metric_alarm(AlarmName=f"{name}-oldest", AlarmActions=[topic], **ALARM)
    for each in ("web", "worker"):
        client("logs").create_log_group(logGroupName=f"{name}-{each}")
        client("logs").put_retention_policy(logGroupName=f"{name}-{each}", retentionInDays=90)
    return topic


def fill(world: World, folder: Path) -> None:
    """Everything else that is right; what the emulator does not know is planned."""
    keys = [str(pyrage.x25519.Identity.generate().to_public()) for _ in range(2)]
    world.secret("form-key", GOOD_KEY)
    world.secret("origin-secrets", GOOD_KEY)
    world.secret("recipients", "# editors\n" + "".join(f"{key} Editor\n" for key in keys))
    made = {"OldestAlarm": "oldest", "WebLogs": "web", "WorkerLogs": "worker"}
    listed = [{"LogicalResourceId": logical, "PhysicalResourceId": f"{world.stack}-{name}"}
              for logical, name in made.items()]  # fmt: skip
    world.plan("cloudformation", "list_stack_resources", {"StackResourceSummaries": listed})
    world.distribution()
    told = {"Status": "ISSUED", "NotAfter": world.at(200)}
    world.plan("acm", "describe_certificate", {"Certificate": told})
    policy = {"ResponseHeadersPolicyConfig": {"SecurityHeadersConfig": SECURITY}}
    world.plan("cloudfront", "get_response_headers_policy", {"ResponseHeadersPolicy": policy})
    world.account.planned["cloudfront", "get_function"] = lambda **_: script()
    quota = {"Max24HourSend": 50000.0, "SentLast24Hours": 3.0}
    world.plan(
        "sesv2", "get_account", {"SendingEnabled": True, "ProductionAccessEnabled": True, "SendQuota": quota}
    )
    identity = {"VerifiedForSendingStatus": True, "ConfigurationSetName": "letters"}
    world.plan("sesv2", "get_email_identity", identity)
    world.plan("ses", "get_send_statistics", {"SendDataPoints": []})
    world.plan("lambda", "get_account_settings", {"AccountLimit": {"ConcurrentExecutions": 1000}})
    world.plan("lambda", "get_function_configuration", {"State": "Active"})
    world.plan("lambda", "list_versions_by_function", {"Versions": [{"Version": "$LATEST"}]})
    world.plan("budgets", "describe_budgets", {"Budgets": [{"BudgetName": "monthly"}]})
    stack = world.described(DriftInformation={"StackDriftStatus": "IN_SYNC"})
    world.account.planned["cloudformation", "describe_stacks"] = stack
    publish(world, 3)
    index = folder / "backup" / "index.json"
    index.parent.mkdir(parents=True)
    index.write_text(json.dumps({"at": world.clock() - 3600, "objects": {}}))


def publish(world: World, hours: float, **more: Any) -> None:
    made = datetime.fromtimestamp(world.clock() - hours * 3600, UTC)
    body = encode(State(completed=f"{made:%Y%m%dT%H%M%SZ}-abcdef", **more))
    client("s3").put_object(Bucket=world.buckets[0], Key=KEY, Body=body)


@pytest.fixture
def no_gh(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What `gate.settings` would set, without the program `gh`."""
    differing: list[Any] = []
    monkeypatch.setattr(settings, "calls", lambda repository: iter(differing))
    return differing
