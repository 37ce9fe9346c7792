"""What a person answers when the stack is created, for the rehearsal."""

from __future__ import annotations

import secrets

STACK = "rehearsal"
REPOSITORY, REFERRALS = "acme/directory", "acme/referrals"
SECRETS_PREFIX = "/directory"
SENDER = "forms@directory.example"


def parameters(github: str, origin_secret: str = "") -> dict[str, str]:
    """Without a name of its own the site has the one that CloudFront gives it."""
    return {
        "Repository": REPOSITORY,
        "ReferralsRepository": REFERRALS,
        "GitHubApp": "Iv1.rehearsal",
        "GitHubInstallation": "1",
        "GitHubApi": github,
        "Sender": SENDER,
        "SecretsPrefix": SECRETS_PREFIX,
        "OriginSecret": origin_secret or secrets.token_hex(32),
        "AlarmEmail": "alarms@directory.example",
        "MonthlyBudget": "0",  # ministack's CloudFormation knows no budgets
    }
