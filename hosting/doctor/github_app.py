"""The GitHub App: its key in KMS, its rights, and the repositories that it may write to."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from functions.github import PERMISSIONS, GitHubForge
from functions.ports import UnavailableError
from gate import settings
from gate.gh import Refused
from hosting.doctor.account import Account, NotAskedError
from hosting.doctor.finding import Finding, missing, ok, warning

WANTED = {**PERMISSIONS, "metadata": "read"}  # the last comes with any other
TO_READ = {"metadata": "read", "pull_requests": "read"}
SOON_DAYS, DAY = 30, 24 * 3600
IMPORT = "docs/operations.md, “Keys”, has the commands that import one"
SHOWN_RULES = 3


class Signer:
    """The app's key, as the forge's port for secrets asks for it."""

    def __init__(self, account: Account) -> None:
        self.account = account

    def get(self, name: str) -> str:
        raise NotAskedError(f"nobody reads {name} here")

    def sign(self, message: bytes) -> bytes:
        signed = self.account.ask(
            "kms", "sign", KeyId=self.account.output("SigningKey"), Message=message, MessageType="RAW",
            SigningAlgorithm="RSASSA_PKCS1_V1_5_SHA_256",
        )  # fmt: skip
        return bytes(signed["Signature"])


class GitHub:
    """As the app. What it asks for is the right to read; the token is given back at the end."""

    def __init__(self, account: Account) -> None:
        parameters = account.parameters
        api = parameters.get("GitHubApi") or "https://api.github.com"
        app, self.installation = account.parameter("GitHubApp"), account.parameter("GitHubInstallation")
        self.forge = GitHubForge(
            api, account.parameter("Repository"), app, self.installation, Signer(account),
            clock=account.clock, sleep=account.pause,
        )  # fmt: skip
        self.token = ""

    def as_app(
        self, path: str, method: str = "GET", body: Mapping[str, Any] | None = None
    ) -> tuple[int, Any]:
        return self.send(method, path, body, self.forge.jwt())

    def read(self, path: str) -> Any:
        """None where GitHub says that there is no such thing, or that the app may not see it."""
        if not self.token:
            path_of_token = f"/app/installations/{self.installation}/access_tokens"
            status, data = self.as_app(path_of_token, "POST", {"permissions": TO_READ})
            if status != 201:
                raise NotAskedError(f"GitHub gave the app no token ({status})")
            self.token = str(data["token"])
        status, data = self.send("GET", path, None, self.token)
        if status not in (200, 403, 404):
            raise NotAskedError(f"GitHub answered {status} to {path}")
        return data if status == 200 else None

    def give_back(self) -> None:
        if self.token:
            self.send("DELETE", "/installation/token", None, self.token)

    def send(self, method: str, path: str, body: Mapping[str, Any] | None, token: str) -> tuple[int, Any]:
        try:
            answer = self.forge.send(method, f"{self.forge.api}{path}", body, token)
        except UnavailableError:
            raise NotAskedError(f"{self.forge.api} does not answer") from None
        return answer.status, answer.data


def signing_key(account: Account) -> Iterator[Finding]:
    identity = account.output("SigningKey")
    answer = account.ask("kms", "describe_key", KeyId=identity)["KeyMetadata"]
    state, ends = answer["KeyState"], answer.get("ValidTo")
    left = (ends.timestamp() - account.clock()) / DAY if ends else SOON_DAYS
    if state == "PendingImport":
        message = f"{identity} is empty: the app's private key has not been imported"
        yield missing("signing key", message, IMPORT)
    elif state != "Enabled":
        command = f"aws kms cancel-key-deletion --key-id {identity}; aws kms enable-key --key-id {identity}"
        yield missing("signing key", f"{identity} is {state}: nothing becomes a proposal", command)
    elif left < SOON_DAYS:
        yield warning("signing key", f"its material goes in {int(left)} days", IMPORT)
    else:
        yield ok("signing key", f"enabled; GitHub's page of the app shows it as {fingerprint(account)}")


def fingerprint(account: Account) -> str:
    """As GitHub shows a key of an app: base64 of the SHA-256 of its public half."""
    der = account.ask("kms", "get_public_key", KeyId=account.output("SigningKey"))["PublicKey"]
    return "SHA256:" + base64.b64encode(hashlib.sha256(der).digest()).decode()


def app(account: Account) -> Iterator[Finding]:
    status, answer = GitHub(account).as_app("/app")
    name = account.parameter("GitHubApp")
    if status == 401:
        message = (
            f"GitHub does not accept the signature for the app {name}: the key in KMS "
            f"({fingerprint(account)}) is none of its keys, or GitHubApp is another app"
        )
        yield missing("app", message, IMPORT)
    elif status != 200:
        raise NotAskedError(f"GitHub answered {status} to the app")
    else:
        yield from rights("app", answer["permissions"], "its settings on GitHub, “Permissions & events”")


def installation(account: Account) -> Iterator[Finding]:
    hub = GitHub(account)
    status, answer = hub.as_app(f"/app/installations/{hub.installation}")
    if status == 404:
        message = f"the app has no installation {hub.installation}"
        yield missing("installation", message, "install it; its number is the end of the address then")
    elif status != 200:
        raise NotAskedError(f"GitHub answered {status} about the installation")
    elif answer.get("suspended_at"):
        yield missing("installation", "it is suspended: nothing becomes a proposal", "unsuspend it on GitHub")
    else:
        where = f"{answer['account']['login']}'s settings, “GitHub Apps”: accept the app's rights there"
        yield from rights("installation", answer["permissions"], where)


def rights(about: str, given: Mapping[str, str], where: str) -> Iterator[Finding]:
    lacks = [f"{name}: {right}" for name, right in WANTED.items() if given.get(name) not in (right, "write")]
    more = sorted(f"{name}: {right}" for name, right in given.items() if WANTED.get(name) != right)
    if lacks:
        yield missing(about, f"it lacks {', '.join(lacks)}", where)
    elif more:
        message = f"it may do more than it needs: {', '.join(more)}"
        yield warning(about, message, f"take that away in {where}")
    else:
        yield ok(about, "contents and pull requests, and nothing else")


def repositories(account: Account) -> Iterator[Finding]:
    """Who may read them decides who reads what was sent."""
    hub = GitHub(account)
    try:
        listed = (hub.read("/installation/repositories?per_page=100") or {}).get("repositories", [])
    finally:
        hub.give_back()
    private = {each["full_name"]: bool(each["private"]) for each in listed}
    directory, intake, referrals = named(account)
    for name in dict.fromkeys((intake, referrals)):
        if name not in private:
            mend = "add it on GitHub, in the settings of the installation, “Repository access”"
            yield missing("repositories", f"the app is not installed on {name}", mend)
            return
    if not private[referrals]:
        message = f"everybody can read {referrals}, which tells who asked for help, and when"
        yield missing("repositories", message, f"gh repo edit {referrals} --visibility private")
    elif not private[intake]:
        message = f"{intake} is public: a proposal is public there before an editor has read it"
        mend = "deploy the stack with IntakeRepository= a private one; the directory's may stay public"
        yield missing("repositories", message, mend)
    elif more := sorted(private.keys() - {directory, intake, referrals}):
        message = f"the app may also write to {', '.join(more)}"
        yield warning("repositories", message, "“Only select repositories”, in the installation's settings")
    else:
        yield ok("repositories", f"{intake} and {referrals}, both private")


def named(account: Account) -> tuple[str, str, str]:
    directory = account.parameter("Repository")
    intake = account.parameters.get("IntakeRepository") or directory
    return directory, intake, account.parameter("ReferralsRepository")


def labels(account: Account) -> Iterator[Finding]:
    intake = named(account)[1]
    hub = GitHub(account)
    try:
        listed = hub.read(f"/repos/{intake}/labels?per_page=100")
    finally:
        hub.give_back()
    if listed is None:
        raise NotAskedError(f"the app may not read the labels of {intake}")
    present = {each["name"].lower() for each in listed}
    if absent := [name for name in settings.table()["labels"] if name not in present]:
        message = f"{intake} lacks {', '.join(absent)}"
        yield missing("labels", message, f"make github REPO={intake}")
    else:
        yield ok("labels", f"all of gate/settings.yaml, in {intake}")


def rules(account: Account) -> Iterator[Finding]:
    """What the app may not see, `gh` asks, with the rights of whoever runs this."""
    directory = account.parameter("Repository")
    try:
        differing = [call.message for call in settings.calls(directory) if not call.optional]
    except Refused as why:
        raise NotAskedError(str(why)) from None
    if differing:
        more = f" and {len(differing) - SHOWN_RULES} more" if len(differing) > SHOWN_RULES else ""
        message = f"{directory} is not set up as gate/settings.yaml says: "
        shown = "; ".join(differing[:SHOWN_RULES]) + more
        yield missing("rules", message + shown, f"make github REPO={directory}")
    else:
        yield ok("rules", f"{directory} is set up as gate/settings.yaml says")
