"""The template by value: what a first deployment needs, what CloudFront sends, and what hears an alarm."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from forms.headers import ALWAYS, EDITORS_POLICY, policy
from functions import lambda_handler
from hosting.edge_headers import policy_config
from hosting.generated import EDITORS, TEMPLATE, renewed
from plugins import editors
from tests.site_builder import PATIENCE
from tests.stack_template import resources, short, template, written_out


def config() -> dict[str, Any]:
    return resources("AWS::CloudFront::Distribution")["Distribution"]["DistributionConfig"]  # type: ignore[no-any-return]


def behaviour(path: str) -> dict[str, Any]:
    return next((each for each in config()["CacheBehaviors"] if each["PathPattern"] == path), {})


def sent(name: str) -> dict[str, str]:
    """The headers of a policy as CloudFront would send them."""
    told = resources("AWS::CloudFront::ResponseHeadersPolicy")[name]["ResponseHeadersPolicyConfig"]
    custom = {each["Header"]: each["Value"] for each in told["CustomHeadersConfig"]["Items"]}
    assert len(custom) <= 10, "CloudFront's quota"
    security = told["SecurityHeadersConfig"]
    hsts = security["StrictTransportSecurity"]
    sub = "; includeSubDomains" if hsts["IncludeSubdomains"] else ""
    return custom | {
        "Content-Security-Policy": security["ContentSecurityPolicy"]["ContentSecurityPolicy"],
        "Referrer-Policy": security["ReferrerPolicy"]["ReferrerPolicy"],
        "Strict-Transport-Security": f"max-age={hsts['AccessControlMaxAgeSec']}{sub}",
        "X-Content-Type-Options": "nosniff" if security["ContentTypeOptions"] else "",
        "X-Frame-Options": security["FrameOptions"]["FrameOption"],
    }


def test_what_is_generated_is_fresh() -> None:
    """After a change of hosting/viewer.js or forms/headers.py: python -m hosting.generated"""
    text = TEMPLATE.read_text("utf-8")
    assert renewed(text) == text


def test_what_is_generated_is_renewed_wherever_it_differs() -> None:
    text = TEMPLATE.read_text("utf-8")
    assert renewed(text.replace("FrameOption: DENY", "FrameOption: SAMEORIGIN")) == text
    with pytest.raises(ValueError, match="no single part between # begin SecurityHeaders"):
        renewed(text.replace("# end SecurityHeaders", ""))


def test_cloudfront_sends_what_a_host_sends() -> None:
    assert sent("SecurityHeaders") == ALWAYS
    assert sent("EditorsHeaders") == {**ALWAYS, "Content-Security-Policy": policy(EDITORS_POLICY)}


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        ({f"X-{number}": "x" for number in range(11)}, "takes 10 headers of our own, and these are 11"),
        ({"Strict-Transport-Security": "includeSubDomains"}, "cannot say Strict-Transport-Security: include"),
    ],
)
def test_headers_that_cloudfront_cannot_send_are_told(headers: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        policy_config(headers)


def test_no_policy_puts_its_own_over_what_the_function_sends() -> None:
    assert '"Override": true' not in str(policy_config(EDITORS)).lower().replace("'", '"')


def test_each_address_has_its_behaviour() -> None:
    paths = [each["PathPattern"] for each in config()["CacheBehaviors"]]
    assert paths == ["/send/*", f"{editors.URL}*"]
    policies = [short(each["ResponseHeadersPolicyId"]) for each in config()["CacheBehaviors"]]
    assert policies == ["SecurityHeaders", "EditorsHeaders"]
    assert short(config()["DefaultCacheBehavior"]["ResponseHeadersPolicyId"]) == "SecurityHeaders"


def test_pages_are_kept_as_long_as_they_say_and_no_query_is_passed_on() -> None:
    [kept] = resources("AWS::CloudFront::CachePolicy").values()
    told = kept["CachePolicyConfig"]
    assert (told["MinTTL"], told["DefaultTTL"]) == (0, 0)
    key = told["ParametersInCacheKeyAndForwardedToOrigin"]
    assert (key["EnableAcceptEncodingBrotli"], key["EnableAcceptEncodingGzip"]) == (True, True)
    assert [*key["CookiesConfig"].values(), *key["QueryStringsConfig"].values()] == ["none", "none"]
    assert config()["DefaultCacheBehavior"]["Compress"] is True


def test_the_forms_see_whom_cloudfront_saw_and_no_host_and_nothing_is_kept() -> None:
    send = behaviour("/send/*")
    assert send["CachePolicyId"] == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"  # Managed-CachingDisabled
    [passed] = resources("AWS::CloudFront::OriginRequestPolicy").values()
    headers = passed["OriginRequestPolicyConfig"]["HeadersConfig"]
    assert headers == {
        "HeaderBehavior": "whitelist", "Headers": ["CloudFront-Viewer-Address", "Content-Type", "Origin"],
    }  # fmt: skip
    assert {"POST", "GET", "HEAD"} <= {*send["AllowedMethods"]}


def test_one_function_looks_at_requests_and_answers() -> None:
    both = [config()["DefaultCacheBehavior"], behaviour(f"{editors.URL}*")]
    for each in both:
        assert [one["EventType"] for one in each["FunctionAssociations"]] == [
            "viewer-request",
            "viewer-response",
        ]
    assert [one["EventType"] for one in behaviour("/send/*")["FunctionAssociations"]] == ["viewer-request"]


def test_a_missing_page_is_the_site_s_own_404_and_no_error_lasts() -> None:
    errors = {each["ErrorCode"]: each for each in config()["CustomErrorResponses"]}
    assert (errors[404]["ResponseCode"], errors[404]["ResponsePagePath"]) == (404, "/404.html")
    assert all(each["ErrorCachingMinTTL"] <= 10 for each in errors.values())
    assert {403, 500, 502, 503, 504} <= errors.keys()


def test_the_origin_secret_is_shown_to_nobody() -> None:
    told = template()["Parameters"]["OriginSecret"]
    assert (told["NoEcho"], "Default" in told, told["MinLength"]) == (True, False, 32)
    shown = str(template()["Outputs"]) + str(template()["Globals"])
    assert "OriginSecret" not in shown
    forms = next(each for each in config()["Origins"] if each["Id"] == "forms")
    assert forms["OriginCustomHeaders"] == [
        {"HeaderName": "X-Origin-Secret", "HeaderValue": {"Ref": "OriginSecret"}}
    ]


BUCKETS = ("Inbox", "SiteBucket")


def test_what_holds_data_outlives_the_stack_but_not_a_failed_creation() -> None:
    for name in (*BUCKETS, "SigningKey"):
        whole = written_out()["Resources"][name]
        assert (whole["DeletionPolicy"], whole["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain")
    others = written_out()["Resources"].items()
    kept = [name for name, each in others if each.get("DeletionPolicy", "Delete") != "Delete"]
    assert sorted(kept) == sorted([*BUCKETS, "SigningKey"])


@pytest.mark.parametrize("name", BUCKETS)
def test_no_bucket_is_public(name: str) -> None:
    bucket = resources("AWS::S3::Bucket")[name]
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert bucket["BucketEncryption"]


def test_one_can_go_back_for_thirty_days() -> None:
    site = resources("AWS::S3::Bucket")["SiteBucket"]
    assert site["VersioningConfiguration"] == {"Status": "Enabled"}
    old, parts = site["LifecycleConfiguration"]["Rules"]
    assert (old["NoncurrentVersionExpiration"], old["ExpiredObjectDeleteMarker"]) == (
        {"NoncurrentDays": 30},
        True,
    )
    assert parts["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 1}


def test_a_filter_looks_at_a_log_that_is_there_before_it() -> None:
    groups = resources("AWS::Logs::LogGroup")
    assert {name: each["RetentionInDays"] for name, each in groups.items()} == {
        "WebLogs": 90,
        "WorkerLogs": 90,
    }
    filters = resources("AWS::Logs::MetricFilter").values()
    assert {short(each["LogGroupName"]) for each in filters} <= groups.keys()
    functions = resources("AWS::Lambda::Function")
    assert {short(each["LoggingConfig"]["LogGroup"]) for each in functions.values()} == groups.keys()


def test_the_api_keeps_no_log_of_who_asked() -> None:
    [stage] = resources("AWS::ApiGatewayV2::Stage").values()
    assert "AccessLogSettings" not in stage
    assert stage["DefaultRouteSettings"] == {"ThrottlingRateLimit": 20, "ThrottlingBurstLimit": 40}
    assert "Logging" not in config()


def test_every_alarm_is_heard_and_named_as_one() -> None:
    alarms = resources("AWS::CloudWatch::Alarm")
    assert [name for name in alarms if not name.endswith("Alarm")] == []
    assert [name for name, each in alarms.items() if each["AlarmActions"] != [{"Ref": "AlarmTopic"}]] == []
    [topic] = resources("AWS::SNS::Topic").values()
    assert topic["Subscription"] == [{"Protocol": "email", "Endpoint": {"Ref": "AlarmEmail"}}]
    assert "Default" not in template()["Parameters"]["AlarmEmail"]


def test_each_number_that_a_filter_writes_is_looked_at() -> None:
    written = {
        each["MetricTransformations"][0]["MetricName"]
        for each in resources("AWS::Logs::MetricFilter").values()
    }
    own = [
        each for each in resources("AWS::CloudWatch::Alarm").values() if isinstance(each["Namespace"], dict)
    ]
    assert {each["MetricName"] for each in own} == written


def test_a_silent_worker_is_an_alarm() -> None:
    alarm = resources("AWS::CloudWatch::Alarm")["WorkerSilentAlarm"]
    assert alarm["Period"] * alarm["EvaluationPeriods"] == 30 * 60
    assert alarm["TreatMissingData"] == "breaching"


def test_schedules_say_what_the_function_understands() -> None:
    told = {
        name: json.loads(each["Target"]["Input"])
        for name, each in resources("AWS::Scheduler::Schedule").items()
    }
    assert told == {
        "WorkerSweep": {"source": "aws.scheduler"},
        "WorkerStillCorrect": {"source": "aws.scheduler", "job": "still-correct"},
    }
    assert lambda_handler.wakes(told["WorkerSweep"])


def test_no_name_is_taken_twice_by_two_stacks_of_one_account() -> None:
    """What must have a name has the stack's in it."""
    named = re.compile(r"(?:Name|BudgetName|PolicyName)$")
    fixed = []
    for name, each in written_out()["Resources"].items():
        for key, value in each["Properties"].items():
            if named.fullmatch(key) and "StackName" not in str(value):
                fixed.append(f"{name}.{key}")
    assert [each for each in fixed if not each.startswith("ApiStage")] == []


