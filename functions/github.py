"""Pull requests on GitHub, through its REST interface and an app's short-lived token.

The branch is made last, when all that it will show exists, so that a fault leaves no half-made branch.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote

import urllib3

from functions.ports import (
    BRANCH,
    Change,
    PoisonError,
    RefusedError,
    Secrets,
    UnavailableError,
    checked_branch,
    notes_of,
    now,
    with_note,
)

VERSION = "2022-11-28"
PERMISSIONS = {"contents": "write", "pull_requests": "write"}
DEFAULT_WAIT = 60.0  # GitHub's advice where it names no time
MOST_SECONDS_BETWEEN_TRIES = 4


class Answer:
    def __init__(self, response: urllib3.BaseHTTPResponse) -> None:
        self.status, self.headers = response.status, response.headers
        try:
            self.data: Any = json.loads(response.data or b"null")
        except ValueError:
            if self.status < 300:
                raise UnavailableError("github-not-json") from None
            self.data = None  # a page for people: the status says enough

    def says(self, text: str) -> bool:
        return text in json.dumps(self.data)

    def list(self) -> list[Any]:
        """An empty list is an answer, and so it must be one: no pull request is there."""
        if not isinstance(self.data, list):
            raise UnavailableError("github-shape")
        return self.data


@contextmanager
def expected_shape() -> Iterator[None]:
    """An answer in another shape than GitHub describes is no answer, and nobody's fault who sent a form."""
    try:
        yield
    except (LookupError, TypeError, AttributeError, ValueError):
        raise UnavailableError("github-shape") from None


def known(done: bool) -> None:
    """An answer that does not show what was asked for may be from something between GitHub and us."""
    if not done:
        raise UnavailableError("github-shape")


def label_names(answer: Answer) -> set[str]:
    return {str(label["name"]) for label in answer.list()}


