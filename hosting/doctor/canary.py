"""A post that goes the whole way, and makes work for nobody.

It presses the button of a letter that was never sent, about a proposal that is not there. The front, its
secret, the function, the form key and the listing answer; the store takes the confirmation; the event wakes
the worker, which asks GitHub for the proposal, finds none, and writes its receipt. The function knows nothing
of canaries, so nobody can have a message taken for one: the token is signed with the form key, which only the
function and whoever may read that secret have, and its reference is drawn at random.
"""

from __future__ import annotations

from collections.abc import Iterator

import urllib3

from functions import form_keys, tokens
from hosting.doctor.account import Account, NotAskedError
from hosting.doctor.edge import origin
from hosting.doctor.finding import Finding, missing, ok, warning
from hosting.doctor.secrets import FORM_KEY, parameter

SECONDS, EVERY = 90, 3  # a cold worker takes some, and a pull request before it seven more
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def canary(account: Account) -> Iterator[Finding]:
    stored = parameter(account, FORM_KEY)
    if stored is None:
        raise NotAskedError("it needs the form key")
    identity = tokens.random_reference()
    token = tokens.confirm_token(form_keys.parse(stored["Value"]).sign, "signup", identity, account.clock())
    front = account.environment.get("FRONT", "").rstrip("/") or origin(account)
    status = post(f"{front}/send/confirm/{token}")
    if status != 200:
        yield missing("canary", *refused(status))
        return
    yield ok("canary", "the front, the function and its store took it")
    yield follow(account, f"confirm-signup-{identity}")


def post(url: str) -> int:
    timeout = urllib3.Timeout(connect=5, read=30)
    try:
        with urllib3.PoolManager(retries=False, timeout=timeout) as http:
            return int(http.request("POST", url, body=b"", headers=FORM, redirect=False).status)
    except urllib3.exceptions.HTTPError:
        return 0


def refused(status: int) -> tuple[str, str]:
    """What it means, and what mends it."""
    return {
        0: ("nothing answers at the public address",
            "look at the front, above, and at DNS; FRONT=https://the distribution's own name goes round DNS"),
        403: ("the function says that it did not come from our front", "origin-secrets, above"),
        410: ("the function does not know our form key: it may have an older one for five minutes",
              "wait five minutes, and ask again"),
        503: ("the function cannot reach its secrets or its store", "the functions' log says which"),
    }.get(status, (f"the answer was {status}", "the functions' log says why"))  # fmt: skip


def follow(account: Account, name: str) -> Finding:
    """Until the worker has written its receipt."""
    bucket, started = account.named("FUNCTION_BUCKET"), account.clock()
    entered = False
    while account.clock() - started < SECONDS:
        if exists(account, bucket, f"done/{name}"):
            seconds = int(account.clock() - started)
            return ok("canary", f"the worker had asked GitHub and was done with it after {seconds} seconds")
        entered = entered or exists(account, bucket, f"inbox/{name}")
        account.pause(EVERY)
    if entered:
        message = (
            f"it waits in inbox/ after {SECONDS} seconds: no event wakes the worker, or GitHub refuses it"
        )
        return warning("canary", message, "within ten minutes the schedule wakes it; then its log says more")
    message = f"it is not in {bucket}: the function writes to another one"
    return missing("canary", message, "look at FUNCTION_BUCKET and STACK")


def exists(account: Account, bucket: str, key: str) -> bool:
    listed = account.ask("s3", "list_objects_v2", Bucket=bucket, Prefix=key).get("Contents", [])
    return any(each["Key"] == key for each in listed)
