"""The loopback's GitHub, with what it says of proposals: reviews, rights, pushes, trees and statuses."""

from __future__ import annotations

import base64
import re
import subprocess
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from gate.github_api import GitHubApi
from tests.fake_github import NAME, Clock, FakeGitHub, Reply

TOKEN = "ghs_of_the_workflow"
# Number, kind, what they may do.
PEOPLE = {
    "ed": (11, "User", "write"),
    "eve": (12, "User", "write"),
    "edna": (13, "User", "write"),
    "mona": (14, "User", "admin"),
    "stranger": (21, "User", "read"),
    "ed-2": (22, "User", "read"),
    "nobody": (23, "User", "none"),
    "forms[bot]": (31, "Bot", "write"),
    "actions[bot]": (32, "Bot", "write"),
}
Content = str | bytes | tuple[str, str] | None
"""What a file holds; with its mode, for what is no file; None for a file that goes."""


def person(login: str) -> dict[str, Any]:
    number, kind, _ = PEOPLE[login]
    return {"login": login, "id": number, "type": kind}


class ReviewGitHub(FakeGitHub):
    def __init__(self, repository: Path) -> None:
        super().__init__(repository, Clock(), lambda text, signature: None)
        self.tokens.add(TOKEN)
        self.reviews: dict[int, list[dict[str, Any]]] = {}
        self.pushes: dict[tuple[str, str], list[dict[str, Any]]] = {}
        self.statuses: dict[str, list[dict[str, Any]]] = {}
        self.wrote: dict[str, str] = {}
        self.truncated: set[str] = set()
        self.made: dict[Any, str] = {}
        self.base = ""  # what main is at the beginning

    def api(self) -> GitHubApi:
        api = GitHubApi(self.url, NAME, TOKEN, sleep=self.clock.sleep)
        api.http.connection_pool_kw["timeout"] = 60
        return api

    # What people do

    def commit(self, files: dict[str, Content], *parents: str, by: str = "ed") -> str:
        """On top of the first parent, or on nothing."""
        tree = dict(self.listed(parents[0])) if parents else {}
        for path, content in files.items():
            if content is None:
                del tree[path]
            else:
                tree[path] = self.entry(content)
        sides = [part for sha in parents for part in ("-p", sha)]
        count = str(len(self.wrote))
        sha = self.git("commit-tree", self.write_tree(tree), *sides, stdin=f"{by} {count}")
        self.wrote[sha] = by
        return sha

    def listed(self, commit: str) -> dict[str, str]:
        lines = self.git("ls-tree", "-r", "-z", commit).split("\0")
        return dict(reversed(line.split("\t", 1)) for line in lines if line)

    def entry(self, content: Content) -> str:
        if content not in self.made:
            self.made[content] = self.new_entry(content)
        return self.made[content]

    def write_tree(self, files: dict[str, str]) -> str:
        """Most folders are those of the commit before."""
        key = tuple(sorted(files.items()))
        if key not in self.made:
            self.made[key] = super().write_tree(files)
        return self.made[key]

    def new_entry(self, content: Content) -> str:
        mode, text = content if isinstance(content, tuple) else ("100644", content)
        if mode == "160000":
            return f"{mode} commit {text!s}"
        data = text if isinstance(text, bytes) else str(text).encode()
        command = ["git", "-C", str(self.repository), "hash-object", "-w", "--stdin"]
        done = subprocess.run(command, input=data, capture_output=True, check=True)
        return f"{mode} blob {done.stdout.decode().strip()}"

    def propose(
        self, head: str, author: str = "ed", pusher: str | None = "", fork: str = NAME, base: str = "main"
    ) -> int:
        """`pusher`: the author, if not said; None where GitHub has no record of it."""
        number, branch = len(self.pulls) + 1, f"branch-{len(self.pulls) + 1}"
        self.pulls.append(
            {
                "number": number,
                "state": "open",
                "user": person(author),
                "head": {"sha": head, "ref": branch, "repo": {"full_name": fork} if fork else None},
                "base": {"ref": base, "repo": {"full_name": NAME, "default_branch": "main"}},
            }
        )
        self.reviews[number] = []
        if pusher is not None:
            self.push(number, head, pusher or author)
        return number

    def push(self, number: int, head: str, by: str) -> None:
        where = self.pulls[number - 1]["head"]
        where["sha"] = head
        made = {"activity_type": "push", "after": head, "actor": person(by)}
        if where["repo"]:
            self.pushes.setdefault((where["repo"]["full_name"], f"refs/heads/{where['ref']}"), []).insert(
                0, made
            )

    def review(self, number: int, by: str, state: str = "APPROVED", commit: str = "") -> None:
        commit = commit or self.pulls[number - 1]["head"]["sha"]
        self.reviews[number].append({"user": person(by), "state": state, "commit_id": commit})

    def status(self, sha: str) -> tuple[str, str]:
        newest = self.statuses[sha][0]
        return newest["state"], newest["description"]

    # What it answers

    def answer(self, request: BaseHTTPRequestHandler, method: str, body: Any) -> Reply:
        url = urlsplit(request.path)
        match = re.fullmatch(r"/repos/([\w-]+/[\w-]+)/activity", url.path)
        if match and TOKEN in (request.headers.get("authorization") or ""):
            wanted = match[1], parse_qs(url.query)["ref"][0]
            return (200, self.pushes[wanted], {}) if wanted in self.pushes else (404, {"message": ""}, {})
        return super().answer(request, method, body)

    def route(self, method: str, path: str, query: dict[str, str], body: Any) -> Reply:
        routes: list[tuple[str, str, Any]] = [
            ("GET", r"/pulls", lambda: paged([one for one in self.pulls if one["state"] == "open"], query)),
            ("GET", r"/pulls/(\d+)/reviews", lambda number: paged(self.reviews[int(number)], query)),
            ("GET", r"/compare/(.+)\.\.\.(\w+)", lambda base, head: self.compare(base, head, query)),
            ("GET", r"/git/trees/(\w+)", self.get_tree),
            ("GET", r"/git/blobs/(\w+)", self.get_blob),
            ("GET", r"/collaborators/(.+)/permission", self.get_permission),
            ("GET", r"/commits/(\w+)/statuses", lambda sha: paged(self.statuses.get(sha, []), query)),
            ("POST", r"/statuses/(\w+)", lambda sha: self.add_status(sha, body)),
        ]
        for wanted, pattern, act in routes:
            if wanted == method and (match := re.fullmatch(pattern, path)):
                reply: Reply = act(*(unquote(part) for part in match.groups()))
                return reply
        return super().route(method, path, query, body)

    def compare(self, base: str, head: str, query: dict[str, str]) -> Reply:
        common = self.git("merge-base", base, head, check=False)
        if not common:
            return 404, {"message": f"No common ancestor between {base} and {head}."}, {}
        shas = self.git("rev-list", "--reverse", f"{common}..{head}").split()
        commits = [
            {
                "sha": sha,
                "author": person(self.wrote[sha]),
                "parents": [{"sha": each} for each in self.git("rev-parse", f"{sha}^@").split()],
            }
            for sha in shas
        ]
        answer = {"merge_base_commit": {"sha": common}, "total_commits": len(commits)}
        return 200, {**answer, "commits": paged(commits, query)[1]}, {}

    def get_tree(self, sha: str) -> Reply:
        listed = self.git("ls-tree", "-z", "-l", sha).split("\0")
        items = []
        for line in filter(None, listed):
            (mode, kind, name, size), path = line.split("\t", 1)[0].split(), line.split("\t", 1)[1]
            item = {"path": path, "mode": mode, "type": kind, "sha": name, "url": ""}
            items.append({**item, "size": int(size)} if size != "-" else item)
        return 200, {"sha": sha, "tree": items, "truncated": bool(self.truncated & {"*", sha})}, {}

    def get_blob(self, sha: str) -> Reply:
        command = ["git", "-C", str(self.repository), "cat-file", "blob", sha]
        done = subprocess.run(command, capture_output=True, check=True)
        content = base64.encodebytes(done.stdout).decode()
        return 200, {"sha": sha, "content": content, "encoding": "base64", "size": len(done.stdout)}, {}

    def get_permission(self, login: str) -> Reply:
        if PEOPLE[login][2] == "none":
            return 404, {"message": f"{login} is not a user"}, {}
        return 200, {"permission": PEOPLE[login][2], "role_name": "", "user": person(login)}, {}

    def add_status(self, sha: str, body: Any) -> Reply:
        if len(body["description"]) > 140:
            return 422, {"message": "description is too long (maximum is 140 characters)"}, {}
        self.statuses.setdefault(sha, []).insert(0, {**body, "id": 1})
        return 201, self.statuses[sha][0], {}


def paged(items: list[Any], query: dict[str, str]) -> Reply:
    size, page = int(query.get("per_page", 30)), int(query.get("page", 1))
    assert size <= 100, "GitHub gives a hundred at most"
    return 200, items[(page - 1) * size : page * size], {}
