"""The two buckets: one must keep what was, the other must not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from hosting.doctor.account import Account
from hosting.doctor.finding import Finding, missing, ok, warning

NO_BLOCK, NO_RULES = ["NoSuchPublicAccessBlockConfiguration"], ["NoSuchLifecycleConfiguration"]
MOST_PAGES = 20  # of a thousand; what is beyond is not counted
EXPIRE = "docs/operations.md, “Publishing”, has the rule"


class Earlier(NamedTuple):
    """Versions that nobody is shown any more, and their bytes."""

    number: int
    size: int
    whole: bool

    def __str__(self) -> str:
        return f"{'' if self.whole else 'more than '}{self.number:,} earlier versions, {self.size:,} bytes"


def private(account: Account) -> Iterator[Finding]:
    for setting in ("SITE_BUCKET", "FUNCTION_BUCKET"):
        name = account.named(setting)
        answer = account.ask("s3", "get_public_access_block", Bucket=name, absent=NO_BLOCK)
        blocks = (answer or {}).get("PublicAccessBlockConfiguration", {})
        if not blocks or not all(blocks.values()):
            command = (
                f"aws s3api put-public-access-block --bucket {name} --public-access-block-configuration "
            )
            every = (
                "BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true"
            )
            yield missing("buckets", f"{name} could be opened to everybody", command + every)
            return
    yield ok("buckets", "nobody can open them to the public")


def site(account: Account) -> Iterator[Finding]:
    name = account.named("SITE_BUCKET")
    if account.ask("s3", "get_bucket_versioning", Bucket=name).get("Status") != "Enabled":
        command = f"aws s3api put-bucket-versioning --bucket {name} --versioning-configuration Status=Enabled"
        yield missing("site bucket", f"{name} keeps no versions: nothing can be taken back", command)
        return
    rules = lifecycle(account, name)
    if not any("NoncurrentVersionExpiration" in rule for rule in rules):
        yield warning("site bucket", f"earlier versions in {name} are kept, and paid, for ever", EXPIRE)
    else:
        yield ok("site bucket", f"{name}: {earlier(account, name)}, which end by themselves")


def function(account: Account) -> Iterator[Finding]:
    """Here a version that is kept is a promise that is broken: what was erased would still be there."""
    name = account.named("FUNCTION_BUCKET")
    if account.ask("s3", "get_bucket_versioning", Bucket=name).get("Status") == "Enabled":
        command = (
            f"aws s3api put-bucket-versioning --bucket {name} --versioning-configuration Status=Suspended"
        )
        yield missing("function bucket", f"{name} keeps versions, so what is erased stays", command)
        return
    rules = [rule for rule in lifecycle(account, name) if rule["Status"] == "Enabled"]
    if not any(is_for(rule, "sealed/") for rule in rules):
        message = f"no rule of {name} ends what is sealed: it is kept longer than visitors are told"
        yield missing("function bucket", message, "deploy the stack again")
    elif (left := earlier(account, name)).number:
        command = f"aws s3api list-object-versions --bucket {name} shows them; delete-objects takes them away"
        yield warning("function bucket", f"{left} are left in {name}: what was erased is among them", command)
    else:
        yield ok("function bucket", f"{name}: no versions, and what is sealed ends by itself")


def parts(account: Account) -> Iterator[Finding]:
    for setting in ("SITE_BUCKET", "FUNCTION_BUCKET"):
        name = account.named(setting)
        count = len(account.ask("s3", "list_multipart_uploads", Bucket=name).get("Uploads", []))
        ends = any("AbortIncompleteMultipartUpload" in rule for rule in lifecycle(account, name))
        if count and not ends:
            message = f"{count} uploads to {name} were never finished, and are paid"
            yield warning("unfinished uploads", message, EXPIRE)
            return
    yield ok("unfinished uploads", "none that stay")


def lifecycle(account: Account, bucket: str) -> list[Any]:
    answer = account.ask("s3", "get_bucket_lifecycle_configuration", Bucket=bucket, absent=NO_RULES)
    return list((answer or {}).get("Rules", []))


def is_for(rule: Any, prefix: str) -> bool:
    where = rule.get("Filter", {})
    named = rule.get("Prefix") or where.get("Prefix") or where.get("And", {}).get("Prefix", "")
    return bool(named == prefix and "Expiration" in rule)


def earlier(account: Account, bucket: str) -> Earlier:
    count, size = 0, 0
    more: dict[str, str] = {}
    for _ in range(MOST_PAGES):
        page = account.ask("s3", "list_object_versions", Bucket=bucket, **more)
        old = [each for each in page.get("Versions", []) if not each["IsLatest"]]
        count, size = count + len(old), size + sum(int(each["Size"]) for each in old)
        if not page.get("IsTruncated"):
            return Earlier(count, size, True)
        more = {"KeyMarker": page["NextKeyMarker"], "VersionIdMarker": page["NextVersionIdMarker"]}
    return Earlier(count, size, False)