class GitHubForge:
    def __init__(
        self,
        api: str,
        repository: str,
        app: str,
        installation: str,
        secrets: Secrets,
        base: str = "main",
        clock: Callable[[], float] = now,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.api, self.repository, self.base = api.rstrip("/"), repository, base
        self.app, self.installation, self.secrets = app, installation, secrets
        self.clock, self.sleep = clock, sleep
        self.token, self.expires = "", 0.0
        timeout = urllib3.Timeout(connect=3, read=10)
        self.http = urllib3.PoolManager(retries=False, timeout=timeout, maxsize=1)

    def read(self, path: str) -> bytes | None:
        """A 404 counts only if the branch is there: else the whole repository is out of reach."""
        answer = self.ask("GET", f"/contents/{quote(path)}?ref={quote(self.base)}", absent=True)
        if answer.status == 404:
            self.ask("GET", f"/branches/{quote(self.base)}")
            return None
        with expected_shape():
            return base64.b64decode(answer.data["content"])

    def propose(self, change: Change) -> str:
        checked_branch(change.branch)
        with expected_shape():
            pull = self.find(change.branch)
            if pull is None:
                self.make_branch(change)
                pull = self.open(change)
            if change.labels:
                self.add_labels(pull["number"], change.labels)
            return str(pull["html_url"])

    def label(self, branch: str, label: str, remove: str = "") -> None:
        checked_branch(branch)
        with expected_shape():
            if pull := self.find(branch):
                self.add_labels(pull["number"], [label])
                if remove:
                    self.remove_label(pull["number"], remove)

    def note(self, branch: str, line: str) -> None:
        checked_branch(branch)
        with expected_shape():
            pull = self.find(branch)
            body = (pull["body"] or "").replace("\r\n", "\n") if pull else ""
            if pull and (noted := with_note(body, line)) != body:
                self.set_text(pull["number"], noted)

    def renew(self, change: Change) -> None:
        checked_branch(change.branch)
        with expected_shape():
            pull = self.find(change.branch)
            if not pull or pull["state"] != "open":
                return
            ref = f"/git/refs/heads/{change.branch}"
            sha = self.make_commit(change)
            moved = self.ask("PATCH", ref, {"sha": sha, "force": True})
            known(moved.data["object"]["sha"] == sha)
            notes = notes_of((pull["body"] or "").replace("\r\n", "\n"))
            self.set_text(pull["number"], change.body.rstrip() + "\n" + notes)
            self.add_labels(pull["number"], change.labels)

    def waits(self, branch: str) -> bool:
        checked_branch(branch)
        with expected_shape():
            pull = self.find(branch)
            return bool(pull) and pull["state"] == "open"

    def find(self, branch: str) -> Any:
        """Also a closed one: what an editor has closed is never opened again."""
        owner = self.repository.partition("/")[0]
        answer = self.ask("GET", f"/pulls?state=all&head={owner}:{quote(branch)}")
        return answer.list()[0] if answer.list() else None

    def add_labels(self, number: int, labels: Iterable[str]) -> None:
        answer = self.ask("POST", f"/issues/{number}/labels", {"labels": list(labels)})
        known({*labels} <= label_names(answer))

    def remove_label(self, number: int, label: str) -> None:
        """A 404 counts only if it is about the label: else the pull request is out of reach."""
        answer = self.ask("DELETE", f"/issues/{number}/labels/{quote(label)}", absent=True)
        if answer.status != 404:
            known(label not in label_names(answer))
        elif not answer.says("Label does not exist"):
            raise self.failure(answer)

    def set_text(self, number: int, text: str) -> None:
        known(self.ask("PATCH", f"/pulls/{number}", {"body": text}).data["number"] == number)

    @expected_shape()
    def closed(self) -> list[str]:
        answer = self.ask("GET", "/pulls?state=closed&sort=updated&direction=desc&per_page=100")
        heads = (str(pull["head"]["ref"]) for pull in answer.list())
        return [head for head in heads if BRANCH.match(head)]

    def make_branch(self, change: Change) -> None:
        ref = {"ref": f"refs/heads/{change.branch}", "sha": self.make_commit(change)}
        self.ask("POST", "/git/refs", ref, tolerated="already exists")

    def make_commit(self, change: Change) -> str:
        """On the base as it is now."""
        base = self.ask("GET", f"/branches/{quote(self.base)}").data["commit"]
        tree = self.ask(
            "POST",
            "/git/trees",
            {
                "base_tree": base["commit"]["tree"]["sha"],
                "tree": [tree_entry(path, content) for path, content in change.files.items()],
            },
        ).data["sha"]
        if tree == base["commit"]["tree"]["sha"]:
            raise PoisonError("nothing would change")
        # No author is named: GitHub then signs the commit for the app, and shows it as verified.
        commit = {"message": change.message, "tree": tree, "parents": [base["sha"]]}
        return str(self.ask("POST", "/git/commits", commit).data["sha"])

    def open(self, change: Change) -> Any:
        wanted = {"title": change.title, "head": change.branch, "base": self.base, "body": change.body}
        for seconds in (1, 2, MOST_SECONDS_BETWEEN_TRIES):
            answer = self.ask("POST", "/pulls", wanted, tolerated='"head"', also="already exists")
            if answer.status == 201:
                return answer.data
            if pull := self.find(change.branch):
                return pull
            self.sleep(seconds)  # a new branch may not be visible everywhere yet
        raise UnavailableError("github-branch-unseen")

    def ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        absent: bool = False,
        tolerated: str = "",
        also: str = "",
    ) -> Answer:
        """`known` and `also` are words of a 422 that the caller expects; `absent` lets a 404 through."""
        url = f"{self.api}/repos/{self.repository}{path}"
        answer = self.send(method, url, body, self.bearer())
        if answer.status == 401:
            self.token = ""
            answer = self.send(method, url, body, self.bearer())
        expected = answer.status == 422 and any(text and answer.says(text) for text in (tolerated, also))
        if answer.status < 300 or expected or (absent and answer.status == 404):
            return answer
        raise self.failure(answer)

    def send(self, method: str, url: str, body: Mapping[str, Any] | None, token: str) -> Answer:
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {token}",
            "User-Agent": "expert-directory",
            "X-GitHub-Api-Version": VERSION,
        }
        if method != "GET":
            self.sleep(1)  # GitHub asks for a second between writes
        try:
            return Answer(self.http.request(method, url, headers=headers, json=body, redirect=False))
        except urllib3.exceptions.HTTPError:
            raise UnavailableError("github-unreachable") from None

    def failure(self, answer: Answer) -> Exception:
        if answer.status in (403, 429) and (wait := self.wait(answer)) is not None:
            return UnavailableError("github-limit", wait)
        # A 422 is seldom about what was sent: a rule of the repository, a limit, a token's scope.
        refused = answer.status in (301, 307, 308, 401, 403, 404)
        return (RefusedError if refused else UnavailableError)(f"github-{answer.status}")

    def wait(self, answer: Answer) -> float | None:
        """Seconds for which GitHub asked us to stay away; None if this was no limit."""
        if after := answer.headers.get("retry-after"):
            return float(after) if after.isdigit() else self.until_date(after)
        if answer.headers.get("x-ratelimit-remaining") == "0":
            reset = answer.headers.get("x-ratelimit-reset", "")
            return max(1.0, float(reset) - self.clock()) if reset.isdigit() else DEFAULT_WAIT
        limited = answer.status == 429 or answer.says("rate limit")
        return DEFAULT_WAIT if limited else None

    def until_date(self, text: str) -> float:
        try:
            return max(1.0, parsedate_to_datetime(text).timestamp() - self.clock())
        except ValueError:
            return DEFAULT_WAIT

    def bearer(self) -> str:
        if not self.token or self.clock() > self.expires - 120:
            url = f"{self.api}/app/installations/{self.installation}/access_tokens"
            only = {"repositories": [self.repository.partition("/")[2]], "permissions": PERMISSIONS}
            answer = self.send("POST", url, only, self.jwt())
            if answer.status == 422:  # the repository is not among those that the app was given
                raise RefusedError("github-token")
            if answer.status != 201:
                raise self.failure(answer)
            self.token, self.expires = answer.data["token"], self.clock() + 3600
        return self.token

    def jwt(self) -> str:
        at = int(self.clock())
        # A minute back, because the two clocks are not the same.
        claims = {"iat": at - 60, "exp": at + 540, "iss": self.app}
        head = f"{part({'alg': 'RS256', 'typ': 'JWT'})}.{part(claims)}"
        return f"{head}.{urlsafe(self.secrets.sign(head.encode()))}"


def tree_entry(path: str, content: bytes | None) -> dict[str, Any]:
    entry: dict[str, Any] = {"path": path, "mode": "100644", "type": "blob"}
    return {**entry, "sha": None} if content is None else {**entry, "content": content.decode()}


def part(value: Mapping[str, Any]) -> str:
    return urlsafe(json.dumps(value, separators=(",", ":")).encode())


def urlsafe(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
