"""What a person answers when the stack is created, for the rehearsal."""

from __future__ import annotations

STACK = "rehearsal"
REPOSITORY, REFERRALS = "acme/directory", "acme/referrals"
SECRETS_PREFIX = "/directory"
ORIGIN_SECRET = "the-first-line-of-origin-secrets-in-the-rehearsal"
SENDER = "forms@directory.example"
ORIGIN = "https://directory.example"


def parameters(origin: str = ORIGIN, github: str = "http://127.0.0.1:9") -> dict[str, str]:
    return {
        "Origin": origin,
        "Repository": REPOSITORY,
        "IntakeRepository": REPOSITORY,
        "ReferralsRepository": REFERRALS,
        "GitHubApp": "Iv1.rehearsal",
        "GitHubInstallation": "1",
        "GitHubApi": github,
        "Sender": SENDER,
        "SecretsPrefix": SECRETS_PREFIX,
        "AlarmEmail": "alarms@directory.example",
        "OriginSecret": ORIGIN_SECRET,
        "MonthlyBudget": "0",  # ministack's CloudFormation knows no budgets
    }