PARAMETERS = {
    "DomainName": (["", "directory.example.org"], ["www.example.org", "https://x.org", "localhost", "X.org"]),
    "Sender": (["forms@example.org"], ["Forms <forms@example.org>", "forms", "a b@example.org"]),
    "Origin": (["", "https://directory.example.org", "https://127.0.0.1:8443"], ["http://x.org", "https://x.org/"]),
    "CertificateArn": (
        ["", "arn:aws:acm:us-east-1:123456789012:certificate/1-2"],
        ["arn:aws:acm:eu-west-2:123456789012:certificate/1-2"],
    ),
    "WebAcl": (["none", "managed", "arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/1"],
               ["yes", "", "arn:aws:wafv2:eu-west-2:123456789012:regional/webacl/a/1"]),
    "DeployRepository": (["", "acme/directory", "acme@12/directory@345"], ["acme/*", "acme"]),
    "EditorsPrincipal": (["", "arn:aws:iam::123456789012:role/editors"], ["*", "arn:aws:iam::*:root"]),
    "Repository": (["acme/directory"], ["", "https://github.com/acme/directory"]),
    "SecretsPrefix": (["/directory", "/a/b"], ["directory", "/directory/", "/"]),
    "WebConcurrency": (["", "20"], ["-1", "0", "many"]),
    "GitHubInstallation": (["123456"], ["", "abc"]),
}  # fmt: skip


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_parameter_takes_what_is_right_and_refuses_what_a_newcomer_may_type(name: str) -> None:
    good, bad = PARAMETERS[name]
    pattern = re.compile(template()["Parameters"][name].get("AllowedPattern", ".*"))
    assert [each for each in good if not pattern.fullmatch(each)] == []
    assert [each for each in bad if pattern.fullmatch(each)] == []


