"""Whose account it is, and how the stack is."""

from __future__ import annotations

from collections.abc import Iterator

from hosting.doctor.account import DEPLOYED, Account
from hosting.doctor.finding import Finding, missing, ok, warning

FAILED = ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED", "REVIEW_IN_PROGRESS")
UNDONE = ("UPDATE_ROLLBACK_COMPLETE", "UPDATE_FAILED", "IMPORT_ROLLBACK_COMPLETE")
DRIFT = "aws cloudformation describe-stack-resource-drifts --stack-name"
WHY = "aws cloudformation describe-stack-events --stack-name"


def credentials(account: Account) -> Iterator[Finding]:
    who = account.ask("sts", "get_caller_identity")
    yield ok("credentials", f"account {who['Account']}, as {who['Arn']}, region {account.region}")


def state(account: Account) -> Iterator[Finding]:
    name = account.stack
    if account.about is None:
        yield missing(
            "stack", f"there is none of the name {name} in {account.region}",
            "name yours (STACK=, AWS_DEFAULT_REGION=), or make it as docs/operations.md says",
        )  # fmt: skip
        return
    status = account.about["StackStatus"]
    if status in FAILED:
        yield missing(
            "stack", f"{name} is {status}: it cannot be used, and not updated ({WHY} {name} says why)",
            f"aws cloudformation delete-stack --stack-name {name}, then deploy it again",
        )  # fmt: skip
    elif status == "UPDATE_ROLLBACK_FAILED":
        command = f"aws cloudformation continue-update-rollback --stack-name {name}"
        yield missing("stack", f"{name} is {status}: it is between two states", command)
    elif status in UNDONE:
        yield warning(
            "stack", f"{name} is {status}: the last update failed, and the one before is in use",
            f"{WHY} {name} says why; then deploy again",
        )  # fmt: skip
    elif status.endswith("_IN_PROGRESS"):
        yield warning("stack", f"{name} is {status}", "wait until it has ended, and ask again")
    else:
        yield ok("stack", f"{name} is {status}")


def drift(account: Account) -> Iterator[Finding]:
    """As it was last looked for: looking is work that AWS does, and nothing that only reads."""
    told = (account.about or {}).get("DriftInformation", {})
    status = told.get("StackDriftStatus", "NOT_CHECKED")
    if status == "DRIFTED":
        command = f"{DRIFT} {account.stack} shows what; deploy the stack again"
        yield warning("drift", "somebody has changed parts of the stack by hand", command)
    elif status != "IN_SYNC":
        command = f"aws cloudformation detect-stack-drift --stack-name {account.stack}, and ask again"
        yield warning("drift", "nobody has looked yet for what was changed by hand", command)
    else:
        yield ok("drift", f"none on {told.get('LastCheckTimestamp', 'the day it was looked for')}")


def names(account: Account) -> Iterator[Finding]:
    """`make deploy` and the function must mean the same place."""
    wanted = {name: account.outputs.get(output, "") for name, output in DEPLOYED.items()}
    for name, value in wanted.items():
        given = account.environment.get(name, "").strip().rstrip("/")
        if given and value and given != value:
            message = f"{name} is {given}, and the stack {account.stack} has {value}"
            yield missing("settings", message, f"export {name}={value}")
            return
    yield ok("settings", "what `make deploy` is told agrees with the stack")
