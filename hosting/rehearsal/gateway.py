"""The process that is AWS: ministack, what it lacks, and an end that comes with whoever started it.

It is run as a file, so that no folder of this repository is on its path: the functions that it starts see
what their zip holds. Its own folder is TMPDIR, where ministack keeps all it unpacks.

Written for ministack 1.5.33. What it lacks is put in from outside, so that template.yaml is AWS's alone.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import threading
from contextvars import ContextVar
from typing import Any

from ministack import app
from ministack.core import iam_actions, iam_evaluator
from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.services import cloudfront, s3


def end_with_parent() -> None:
    """The pipe on our input closes when the parent ends, however it ends; then all of us end."""
    while os.read(0, 1024):
        pass
    shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


fetch_elsewhere = cloudfront._fetch_from_origin
serve_object = s3.serve_cloudfront_origin_fetch
pin_origin = app.pin_request_origin
name_resource = iam_actions.extract_resource_arn
enforce = iam_evaluator.enforce
sender: ContextVar[str] = ContextVar("sender", default="")


async def fetch_from_origin(origin: dict[str, Any], *request: Any) -> Any:
    """CloudFront in front of an HTTP API: ministack answers for buckets, load balancers and function URLs.

    An API's own host name is AWS's, which ministack never calls; so the request goes to the API inside.
    """
    host, path = origin["domain_name"], origin["origin_path"]
    if ".execute-api." not in host:
        return await fetch_elsewhere(origin, *request)
    method, uri, query, headers, body, _https, client_ip, forwarded_for, _distribution = request
    sent = cloudfront._origin_request_headers(origin, headers, client_ip, forwarded_for)
    status, answered, data = await app._handle_execute_api_request(
        f"{host.partition('.')[0]}.execute-api.{app._MINISTACK_HOST}",
        path + uri,
        method,
        {name.lower(): value for name, value in sent.items()},
        body,
        cloudfront.parse_qs(query, keep_blank_values=True),
        raw_path=path + uri,
        raw_query_string=query,
    )
    return status, "", {name.lower(): value for name, value in answered.items()}, data


def serve_or_miss(bucket: str, key: str, method: str, headers: Any, source_arn: str, oai_id: str) -> Any:
    """What is missing is 404 to who may list the bucket; ministack says 403 to everybody."""
    answer = serve_object(bucket, key, method, headers, source_arn, oai_id)
    held = s3._ensure_bucket(bucket)
    if answer[0] != 403 or held is None or key in held["objects"] or not may_list(bucket, source_arn):
        return answer
    return s3._error("NoSuchKey", "The specified key does not exist.", 404, f"/{bucket}/{key}")


def may_list(bucket: str, source_arn: str) -> bool:
    asked = EvalContext(
        principal_arn="*",
        principal_type="Service",
        principal_account="",
        action="s3:ListBucket",
        resource_arn=f"arn:aws:s3:::{bucket}",
        region=s3.get_region(),
        service_context={"aws:sourcearn": source_arn},
    )
    policy = s3._bucket_policies.get_scoped(s3._bucket_owner_account(bucket), None, bucket)
    decided = evaluate_resource_policy(policy, asked, service="cloudfront.amazonaws.com")
    return bool(decided.decision == "Allow")


def pin_as_tls(address: str, _secure: bool) -> None:
    """What a policy demands of the way holds for the loopback, which has no TLS."""
    pin_origin(address, True)


def name_what_is_asked(
    service: str, method: str, path: str, headers: Any, body: bytes, query: Any, region: str, account: str
) -> Any:
    """Several parameters in one call, for all of which ministack would ask; and of whom a letter comes."""
    named = name_resource(service, method, path, headers, body, query, region, account)
    asked = json.loads(body) if service in ("ses", "ssm") and body.startswith(b"{") else {}
    sender.set(asked.get("FromEmailAddress", ""))
    if service != "ssm" or not asked.get("Names"):
        return named
    names = (name.lstrip("/") for name in asked["Names"])
    return " ".join(f"arn:aws:ssm:{region}:{account}:parameter/{name}" for name in names)


def enforce_each(
    key: str, action: str, service: str, region: str, resource_arn: str = "*", service_context: Any = None
) -> Any:
    """The right to each resource that is named, and under the condition that a letter's sender is ours."""
    known = {**(service_context or {}), **({"ses:FromAddress": sender.get()} if service == "sesv2" else {})}
    named = resource_arn.split(" ") if service == "ssm" else [resource_arn]
    refusals = (enforce(key, action, service, region, each, known) for each in named)
    return next(filter(None, refusals), None)


def main() -> None:
    iam_actions.extract_resource_arn = name_what_is_asked
    iam_evaluator.enforce = enforce_each
    cloudfront._fetch_from_origin = fetch_from_origin
    s3.serve_cloudfront_origin_fetch = serve_or_miss
    app.pin_request_origin = pin_as_tls
    threading.Thread(target=end_with_parent, daemon=True).start()
    sys.argv = sys.argv[:1]
    app.main()


if __name__ == "__main__":
    main()
