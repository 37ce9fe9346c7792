"""`make doctor`: what is missing in an account, the most important first. It changes nothing.

FLAGS=--canary also sends a post through the front, and follows it; see hosting/doctor/canary.py.
STACK= is the stack's name (directory), BACKUP= the folder of `make backup`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator

from functions.ports import RefusedError
from hosting.doctor import alarms, buckets, canary, edge, github_app, lambdas, mail, secrets, stack, work
from hosting.doctor.account import Account, NotAskedError
from hosting.doctor.finding import Finding, lines, missing, not_asked, summary
from records import terminal

Check = Callable[[Account], Iterable[Finding]]
# In the order of what it costs somebody who needs help if it is wrong.
CHECKS: dict[str, Check] = {
    "stack": stack.state,
    "settings": stack.names,
    "form-key": secrets.form_key,
    "origin-secrets": secrets.origin_secrets,
    "recipients": secrets.recipients,
    "front": edge.state,
    "certificate": edge.certificate,
    "functions": lambdas.state,
    "inbox": work.waiting,
    "signing key": github_app.signing_key,
    "app": github_app.app,
    "installation": github_app.installation,
    "repositories": github_app.repositories,
    "alarm topic": alarms.topic,
    "alarms": alarms.alarms,
    "buckets": buckets.private,
    "function bucket": buckets.function,
    "publication": work.publication,
    "mail": mail.sending,
    "sender": mail.sender,
    "bounces": mail.bounces,
    "headers": edge.headers,
    "viewer function": edge.viewer,
    "site bucket": buckets.site,
    "backup": work.backup,
    "rules": github_app.rules,
    "labels": github_app.labels,
    "concurrency": lambdas.concurrency,
    "logs": lambdas.logs,
    "old versions": lambdas.versions,
    "unfinished uploads": buckets.parts,
    "drift": stack.drift,
    "budget": alarms.budget,
}
CANARY: dict[str, Check] = {"canary": canary.canary}
SIGN_IN = "sign in (`aws sso login`, or AWS_PROFILE=), and ask again; nothing else can be asked"


def findings(account: Account, checks: dict[str, Check]) -> Iterator[Finding]:
    """Each as soon as it is known. A check that cannot be made stops no other."""
    try:
        yield from stack.credentials(account)
    except NotAskedError as why:
        yield missing("credentials", str(why), SIGN_IN)
        return
    for about, check in checks.items():
        yield from asked(account, about, check)


def asked(account: Account, about: str, check: Check) -> Iterator[Finding]:
    try:
        yield from check(account)
    except (NotAskedError, RefusedError) as why:
        yield not_asked(about, str(why))
    except UnicodeError:  # it holds the whole of what could not be read, which may be a secret
        yield not_asked(about, "the answer holds characters that cannot be written")
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        yield not_asked(about, f"the answer had another shape than it is described with: {error!r}")


def main(arguments: list[str]) -> int:
    """0 if nothing is missing; what could not be asked is no fault."""
    if set(arguments) - {"--canary"}:
        print(__doc__, file=sys.stderr)
        return 2
    account = Account()
    account.pause = time.sleep
    results: list[Finding] = []
    for each in findings(account, {**CHECKS, **(CANARY if arguments else {})}):
        results.append(each)
        terminal.show(lines([each]))
    terminal.show(["", summary(results)])
    return int(any(each.state == "missing" for each in results))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
