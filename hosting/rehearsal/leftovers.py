"""Everything of the kinds that the template makes which an account holds, to tell what a stack has left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from hosting.rehearsal.emulator import Emulator


class Kind(NamedTuple):
    service: str
    operation: str
    path: str  # to the list in the answer
    name: str  # the field of an item that names it; empty for a list of names
    arguments: Mapping[str, str] = MappingProxyType({})


KINDS = (
    Kind("s3", "list_buckets", "Buckets", "Name"),
    Kind("kms", "list_keys", "Keys", "KeyId"),
    Kind("logs", "describe_log_groups", "logGroups", "logGroupName"),
    Kind("lambda", "list_functions", "Functions", "FunctionName"),
    Kind("iam", "list_roles", "Roles", "RoleName"),
    Kind("iam", "list_policies", "Policies", "Arn", {"Scope": "Local"}),
    Kind("iam", "list_open_id_connect_providers", "OpenIDConnectProviderList", "Arn"),
    Kind("apigatewayv2", "get_apis", "Items", "ApiId"),
    Kind("events", "list_rules", "Rules", "Name"),
    Kind("scheduler", "list_schedules", "Schedules", "Name"),
    Kind("cloudwatch", "describe_alarms", "MetricAlarms", "AlarmName"),
    Kind("sns", "list_topics", "Topics", "TopicArn"),
    Kind("sesv2", "list_email_identities", "EmailIdentities", "IdentityName"),
    Kind("sesv2", "list_configuration_sets", "ConfigurationSets", ""),
    Kind("cloudfront", "list_distributions", "DistributionList.Items", "Id"),
    Kind("cloudfront", "list_functions", "FunctionList.Items", "Name"),
    Kind("cloudfront", "list_origin_access_controls", "OriginAccessControlList.Items", "Id"),
    Kind("cloudfront", "list_response_headers_policies", "ResponseHeadersPolicyList.Items",
         "ResponseHeadersPolicy.Id", {"Type": "custom"}),
    Kind("cloudfront", "list_cache_policies", "CachePolicyList.Items", "CachePolicy.Id", {"Type": "custom"}),
    Kind("cloudfront", "list_origin_request_policies", "OriginRequestPolicyList.Items",
         "OriginRequestPolicy.Id", {"Type": "custom"}),
    Kind("wafv2", "list_web_acls", "WebACLs", "Name", {"Scope": "REGIONAL"}),
    Kind("budgets", "describe_budgets", "Budgets", "BudgetName", {"AccountId": "000000000000"}),
)  # fmt: skip


def everything(aws: Emulator) -> frozenset[str]:
    """`service: name` of each thing; a key that waits for its deletion counts as deleted."""
    return frozenset(f"{kind.service}: {name}" for kind in KINDS for name in names(aws, kind))


def names(aws: Emulator, kind: Kind) -> Iterator[str]:
    client = aws.client(kind.service)
    answer = getattr(client, kind.operation)(**kind.arguments)
    for item in at(answer, kind.path) or ():
        name = str(at(item, kind.name)) if kind.name else str(item)
        if kind.service != "kms" or is_kept(client, name):
            yield name


def at(here: Any, path: str) -> Any:
    for part in path.split("."):
        here = here.get(part) if isinstance(here, dict) else None
    return here


def is_kept(kms: Any, key: str) -> bool:
    state = kms.describe_key(KeyId=key)["KeyMetadata"]
    return bool(state["KeyState"] != "PendingDeletion" and state["KeyManager"] == "CUSTOMER")
