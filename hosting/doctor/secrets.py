"""The three secrets in SSM. None of their values is ever shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pyrage

from functions import form_keys
from functions.ports import RefusedError
from functions.renewal_links import LINK_DAYS
from functions.seal import FEWEST_RECIPIENTS
from functions.tokens import SHORTEST_KEY
from hosting.doctor.account import Account
from hosting.doctor.edge import distribution
from hosting.doctor.finding import Finding, missing, ok, warning

FORM_KEY, ORIGIN, RECIPIENTS = "form-key", "origin-secrets", "recipients"
HEADER = "x-origin-secret"
FEWEST_LETTERS = 8  # different ones, in a secret that a machine drew
TYPED = re.compile(r"example|change-?me|secret|password|test|0123456|abcdef|qwert", re.IGNORECASE)
DAY = 24 * 3600
READ_DAYS = LINK_DAYS + 1  # so long a letter is good that the older key has signed
ROTATE = "docs/operations.md, “Keys”, says how it is changed"


def form_key(account: Account) -> Iterator[Finding]:
    stored = parameter(account, FORM_KEY)
    if stored is None:
        yield absent(account, FORM_KEY, "no form can be sent", "openssl rand -hex 32")
        return
    try:
        keys = form_keys.parse(stored["Value"])
    except RefusedError:
        yield missing(FORM_KEY, "no line of it signs, so no form can be sent", ROTATE)
        return
    if fault := weakness([*keys.read, *keys.marks]) or doubled(keys.marks):
        yield missing(FORM_KEY, fault, ROTATE)
    elif len(keys.read) > 1 and age_in_days(account, stored) > READ_DAYS:
        message = f"an older key is still accepted, {int(age_in_days(account, stored))} days after the change"
        yield warning(FORM_KEY, message, f"write `{form_keys.RETIRED}` before its line; {ROTATE}")
    else:
        yield from plain_type(account, stored, FORM_KEY, f"there, {len(keys.read)} accepted")


def origin_secrets(account: Account) -> Iterator[Finding]:
    stored = parameter(account, ORIGIN)
    if stored is None:
        yield absent(account, ORIGIN, "the function answers nobody", "openssl rand -hex 32")
        return
    accepted = stored["Value"].split()
    if fault := weakness(accepted) or doubled(accepted):
        yield missing(ORIGIN, fault, ROTATE)
        return
    sent = sent_by_the_front(account)
    if not sent:
        message = f"the distribution sends no {HEADER}, so the function answers nobody"
        yield missing(ORIGIN, message, "deploy the stack again")
    elif not sent <= {*accepted}:
        message = "the distribution sends another one than the function accepts: every form is refused"
        yield missing(ORIGIN, message, ROTATE)
    elif len(accepted) > len(sent):
        message = "two are accepted, and the distribution sends one"
        yield warning(ORIGIN, message, f"when the change is through, take the other away; {ROTATE}")
    else:
        yield from plain_type(account, stored, ORIGIN, "there, and what the distribution sends")


def sent_by_the_front(account: Account) -> set[str]:
    origins = distribution(account)["DistributionConfig"]["Origins"]["Items"]
    headers = [each for origin in origins for each in origin.get("CustomHeaders", {}).get("Items", [])]
    return {each["HeaderValue"] for each in headers if each["HeaderName"].lower() == HEADER}


def recipients(account: Account) -> Iterator[Finding]:
    stored = parameter(account, RECIPIENTS)
    if stored is None:
        draw = "cat recipients.txt"
        yield absent(account, RECIPIENTS, "nobody who asks for help can send a message", draw)
        return
    keys, faults = read_recipients(stored["Value"])
    if faults:
        yield missing(RECIPIENTS, faults[0], ROTATE)
    elif len(keys) < FEWEST_RECIPIENTS:
        message = f"{len(keys)} key, and messages for help are refused with fewer than {FEWEST_RECIPIENTS}"
        mend = "add the public key of a second editor: one may be away, or lose a key"
        yield missing(RECIPIENTS, message, mend)
    else:
        yield ok(RECIPIENTS, f"the keys of {len(keys)} editors")


def read_recipients(text: str) -> tuple[set[str], list[str]]:
    """The public keys, and what is wrong with them; a private one first."""
    keys: set[str] = set()
    faults: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if "AGE-SECRET-KEY" in line.upper():
            message = (
                f"line {number} holds an editor's PRIVATE key. Whoever may read this secret can open "
                "messages: take it out, and treat the key as stolen"
            )
            return keys, [message]
        if not line.strip() or line.startswith("#"):
            continue
        try:
            keys.add(str(pyrage.x25519.Recipient.from_str(line.split()[0])))
        except pyrage.RecipientError:
            faults.append(f"line {number} is no age recipient (age1...); messages for help are refused")
    return keys, faults


def parameter(account: Account, name: str) -> Any:
    """As SSM has it; None where it is not there, or empty."""
    path = f"{prefix(account)}/{name}"
    listed = account.ask("ssm", "get_parameters", Names=[path], WithDecryption=True)["Parameters"]
    return next((each for each in listed if each["Value"].strip()), None)


def prefix(account: Account) -> str:
    return account.parameters.get("SecretsPrefix", "/directory").rstrip("/")


def absent(account: Account, name: str, effect: str, draw: str) -> Finding:
    path = f"{prefix(account)}/{name}"
    command = f'aws ssm put-parameter --type SecureString --name {path} --value "$({draw})"'
    return missing(name, f"{path} is not in SSM, so {effect}", command)


def plain_type(account: Account, stored: Any, name: str, message: str) -> Iterator[Finding]:
    if stored.get("Type") != "SecureString":
        message = "it is kept in plain text (type String)"
        command = (
            f"aws ssm delete-parameter --name {prefix(account)}/{name}, and put it again as SecureString"
        )
        yield warning(name, message, command)
    else:
        yield ok(name, message)


def weakness(secrets: Iterable[str]) -> str:
    """Why one of them could be guessed; empty where none could."""
    for number, secret in enumerate(secrets, 1):
        if len(secret) < SHORTEST_KEY:
            return f"number {number} has {len(secret)} characters; it takes {SHORTEST_KEY}"
        if len({*secret}) < FEWEST_LETTERS or TYPED.search(secret):
            return f"number {number} looks typed, or copied from an example"
    return ""


def doubled(secrets: Iterable[str]) -> str:
    listed = [*secrets]
    return "one stands there twice" if len({*listed}) < len(listed) else ""


def age_in_days(account: Account, stored: Any) -> float:
    return float((account.clock() - stored["LastModifiedDate"].timestamp()) / DAY)
