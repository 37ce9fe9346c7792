"""Whether anybody hears it when something goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hosting.doctor.account import Account
from hosting.doctor.finding import Finding, missing, ok, warning

BUDGETS = "us-east-1"
TABLE = "docs/operations.md, “What each alarm means”"


def topic(account: Account) -> Iterator[Finding]:
    arn = account.output("AlarmTopic")
    listed = account.ask("sns", "list_subscriptions_by_topic", TopicArn=arn)["Subscriptions"]
    confirmed = [each for each in listed if each["SubscriptionArn"].startswith("arn:")]
    if confirmed:
        yield ok("alarm topic", f"{len(confirmed)} confirmed subscription{'s' * (len(confirmed) > 1)}")
        return
    command = f"aws sns subscribe --topic-arn {arn} --protocol email --notification-endpoint you@example.org"
    waiting = "the subscription was never confirmed" if listed else "nobody has subscribed"
    yield missing(
        "alarm topic", f"{waiting}: no alarm is heard", f"{command}, then press the link in the mail"
    )


def alarms(account: Account) -> Iterator[Finding]:
    """Those of this stack. What is in alarm has a line each."""
    own = known(account)
    if not own:
        yield missing("alarms", "the stack has none", "deploy the stack again")
        return
    deaf = sorted(
        name for name, alarm in own.items() if not alarm["ActionsEnabled"] or not alarm["AlarmActions"]
    )
    if deaf:
        command = f"aws cloudwatch enable-alarm-actions --alarm-names {' '.join(deaf)}, or deploy again"
        yield missing("alarms", f"{', '.join(deaf)} tell nobody", command)
    ringing = {name: alarm for name, alarm in own.items() if alarm["StateValue"] == "ALARM"}
    for name, alarm in sorted(ringing.items()):
        yield warning("alarms", f"{name} is on: {alarm.get('AlarmDescription', '')}", TABLE)
    if not deaf and not ringing:
        yield ok("alarms", f"{len(own)}, and none is on")


def known(account: Account) -> dict[str, Any]:
    """By their name in the template."""
    named = {account.resources[each]: each for each in account.resources if each.endswith("Alarm")}
    names = sorted(named)
    listed = account.ask("cloudwatch", "describe_alarms", AlarmNames=names) if names else {}
    return {named[each["AlarmName"]]: each for each in listed.get("MetricAlarms", [])}


def budget(account: Account) -> Iterator[Finding]:
    owner = account.ask("sts", "get_caller_identity")["Account"]
    answer = account.ask(
        "budgets", "describe_budgets", region=BUDGETS, AccountId=owner, absent=["NotFoundException"]
    )
    listed = (answer or {}).get("Budgets", [])
    if listed:
        yield ok("budget", ", ".join(sorted(each["BudgetName"] for each in listed)))
    else:
        message = "the account has none: a flood is noticed with the bill"
        yield warning("budget", message, "deploy the stack with MonthlyBudget=20 and AlarmEmail=")