def test_every_parameter_is_used_and_says_what_it_is() -> None:
    text = TEMPLATE.read_text("utf-8").partition("\nRules:")[2]
    for name, told in template()["Parameters"].items():
        assert re.search(rf"!Ref {name}\b|\${{{name}}}", text), name
        assert told["Description"]


OUTPUTS = """
AlarmTopic DeployRole Distribution DistributionDomain EditorsRole FormsApi FunctionBucket Origin SigningKey
SiteBucket WebFunction WorkerFunction DomainRecord1 DomainRecord2 DomainRecord3
""".split()


def test_the_outputs_are_those_that_others_look_for() -> None:
    assert sorted(template()["Outputs"]) == sorted(OUTPUTS)


def test_no_alias_of_yaml_which_cloudformation_does_not_read() -> None:
    events = yaml.parse(TEMPLATE.read_text("utf-8"))
    assert not [each for each in events if isinstance(each, yaml.AliasEvent)]


def tool(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name(name)
    if not program.exists():
        pytest.skip(f"{name} is not installed")
    settings = {
        "AWS_DEFAULT_REGION": "eu-west-2",
        "SAM_CLI_TELEMETRY": "0",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    return subprocess.run(
        [program, *arguments], cwd=TEMPLATE.parent, env=os.environ | settings, capture_output=True, text=True,
        timeout=PATIENCE, check=False,
    )  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("region", ["eu-west-2", "us-east-1"])
def test_cfn_lint_finds_nothing(region: str) -> None:
    done = tool("cfn-lint", "--regions", region, "--", TEMPLATE.name)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


@pytest.mark.long
def test_sam_takes_it(tmp_path: Path) -> None:
    done = tool("sam", "validate", "--lint", "--template", TEMPLATE.name)
    assert done.returncode == 0, done.stderr
    assert "is a valid SAM Template" in done.stdout
