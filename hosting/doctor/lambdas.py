"""The functions: how many may run, what is billed, and how long their logs are kept."""

from __future__ import annotations

from collections.abc import Iterator

from hosting.doctor.account import Account, NotAskedError
from hosting.doctor.finding import Finding, missing, ok, warning

SHARED = 100  # AWS leaves so many to functions without a reservation; at 10 nothing can be reserved
ENOUGH = 100
FUNCTIONS = {"WebFunction": "Web", "WorkerFunction": "Worker"}
LOGS = ("WebLogs", "WorkerLogs")
VERSIONS = 3
MORE = (
    "aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 "
    "--desired-value 1000"
)


def concurrency(account: Account) -> Iterator[Finding]:
    most = int(account.ask("lambda", "get_account_settings")["AccountLimit"]["ConcurrentExecutions"])
    named = ("WebConcurrency", "WorkerConcurrency")
    reserved = sum(int(account.parameters.get(name, "") or 0) for name in named)
    if reserved and reserved + SHARED > most:
        message = f"{reserved} are reserved of {most}, and AWS keeps {SHARED} back: a deployment is refused"
        yield missing("concurrency", message, f"leave {' and '.join(named)} empty, or {MORE}")
    elif most < ENOUGH:
        message = f"the account runs {most} at once, as new ones do: a flood of forms fills that"
        yield warning("concurrency", message, MORE)
    else:
        yield ok("concurrency", f"{most} at once, {reserved} of them reserved")


def names(account: Account) -> list[str]:
    """The two functions, by whatever the stack tells of them."""
    found = [account.outputs.get(output) or account.resources.get(logical, "")
             for output, logical in FUNCTIONS.items()]  # fmt: skip
    if not all(found):
        raise NotAskedError(f"the stack {account.stack} names no function")
    return [name.rpartition(":")[2] for name in found]


def state(account: Account) -> Iterator[Finding]:
    for name in names(account):
        told = account.ask("lambda", "get_function_configuration", FunctionName=name)
        update = told.get("LastUpdateStatus", "Successful")
        if told.get("State", "Active") not in ("Active", "Inactive") or update == "Failed":
            why = told.get("StateReason") or told.get("LastUpdateStatusReason") or "AWS gives no reason"
            yield missing("functions", f"{name} does not run: {why}", "deploy the stack again")
            return
    yield ok("functions", "both run")


def versions(account: Account) -> Iterator[Finding]:
    """SnapStart bills each of them, for as long as it is there."""
    for name in names(account):
        listed = account.ask("lambda", "list_versions_by_function", FunctionName=name)["Versions"]
        published = [each for each in listed if each["Version"] != "$LATEST"]
        billed = [
            each for each in published if each.get("SnapStart", {}).get("ApplyOn") == "PublishedVersions"
        ]
        if len(billed) > 1 or len(published) > VERSIONS:
            oldest = published[0]["Version"]
            command = f"aws lambda delete-function --function-name {name} --qualifier {oldest}, and so on"
            paid = f", {len(billed)} of them paid for" if billed else ""
            message = f"{name} has {len(published)} published versions{paid}"
            yield warning("old versions", message, command)
            return
    yield ok("old versions", "none to speak of")


def logs(account: Account) -> Iterator[Finding]:
    groups = [account.resources.get(logical, "") for logical in LOGS]
    for group in filter(None, groups):
        listed = account.ask("logs", "describe_log_groups", logGroupNamePrefix=group)["logGroups"]
        told = next((each for each in listed if each["logGroupName"] == group), None)
        if told is None:
            yield missing("logs", f"there is no log group {group}: alarms hear nothing", "deploy again")
            return
        if "retentionInDays" not in told:
            command = f"aws logs put-retention-policy --log-group-name {group} --retention-in-days 90"
            yield warning("logs", f"{group} is kept for ever", command)
            return
    if not all(groups):
        yield missing("logs", f"the stack has no {' and '.join(LOGS)}: alarms hear nothing", "deploy again")
    else:
        yield ok("logs", "both are there, and end by themselves")
