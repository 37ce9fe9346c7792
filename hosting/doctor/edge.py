"""The front: CloudFront, its certificate, what it adds and what it rewrites."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hosting.doctor.account import Account
from hosting.doctor.finding import Finding, missing, ok, warning

CERTIFICATES = "us-east-1"  # CloudFront takes them from there alone
SOON_DAYS, DAY = 30, 24 * 3600
VIEWER = Path(__file__).parents[1] / "viewer.js"
EVENTS = {"viewer-request", "viewer-response"}


def distribution(account: Account) -> Any:
    return account.ask("cloudfront", "get_distribution", Id=account.named("DISTRIBUTION"))["Distribution"]


def behaviour(account: Account) -> Any:
    return distribution(account)["DistributionConfig"]["DefaultCacheBehavior"]


def origin(account: Account) -> str:
    return account.named("ORIGIN").rstrip("/")


def state(account: Account) -> Iterator[Finding]:
    shown = distribution(account)
    config, identity = shown["DistributionConfig"], shown["Id"]
    host = urlsplit(origin(account)).hostname or ""
    names = {*config.get("Aliases", {}).get("Items", []), shown["DomainName"]}
    if not config["Enabled"]:
        yield missing("front", f"the distribution {identity} is switched off", "deploy the stack again")
    elif host not in names:
        message = f"{host} is none of the names of {identity}: {', '.join(sorted(names))}"
        yield missing("front", message, "deploy the stack with DomainName= and CertificateArn=")
    elif shown["Status"] != "Deployed":
        command = f"aws cloudfront wait distribution-deployed --id {identity}"
        yield warning("front", f"{identity} is {shown['Status']}: not everywhere yet", command)
    else:
        yield ok("front", f"{identity} is deployed, and answers for {host}")


def certificate(account: Account) -> Iterator[Finding]:
    arn = distribution(account)["DistributionConfig"].get("ViewerCertificate", {}).get("ACMCertificateArn")
    if not arn:
        yield ok("certificate", "CloudFront's own")
        return
    cert = account.ask("acm", "describe_certificate", region=CERTIFICATES, CertificateArn=arn)["Certificate"]
    left = int((cert["NotAfter"].timestamp() - account.clock()) / DAY) if "NotAfter" in cert else 0
    if cert["Status"] != "ISSUED":
        mend = "set the DNS records that `aws acm describe-certificate` shows"
        yield missing("certificate", f"it is {cert['Status']}", mend)
    elif left < SOON_DAYS:
        message = f"it ends in {left} days, and AWS has not renewed it"
        mend = f"aws acm describe-certificate --region {CERTIFICATES} --certificate-arn {arn} says why"
        yield (warning if left > 0 else missing)("certificate", message, mend)
    else:
        yield ok("certificate", f"good for {left} days")


def headers(account: Account) -> Iterator[Finding]:
    policy = behaviour(account).get("ResponseHeadersPolicyId")
    if not policy:
        message = "the front adds no headers, so that errors and pages have no Content-Security-Policy"
        yield missing("headers", message, "deploy the stack again")
        return
    answer = account.ask("cloudfront", "get_response_headers_policy", Id=policy)["ResponseHeadersPolicy"]
    security = answer["ResponseHeadersPolicyConfig"].get("SecurityHeadersConfig", {})
    wanted = ("ContentSecurityPolicy", "StrictTransportSecurity", "ReferrerPolicy")
    if absent := [name for name in wanted if name not in security]:
        yield missing("headers", f"the front does not add {', '.join(absent)}", "deploy the stack again")
    else:
        yield ok("headers", "the front adds them to every answer")


def viewer(account: Account) -> Iterator[Finding]:
    """The function in CloudFront that knows folders, old addresses and removed entries."""
    listed = behaviour(account).get("FunctionAssociations", {}).get("Items", [])
    by_event = {each["EventType"]: each["FunctionARN"] for each in listed}
    if absent := sorted(EVENTS - by_event.keys()):
        message = f"no function runs at {', '.join(absent)}: addresses without index.html are not found"
        yield missing("viewer function", message, "deploy the stack again")
        return
    name = by_event["viewer-request"].rpartition("/")[2]
    answer = account.ask(
        "cloudfront", "get_function", Name=name, Stage="LIVE", absent=["NoSuchFunctionExists"]
    )
    if answer is None:
        yield missing("viewer function", f"{name} is not published", "deploy the stack again")
    elif answer["FunctionCode"].read().strip() != VIEWER.read_bytes().strip():
        message = f"{name} is another one than hosting/viewer.js of this checkout"
        yield warning("viewer function", message, "deploy the stack again, from the commit that is live")
    else:
        yield ok("viewer function", f"{name} is hosting/viewer.js")
