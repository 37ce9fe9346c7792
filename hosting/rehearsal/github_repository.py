"""One repository of the GitHub stand-in: real git objects in a bare repository, and its pull requests."""

from __future__ import annotations

import base64
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

ZERO = "0" * 40
Reply = tuple[int, Any, dict[str, str]]
"""A status; what is answered, as JSON or as bytes; headers."""


class Repository:
    def __init__(self, name: str, repository: Path, web: str = "https://github.example") -> None:
        self.name, self.repository, self.web = name, repository, web
        self.pulls: list[dict[str, Any]] = []

    def route(self, method: str, path: str, query: dict[str, str], body: Any) -> Reply:
        routes: list[tuple[str, str, Callable[..., Reply]]] = [
            ("GET", r"/branches/(.+)", self.get_branch),
            ("GET", r"/contents/(.+)", lambda name: self.get_content(name, query.get("ref", "main"))),
            ("GET", r"/pulls", lambda: self.list_pulls(query)),
            ("POST", r"/git/trees", lambda: self.make_tree(body)),
            ("POST", r"/git/commits", lambda: self.make_commit(body)),
            ("POST", r"/git/refs", lambda: self.make_ref(body)),
            ("POST", r"/pulls", lambda: self.make_pull(body)),
            ("PATCH", r"/git/refs/(.+)", lambda ref: self.move_ref(ref, body)),
            ("PATCH", r"/pulls/(\d+)", lambda number: self.change_pull(int(number), body)),
            ("POST", r"/issues/(\d+)/labels", lambda number: self.add_labels(int(number), body)),
            (
                "DELETE",
                r"/issues/(\d+)/labels/(.+)",
                lambda number, name: self.remove_label(int(number), name),
            ),
        ]
        for wanted, pattern, act in routes:
            if wanted == method and (match := re.fullmatch(pattern, path)):
                return act(*match.groups())
        return 404, {"message": "Not Found"}, {}

    def get_branch(self, name: str) -> Reply:
        sha = self.git("rev-parse", "--verify", "--quiet", f"refs/heads/{name}", check=False)
        if not sha:
            return 404, {"message": "Branch not found"}, {}
        tree = self.git("rev-parse", f"{sha}^{{tree}}")
        commit = {"sha": sha, "commit": {"tree": {"sha": tree, "url": ""}, "message": ""}}
        return 200, {"name": name, "commit": commit, "protected": True}, {}

    def get_content(self, path: str, ref: str) -> Reply:
        done = subprocess.run(
            ["git", "-C", self.repository, "cat-file", "blob", f"{ref}:{path}"],  # noqa: S607 that of the path
            capture_output=True,
        )
        if done.returncode:
            return 404, {"message": "Not Found"}, {}
        return 200, {"type": "file", "path": path, "content": base64.encodebytes(done.stdout).decode()}, {}

    def make_tree(self, body: Any) -> Reply:
        entries = self.git("ls-tree", "-r", "-z", body["base_tree"]).split("\0")
        files = {path: entry for entry, _, path in (line.partition("\t") for line in entries if line)}
        for item in body["tree"]:
            if re.search(r"(^|/)(\.\.?|\.git)?(/|$)", item["path"]):
                return 422, {"message": "tree.path contains a malformed path component"}, {}
            if item.get("sha", "") is None:
                if files.pop(item["path"], None) is None:
                    return 422, {"message": "GitRPC::BadObjectState"}, {}
                continue
            blob = self.git("hash-object", "-w", "--stdin", stdin=item["content"])
            files[item["path"]] = f"{item['mode']} blob {blob}"
        return 201, {"sha": self.write_tree(files), "url": "", "tree": [], "truncated": False}, {}

    def write_tree(self, files: dict[str, str]) -> str:
        here = {path: entry for path, entry in files.items() if "/" not in path}
        for folder in sorted({path.partition("/")[0] for path in files if "/" in path}):
            inside = {
                path.partition("/")[2]: entry
                for path, entry in files.items()
                if path.startswith(folder + "/")
            }
            here[folder] = f"040000 tree {self.write_tree(inside)}"
        return self.git("mktree", "-z", stdin="".join(f"{entry}\t{path}\0" for path, entry in here.items()))

    def make_commit(self, body: Any) -> Reply:
        parents = [part for sha in body["parents"] for part in ("-p", sha)]
        sha = self.git("commit-tree", body["tree"], *parents, stdin=body["message"])
        return 201, {"sha": sha, "tree": {"sha": body["tree"]}, "message": body["message"]}, {}

    def make_ref(self, body: Any) -> Reply:
        if self.git("for-each-ref", body["ref"]):
            return 422, {"message": "Reference already exists"}, {}
        if not self.git("cat-file", "-t", body["sha"], check=False):
            return 422, {"message": "Object does not exist"}, {}
        self.git("update-ref", body["ref"], body["sha"], ZERO)
        return 201, {"ref": body["ref"], "node_id": "", "url": "", "object": {"sha": body["sha"]}}, {}

    def move_ref(self, ref: str, body: Any) -> Reply:
        if not self.git("for-each-ref", f"refs/{ref}"):
            return 422, {"message": "Reference does not exist"}, {}
        self.git("update-ref", f"refs/{ref}", body["sha"])
        return 200, {"ref": f"refs/{ref}", "object": {"sha": body["sha"]}}, {}

    def make_pull(self, body: Any) -> Reply:
        if not self.git("for-each-ref", f"refs/heads/{body['head']}"):
            fault = {"resource": "PullRequest", "field": "head", "code": "invalid"}
            return 422, {"message": "Validation Failed", "errors": [fault]}, {}
        if any(pull["head"] == body["head"] and pull["state"] == "open" for pull in self.pulls):
            fault = {
                "resource": "PullRequest",
                "code": "custom",
                "message": "A pull request already exists for it.",
            }
            return 422, {"message": "Validation Failed", "errors": [fault]}, {}
        number = len(self.pulls) + 1
        url = f"{self.web}/{self.name}/pull/{number}"
        self.pulls.append({**body, "number": number, "state": "open", "labels": [], "html_url": url})
        return 201, self.pulls[-1], {}

    def merge(self, number: int) -> bool:
        """As its button does; False if main has changed the same lines meanwhile."""
        pull = self.pulls[number - 1]
        head = f"refs/heads/{pull['head']}"
        try:
            tree = self.git("merge-tree", "--write-tree", "main", head)
        except subprocess.CalledProcessError:
            return False
        title = f"Merge pull request #{number}\n\n{pull['title']}"
        merged = self.git("commit-tree", tree, "-p", "main", "-p", head, stdin=title)
        self.git("update-ref", "refs/heads/main", merged)
        self.close_pull(number)
        return True

    def close_pull(self, number: int) -> None:
        pull = self.pulls[number - 1]
        self.git("update-ref", "-d", f"refs/heads/{pull['head']}")
        pull["state"] = "closed"

    def list_pulls(self, query: dict[str, str]) -> Reply:
        wanted, state = query.get("head", "").partition(":")[2], query.get("state", "open")
        matching = [pull for pull in self.pulls if not wanted or pull["head"] == wanted]
        shown = [
            {**pull, "head": {"ref": pull["head"]}} for pull in matching if state in ("all", pull["state"])
        ]
        latest_first = shown[::-1] if query.get("direction") == "desc" else shown
        return 200, latest_first[: int(query.get("per_page", 30))], {}

    def add_labels(self, number: int, body: Any) -> Reply:
        pull = self.pulls[number - 1]
        pull["labels"] = sorted({*pull["labels"], *body["labels"]})
        return 200, [{"name": name} for name in pull["labels"]], {}

    def change_pull(self, number: int, body: Any) -> Reply:
        self.pulls[number - 1] |= body
        return 200, self.pulls[number - 1], {}

    def remove_label(self, number: int, name: str) -> Reply:
        pull = self.pulls[number - 1]
        if name not in pull["labels"]:
            return 404, {"message": "Label does not exist"}, {}
        pull["labels"] = [label for label in pull["labels"] if label != name]
        return 200, [{"name": label} for label in pull["labels"]], {}

    def git(self, *command: str, stdin: str = "", check: bool = True) -> str:
        who = {
            f"GIT_{role}_{part}": "bot@example.org"
            for role in ("AUTHOR", "COMMITTER")
            for part in ("NAME", "EMAIL")
        }
        done = subprocess.run(
            ["git", "-C", str(self.repository), *command],  # noqa: S607 that of the path
            input=stdin.encode(),
            capture_output=True,
            check=check,
            env={"PATH": "/usr/bin:/bin:/usr/local/bin", **who},
        )
        return done.stdout.decode().strip()
