"""What is asked of GitHub about a proposal, an issue or a branch, through its REST interface.

Nothing of a proposal is run or checked out.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import urllib3

from gate.trees import Entry, TooMuch

VERSION = "2022-11-28"
_TRIES = 3
_MOST_PAGES = 30  # of a hundred
_A_PAGE = 100
_NO_RIGHT = (403, 404)
"""What GitHub says where there is nothing, and also where a right is missing."""


class GitHubApiError(Exception):
    """GitHub did not answer, or not in the shape that it describes."""


class GitHubApi:
    def __init__(
        self, api: str, repository: str, token: str, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.api, self.repository, self.token, self.sleep = api.rstrip("/"), repository, token, sleep
        timeout = urllib3.Timeout(connect=5, read=30)
        self.http = urllib3.PoolManager(retries=False, timeout=timeout, maxsize=1)

    def open_pulls(self) -> list[Any]:
        return list(self._pages("/pulls?state=open&sort=created&direction=asc"))

    def reviews(self, number: int) -> list[Any]:
        return list(self._pages(f"/pulls/{number}/reviews"))

    def common_base(self, base: str, head: str) -> str:
        """The commit from which the proposal departs, of which a merge applies the difference."""
        with expected_shape():
            compared = self._get(f"/compare/{quote(base, safe='')}...{head}?per_page=1")
            return str(compared["merge_base_commit"]["sha"])

    def writers_of(self, base: str, head: str) -> list[Any]:
        """Who wrote a commit of it that is no merge, as far as GitHub knows them."""
        with expected_shape():
            commits = self._pages(f"/compare/{base}...{head}", "commits")
            return [each["author"] for each in commits if each["author"] and len(each["parents"]) < 2]

    def tree(self, sha: str) -> dict[str, Entry]:
        with expected_shape():
            answer = self._get(f"/git/trees/{sha}")
            if answer["truncated"]:
                raise TooMuch("GitHub does not list all that a folder holds")
            return {
                each["path"]: Entry(each["mode"], each["sha"], each.get("size") or 0)
                for each in answer["tree"]
            }

    def blob(self, sha: str) -> bytes:
        with expected_shape():
            return base64.b64decode(self._get(f"/git/blobs/{sha}")["content"])

    def may_write(self, login: str) -> bool:
        answer = self._get(f"/collaborators/{quote(login)}/permission", absent=_NO_RIGHT)
        with expected_shape():
            return answer is not None and answer["permission"] in ("admin", "write")

    def pusher(self, repository: str, branch: str, head: str) -> Any:
        """Who made this the branch's commit, last; None where GitHub does not tell us."""
        ref = quote(f"refs/heads/{branch}", safe="")
        activity = self._get(
            f"/activity?ref={ref}&per_page={_A_PAGE}", absent=_NO_RIGHT, repository=repository
        )
        with expected_shape():
            pushes = [each for each in activity or [] if each["activity_type"] != "branch_deletion"]
            return pushes[0]["actor"] if pushes and pushes[0]["after"] == head else None

    def status(self, sha: str, context: str) -> tuple[str, str] | None:
        """State and description of the newest one."""
        with expected_shape():
            for each in self._pages(f"/commits/{sha}/statuses"):
                if each["context"] == context:
                    return each["state"], each["description"] or ""
            return None

    def set_status(self, sha: str, status: Mapping[str, str]) -> None:
        self._ask("POST", f"/statuses/{sha}", status)

    def issues(self, label: str) -> list[Any]:
        """Oldest first, open and closed. GitHub lists proposals among them."""
        return list(self._pages(f"/issues?state=all&labels={quote(label)}&sort=created&direction=asc"))

    def create_issue(self, issue: Mapping[str, Any]) -> None:
        self._ask("POST", "/issues", issue)

    def change_issue(self, number: int, changes: Mapping[str, Any]) -> None:
        self._ask("PATCH", f"/issues/{number}", changes)

    def head_of(self, branch: str) -> str | None:
        """Its newest commit; None where there is no such branch."""
        answer = self._get(f"/git/ref/heads/{quote(branch)}", absent=(404,))
        with expected_shape():
            return str(answer["object"]["sha"]) if answer else None

    def replace_branch(self, branch: str, files: Mapping[str, str], message: str) -> None:
        """One commit without a past, with these files alone, becomes the branch."""
        with expected_shape():
            tree = [
                {"path": path, "mode": "100644", "type": "blob", "sha": self._new("blobs", _text(content))}
                for path, content in files.items()
            ]
            commit = {"message": message, "tree": self._new("trees", {"tree": tree}), "parents": []}
            sha = self._new("commits", commit)
        if self.head_of(branch) is None:
            self._ask("POST", "/git/refs", {"ref": f"refs/heads/{branch}", "sha": sha})
        else:
            self._ask("PATCH", f"/git/refs/heads/{quote(branch)}", {"sha": sha, "force": True})

    def _new(self, kind: str, body: Mapping[str, Any]) -> str:
        return str(self._ask("POST", f"/git/{kind}", body)["sha"])

    def _pages(self, path: str, part: str = "") -> Iterator[Any]:
        sign = "&" if "?" in path else "?"
        for page in range(1, _MOST_PAGES + 1):
            answer = self._get(f"{path}{sign}per_page={_A_PAGE}&page={page}")
            with expected_shape():
                items = answer[part] if part else answer
                if not isinstance(items, list):
                    raise GitHubApiError("GitHub answered with something other than a list")
            yield from items
            if len(items) < _A_PAGE:
                return
        raise TooMuch(f"more than {_MOST_PAGES * _A_PAGE} items at {path.partition('?')[0]}")

    def _get(self, path: str, absent: Container[int] = (), repository: str = "") -> Any:
        return self._ask("GET", path, None, absent, repository)

    def _ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        absent: Container[int] = (),
        repository: str = "",
    ) -> Any:
        """None where GitHub answers with a status of `absent`."""
        url = f"{self.api}/repos/{repository or self.repository}{path}"
        status = 0
        for turn in range(_TRIES):
            if turn:
                self.sleep(2.0**turn)
            status, data = self._send(method, url, body)
            if 200 <= status < 300:
                return data
            if status in absent:
                return None
            if 0 < status < 500 and status != 429:
                break
        raise GitHubApiError(f"GitHub answered {status or 'nothing'} to {method} {path.partition('?')[0]}")

    def _send(self, method: str, url: str, body: Mapping[str, Any] | None) -> tuple[int, Any]:
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {self.token}",
            "User-Agent": "expert-directory",
            "X-GitHub-Api-Version": VERSION,
        }
        try:
            response = self.http.request(method, url, headers=headers, json=body, redirect=False)
            return response.status, json.loads(response.data or b"null")
        except (urllib3.exceptions.HTTPError, ValueError):
            return 0, None


def _text(content: str) -> dict[str, str]:
    return {"content": content, "encoding": "utf-8"}


@contextmanager
def expected_shape() -> Iterator[None]:
    try:
        yield
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        raise GitHubApiError(f"GitHub answered in another shape than it describes: {error!r}") from None
